//! Recording a check or a transfer.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::ids::InvoiceId;
use shared::invoices::{Invoice, PaymentRecord, REFERENCE_CHARS_MAX, RecordPayment, check_payment};

use super::answer;
use super::gateway::Gateway;
use super::payments::{Receipt, receive};
use super::store::{self, Case};
use crate::auth::permissions;
use crate::books::{self, Slip};
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::Act;
use crate::request::{Answer, Command};
use crate::text::{Faults, folded, line};

/// Records money that came by check or transfer, on the day it was received, today or earlier. It pays the invoice as far as
/// something is owed; what is more stays unallocated until staff say what becomes of it.
///
/// The same number by the same way is recorded once for an invoice, unless that payment was reversed. One that is recorded,
/// of the same amount and day, as money of which nobody knew what it is for is not recorded again: it is put to the invoice.
#[utoipa::path(tag = "invoices", security(("session" = [])), params(("id" = InvoiceId, Path, description = "The invoice.")),
    request_body = RecordPayment, responses((status = 201, body = Invoice)))]
#[post("/invoices/{id}/payments")]
pub(super) async fn record_payment(
    command: Command<permissions::RecordPayments, RecordPayment>,
    id: Path<InvoiceId>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, cards) = (id.into_inner(), gateway.cards_taken());
    command
        .write(&db, "record_payment", move |tx, act, staff, sent| {
            let case = store::find(tx, id, act.today)?.ok_or(Error::NotFound("invoice"))?;
            staff.not_own(case.person)?;
            let paid = take(tx, act, &case, sent)?;
            Answer::created(&answer::answer(&paid, cards))
        })
        .await
}

/// Records money that came by check or transfer for this invoice, and tells the person.
///
/// # Errors
/// [`Error::NotFound`] without such an invoice, [`Error::Invalid`] where a member holds what cannot be,
/// [`Error::Conflict`] where the same was recorded before.
pub fn pay(tx: &mut DbConnection, act: &Act, id: InvoiceId, sent: &RecordPayment) -> Result<(), Error> {
    let case = store::find(tx, id, act.today)?.ok_or(Error::NotFound("invoice"))?;
    take(tx, act, &case, sent).map(drop)
}

fn take(tx: &mut DbConnection, act: &Act, case: &Case, sent: &RecordPayment) -> Result<Case, Error> {
    let receipt = parse(sent, case)?;
    must_be_new(tx, case, &receipt)?;
    receive(tx, act, case, &receipt)
}

fn parse(sent: &RecordPayment, case: &Case) -> Result<Receipt, Error> {
    let mut faults = Faults::default();
    let reference = faults.take(line("reference", &sent.reference, REFERENCE_CHARS_MAX));
    for error in check_payment(sent, case.record.issued_on, case.today) {
        // The text was judged in normal form above.
        faults.require(error.member == "reference", error.member, error.detail);
    }
    faults.check()?;
    Ok(Receipt { amount_cents: sent.amount_cents, method: sent.method, reference: Some(reference), received_on: sent.received_on, once: None })
}

/// A conflict where a check or a transfer of this number was recorded for the invoice, or this one as money of which nobody knew
/// what it is for, and stands.
fn must_be_new(tx: &mut DbConnection, case: &Case, receipt: &Receipt) -> Result<(), Error> {
    let number = |reference: &Option<String>| reference.as_deref().map(folded);
    let stands = |payment: &&PaymentRecord| payment.reversed_on.is_none();
    let is_same = |payment: &PaymentRecord| payment.method == receipt.method && number(&payment.reference) == number(&receipt.reference);
    let is_same = case.record.payments.iter().filter(stands).any(is_same);
    if is_same {
        return Err(Error::conflict("payment_recorded", 21, "A payment of this number is recorded for this invoice already."));
    }
    let Receipt { method, amount_cents, received_on, .. } = *receipt;
    let slip = receipt.reference.as_deref().map(|reference| Slip { method, reference, amount_cents, received_on });
    if let Some(slip) = slip
        && books::was_unassigned(tx, slip, case.today)?
    {
        let sentence = "A payment of this number, amount and day is recorded already, and nobody knew what it is for; put that one to the invoice.";
        return Err(Error::conflict("payment_recorded", 21, sentence));
    }
    Ok(())
}

//! Putting unallocated money to an invoice.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::books::{AllocatePayment, BookedPayment, check_allocation};
use shared::facts::FactBody;
use shared::ids::{AllocationId, PaymentId};
use shared::invoices::InvoiceState;

use super::answer::answer;
use super::store::{self, Account};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::ids;
use crate::invoices::{self, Case, Gateway};
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};

/// Puts unallocated money of a payment to an open invoice, also to another person's: one check of an employer, for example,
/// may pay for two.
#[utoipa::path(tag = "books", security(("session" = [])), params(("id" = PaymentId, Path, description = "The payment.")),
    request_body = AllocatePayment, responses((status = 201, body = BookedPayment)))]
#[post("/payments/{id}/allocations")]
pub(super) async fn allocate_payment(
    command: Command<permissions::KeepBooks, AllocatePayment>,
    id: Path<PaymentId>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, cards) = (id.into_inner(), gateway.card_refunds());
    command
        .write(&db, "allocate_payment", move |tx, act, staff, sent| {
            let account = store::find(tx, id, act.today)?.ok_or(Error::NotFound("payment"))?;
            account.person.map_or(Ok(()), |person| staff.not_own(person))?;
            must_not_be_an_orders(&account)?;
            let unknown = || Error::invalid("invoice_id", "is unknown; name an open invoice");
            let case = invoices::find(tx, sent.invoice_id, act.today)?.ok_or_else(unknown)?;
            staff.not_own(case.person)?;
            must_be_open(&case)?;
            let left = account.free_cents();
            if let Some(error) = check_allocation(sent.amount_cents, left, case.owed_cents().into()) {
                return Err(Error::Invalid(vec![error]));
            }
            record(tx, act, facts(&account, &case, sent.amount_cents, act))?;
            invoices::tell_of_allocation(tx, act, sent.invoice_id, sent.amount_cents)?;
            let put = store::find(tx, id, act.today)?.ok_or(Error::NotFound("payment"))?;
            Answer::created(&answer(tx, &put, cards)?)
        })
        .await
}

/// A conflict where the money came for an order: it pays those on it, and what is left goes back.
fn must_not_be_an_orders(account: &Account) -> Result<(), Error> {
    if account.order.is_none() {
        return Ok(());
    }
    Err(Error::conflict("put_by_order", 22, "This money came for a purchase order and pays those on it; what is left of it is refunded."))
}

fn must_be_open(case: &Case) -> Result<(), Error> {
    if case.state() == InvoiceState::Open {
        return Ok(());
    }
    Err(Error::conflict("nothing_owed", 21, "Nothing is owed for this invoice: it is paid, or its application was refused or withdrawn."))
}

/// About whom the invoice is, and of the payment's side where that is somebody else, or nobody.
fn facts(account: &Account, case: &Case, amount_cents: u32, act: &Act) -> Vec<NewFact> {
    let (allocation, payment, invoice) = (AllocationId(ids::fresh()), account.payment, case.record.invoice);
    let mut facts = vec![NewFact::of(case.person, act.today, FactBody::PaymentAllocated { allocation, payment, invoice, amount_cents })];
    if account.person != Some(case.person) {
        facts.push(NewFact::about(account.person, act.today, FactBody::MoneyTaken { allocation, payment, amount_cents }));
    }
    facts
}

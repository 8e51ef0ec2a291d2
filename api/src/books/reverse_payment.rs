//! Reversing a payment: the check bounced, the transfer was called back.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::books::{BookedPayment, ReversePayment};
use shared::facts::FactBody;
use shared::ids::{InvoiceId, PaymentId};
use shared::invoices::PaymentMethod;
use shared::people::REASON_CHARS_MAX;

use super::answer::answer;
use super::release_allocation::released;
use super::store::{self, Account};
use crate::auth::permissions;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::invoices::{self, Gateway};
use crate::notices;
use crate::orders::settling;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Says that a check or a transfer came to nothing. What it paid is owed again, and who owes it and the staff are told; an
/// admission stays.
///
/// Once for a payment, and not of one of which something went back. Cards are reversed by the gateway.
#[utoipa::path(tag = "books", security(("session" = [])), params(("id" = PaymentId, Path, description = "The payment.")),
    request_body = ReversePayment, responses((status = 200, body = BookedPayment)))]
#[post("/payments/{id}/reverse")]
pub(super) async fn reverse_payment(
    command: Command<permissions::KeepBooks, ReversePayment>,
    id: Path<PaymentId>,
    gateway: Data<Gateway>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, cards) = (id.into_inner(), gateway.card_refunds());
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "reverse_payment", move |tx, act, staff, _| {
            let account = store::find(tx, id, act.today)?.ok_or(Error::NotFound("payment"))?;
            account.person.map_or(Ok(()), |person| staff.not_own(person))?;
            settling::payment_must_not_be_own(tx, staff, id, act.today)?;
            must_stand(&account)?;
            let paid = reverse(tx, &act.because(&reason), &account)?;
            if let Some(order) = account.order {
                settling::payment_reversed(tx, act, (order, account.amount_cents), &paid, &config.contact_email)?;
            }
            for invoice in paid.into_iter().filter(|_| account.order.is_none()) {
                invoices::tell_of_reversal(tx, act, invoice)?;
                let words = "A check or a transfer did not go through and was reversed. What it had paid is owed again.";
                notices::tell_staff(tx, act.now, &config.contact_email, "A payment was reversed", words, &format!("/staff/invoices/{invoice}"))?;
            }
            let reversed = store::find(tx, id, act.today)?.ok_or(Error::NotFound("payment"))?;
            Answer::ok(&answer(tx, &reversed, cards)?)
        })
        .await
}

/// A conflict where it was reversed, or something of it went back, or the gateway speaks of it.
fn must_stand(account: &Account) -> Result<(), Error> {
    if account.method == PaymentMethod::Card {
        return Err(Error::conflict("card_payment", 22, "Card payments are taken back by the bank, and the gateway tells of it; refund it instead."));
    }
    if account.reversed_on().is_some() {
        return Err(Error::conflict("payment_reversed", 22, "This payment was reversed before."));
    }
    if account.returned_cents() > 0 || account.under_way_cents() > 0 {
        return Err(Error::conflict("payment_refunded", 22, "Something of this payment went back already; strike the refund first if it was none."));
    }
    Ok(())
}

/// Records it, and takes back from invoices what staff put there; says which invoices it paid.
fn reverse(tx: &mut DbConnection, act: &Act, account: &Account) -> Result<Vec<InvoiceId>, Error> {
    let mut facts = vec![NewFact::about(account.person, act.today, FactBody::PaymentReversed { payment: account.payment })];
    let mut paid: Vec<InvoiceId> = Vec::new();
    let balances = account.ledger.balances(act.today);
    paid.extend(balances.allocations.iter().filter(|paid| paid.payment == account.payment).filter_map(|paid| paid.invoice));
    for (allocated, put) in store::puts_of(tx, account)? {
        facts.extend(released(allocated.allocation, &put, act.today));
        paid.push(put.invoice);
    }
    record(tx, act, facts)?;
    paid.sort_unstable();
    paid.dedup();
    Ok(paid)
}

//! Refunds by staff: to the card from which the money came, or by check.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::books::{BookedPayment, RefundPayment, check_refund};
use shared::facts::FactBody;
use shared::ids::{PaymentId, RefundId};
use shared::invoices::REFERENCE_CHARS_MAX;
use shared::people::REASON_CHARS_MAX;

use super::answer::answer;
use super::orders;
use super::store::{self, Account};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::invoices::{self, Gateway};
use crate::orders::settling;
use crate::record::{Act, NewFact, record, record_note};
use crate::request::{Answer, Command};
use crate::text::{line, paragraphs};

/// Sends money back to who paid it: what of a payment is unallocated, and, where the application was refused, what was paid
/// for it.
///
/// It goes back to the card from which it came, and is recorded once the gateway tells that it went; until then it is on its
/// way. Where there is no card, or a refund to it failed, it goes by a check, whose number is recorded. Who paid is told; of the
/// money of a purchase order, those who order for the buyer.
///
/// A payment goes back once by the check of a number, unless that refund was struck.
#[utoipa::path(tag = "books", security(("session" = [])), params(("id" = PaymentId, Path, description = "The payment.")),
    request_body = RefundPayment, responses((status = 201, body = BookedPayment)))]
#[post("/payments/{id}/refunds")]
pub(super) async fn refund_payment(
    command: Command<permissions::KeepBooks, RefundPayment>,
    id: Path<PaymentId>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, cards) = (id.into_inner(), gateway.card_refunds());
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    let check_number = command.body.check_number.as_deref().map(|number| line("check_number", number, REFERENCE_CHARS_MAX)).transpose()?;
    command
        .write(&db, "refund_payment", move |tx, act, staff, sent| {
            let account = store::find(tx, id, act.today)?.ok_or(Error::NotFound("payment"))?;
            account.person.map_or(Ok(()), |person| staff.not_own(person))?;
            settling::payment_must_not_be_own(tx, staff, id, act.today)?;
            if let Some(error) = check_refund(sent.amount_cents, account.refundable_cents()) {
                return Err(Error::Invalid(vec![error]));
            }
            let act = act.because(&reason);
            match (cards.take_back(account.method, account.reference.as_deref()), &check_number) {
                (true, None) => to_card(tx, &act, &account, sent.amount_cents)?,
                (true, Some(number)) if account.card_refund_failed() => by_check(tx, &act, &account, sent.amount_cents, number)?,
                (true, Some(_)) => return Err(Error::invalid("check_number", "is of a check, but the money goes back to the card: leave it out")),
                (false, Some(number)) => by_check(tx, &act, &account, sent.amount_cents, number)?,
                (false, None) => return Err(Error::invalid("check_number", "is missing: there is no card to which it could go back")),
            }
            invoices::tell_of_refund(tx, &act, account.person, sent.amount_cents, check_number.as_deref())?;
            settling::payment_refunded(tx, &act, id, sent.amount_cents, check_number.as_deref())?;
            let refunded = store::find(tx, id, act.today)?.ok_or(Error::NotFound("payment"))?;
            Answer::created(&answer(tx, &refunded, cards)?)
        })
        .await
}

/// Queues it for whoever charges cards; the act says who began it and why.
fn to_card(tx: &mut DbConnection, act: &Act, account: &Account, amount_cents: u32) -> Result<(), Error> {
    let Some(person) = account.person else { return Err(Error::Defect("a card payment is about nobody".to_owned())) };
    record_note(tx, act, Some(person))?;
    let ids = (RefundId(ids::fresh()), account.payment, person);
    Ok(orders::insert(tx, ids, account.reference.as_deref(), amount_cents, (act.now, act.today))?)
}

fn by_check(tx: &mut DbConnection, act: &Act, account: &Account, amount_cents: u32, number: &str) -> Result<(), Error> {
    if account.is_refunded_by(number) {
        return Err(Error::conflict("refund_recorded", 22, "A refund of this payment by a check of this number is recorded already."));
    }
    let (refund, payment) = (RefundId(ids::fresh()), account.payment);
    let body = FactBody::PaymentRefunded { refund, payment, amount_cents, reference: Some(number.to_owned()) };
    record(tx, act, vec![NewFact::about(account.person, act.today, body)])?;
    Ok(())
}

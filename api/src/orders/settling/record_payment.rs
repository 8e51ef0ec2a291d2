//! Recording a check or a transfer of a buyer for its order.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::books::BookedPayment;
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::{OrderId, PaymentId};
use shared::invoices::{Payment, REFERENCE_CHARS_MAX, RecordPayment, check_payment};

use super::facts::{load, payments};
use super::guard::must_not_be_own;
use super::settle::proceed;
use crate::auth::permissions;
use crate::books;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::invoices::Gateway;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::{Faults, folded, line};

/// Records a check or a transfer that came for an order that was issued. Once the order is paid in full, the money goes to the
/// invoices of those on it: to those that are there, and to the others as they apply.
///
/// The same number by the same way is recorded once for an order, unless that payment was reversed.
#[utoipa::path(tag = "orders", security(("session" = [])), params(("id" = OrderId, Path, description = "The order.")),
    request_body = RecordPayment, responses((status = 201, body = BookedPayment)))]
#[post("/orders/{id}/payments")]
pub(super) async fn record_order_payment(
    command: Command<permissions::RecordPayments, RecordPayment>,
    id: Path<OrderId>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, cards) = (id.into_inner(), gateway.card_refunds());
    command
        .write(&db, "record_order_payment", move |tx, act, staff, sent| {
            let order = load(tx, id, act.today)?.ok_or(Error::NotFound("order"))?;
            must_not_be_own(tx, staff, &order)?;
            let reference = parse(sent, order.issued_on, act.today)?;
            must_be_new(tx, id, sent, &reference, act.today)?;
            let payment = PaymentId(ids::fresh());
            let RecordPayment { amount_cents, method, received_on, .. } = *sent;
            let body = FactBody::MoneyReceived { payment, order: Some(id), amount_cents, method, reference: Some(reference), number: None };
            record(tx, act, vec![NewFact::general(received_on, body)])?;
            proceed(tx, act, id)?;
            Answer::created(&books::booked(tx, payment, act.today, cards)?)
        })
        .await
}

/// The number of the check or the transfer.
fn parse(sent: &RecordPayment, issued_on: Date, today: Date) -> Result<String, Error> {
    let mut faults = Faults::default();
    let reference = faults.take(line("reference", &sent.reference, REFERENCE_CHARS_MAX));
    for error in check_payment(sent, issued_on, today) {
        // The text was judged in normal form above.
        faults.require(error.member == "reference", error.member, error.detail);
    }
    faults.check()?;
    Ok(reference)
}

/// A conflict where a check or a transfer of this number was recorded for the order, and stands.
fn must_be_new(tx: &mut DbConnection, order: OrderId, sent: &RecordPayment, reference: &str, today: Date) -> Result<(), Error> {
    let is_same =
        |other: &Payment| other.method == sent.method && !other.reversed && other.reference.as_deref().map(folded) == Some(folded(reference));
    if payments(tx, order, today)?.iter().any(is_same) {
        return Err(Error::conflict("payment_recorded", 21, "A payment of this number is recorded for this order already."));
    }
    if books::is_unassigned(tx, sent.method, reference, today)? {
        let sentence = "A payment of this number is recorded already, and nobody knew what it is for; strike that one first if it is this.";
        return Err(Error::conflict("payment_recorded", 21, sentence));
    }
    Ok(())
}

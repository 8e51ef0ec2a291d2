//! Recording money of which nobody knows what it is for.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::books::{BookedPayment, RecordUnassignedPayment, SENT_BY_CHARS_MAX};
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::PaymentId;
use shared::invoices::{PaymentMethod, RECEIVED_AHEAD_MONTHS_MAX, REFERENCE_CHARS_MAX, check_receipt};

use super::answer::answer;
use super::store;
use crate::auth::permissions;
use crate::db::{Db, DbConnection, StoreError};
use crate::error::Error;
use crate::ids;
use crate::invoices::Gateway;
use crate::record::{NewFact, money_received_under, received_for_invoices, record};
use crate::request::{Answer, Command};
use crate::text::{Faults, folded, line};

/// Records a check or a transfer of which nobody knows what it is for. It is unallocated until it is put to an invoice or
/// goes back; who sent it is kept as a note.
///
/// The same number by the same way is recorded once. One that is recorded for an invoice, of the same amount and day, is not
/// recorded again.
#[utoipa::path(tag = "books", security(("session" = [])), request_body = RecordUnassignedPayment, responses((status = 201, body = BookedPayment)))]
#[post("/payments")]
pub(super) async fn record_unassigned_payment(
    command: Command<permissions::RecordPayments, RecordUnassignedPayment>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (cards, today) = (gateway.card_refunds(), command.moment.today);
    let (reference, sent_by) = parse(&command.body, today)?;
    command
        .write(&db, "record_unassigned_payment", move |tx, act, _, sent| {
            must_be_new(tx, sent, &reference, act.today)?;
            let payment = PaymentId(ids::fresh());
            let (amount_cents, method) = (sent.amount_cents, sent.method);
            let body = FactBody::MoneyReceived { payment, order: None, amount_cents, method, reference: Some(reference.clone()), number: None };
            record(tx, &act.because(&sent_by), vec![NewFact::general(sent.received_on, body)])?;
            let account = store::find(tx, payment, act.today)?.ok_or(Error::NotFound("payment"))?;
            Answer::created(&answer(tx, &account, cards)?)
        })
        .await
}

/// The number of the check or the transfer, and who sent it.
fn parse(sent: &RecordUnassignedPayment, today: Date) -> Result<(String, String), Error> {
    let mut faults = Faults::default();
    let reference = faults.take(line("reference", &sent.reference, REFERENCE_CHARS_MAX));
    let sent_by = faults.take(line("sent_by", &sent.sent_by, SENT_BY_CHARS_MAX));
    for error in check_receipt(sent.method, sent.amount_cents, &sent.reference, sent.received_on, today) {
        // The text was judged in normal form above.
        faults.require(error.member == "reference", error.member, error.detail);
    }
    let first = today.months_earlier(RECEIVED_AHEAD_MONTHS_MAX);
    let detail = format!("lies more than {RECEIVED_AHEAD_MONTHS_MAX} months ago: name a day from `{first}` on");
    faults.require(first <= sent.received_on, "received_on", detail);
    faults.check()?;
    Ok((reference, sent_by))
}

/// A check or a transfer as it lies before staff: different people's may have one number, and hardly one amount and one day as well.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slip<'a> {
    pub(crate) method: PaymentMethod,
    pub(crate) reference: &'a str,
    pub(crate) amount_cents: u32,
    pub(crate) received_on: Date,
}

impl Slip<'_> {
    /// Whether it was recorded as this payment, which stands.
    fn is(&self, account: &store::Account) -> bool {
        let is_of_number = stands_under(account, self.method, self.reference);
        is_of_number && account.amount_cents == self.amount_cents && account.received_on == self.received_on
    }
}

/// A conflict where a check or a transfer of this number was recorded so, or this one for an invoice, and stands.
fn must_be_new(tx: &mut DbConnection, sent: &RecordUnassignedPayment, reference: &str, today: Date) -> Result<(), Error> {
    if !received_under(tx, sent.method, reference, today)?.is_empty() {
        return Err(Error::conflict("payment_recorded", 21, "A payment of this number is recorded already, and nobody knows what it is for."));
    }
    let slip = Slip { method: sent.method, reference, amount_cents: sent.amount_cents, received_on: sent.received_on };
    if is_for_invoice(tx, slip, today)? {
        let sentence =
            "A payment of this number, amount and day is recorded for an invoice already; what is more than was owed can be put elsewhere.";
        return Err(Error::conflict("payment_recorded", 21, sentence));
    }
    Ok(())
}

/// The payments about nobody that came this way under this number, and stand.
fn received_under(tx: &mut DbConnection, method: PaymentMethod, reference: &str, today: Date) -> Result<Vec<store::Account>, StoreError> {
    let received = money_received_under(tx, reference)?;
    let payments: Vec<PaymentId> = received.iter().filter_map(|fact| payment_of(&fact.body)).map(|(payment, _)| payment).collect();
    let stands = |other: &store::Account| stands_under(other, method, reference);
    Ok(store::find_all(tx, &payments, today)?.into_iter().filter(stands).collect())
}

/// Whether a payment came this way under this number, and stands.
fn stands_under(account: &store::Account, method: PaymentMethod, reference: &str) -> bool {
    account.method == method && account.reversed_on().is_none() && account.reference.as_deref().map(folded) == Some(folded(reference))
}

/// Whether such a payment stands of which nobody knew what it is for.
pub(crate) fn is_unassigned(tx: &mut DbConnection, method: PaymentMethod, reference: &str, today: Date) -> Result<bool, StoreError> {
    Ok(received_under(tx, method, reference, today)?.iter().any(|account| account.order.is_none()))
}

/// Whether it was recorded when nobody knew what it is for, and stands.
pub(crate) fn was_unassigned(tx: &mut DbConnection, slip: Slip<'_>, today: Date) -> Result<bool, StoreError> {
    let received = received_under(tx, slip.method, slip.reference, today)?;
    Ok(received.iter().any(|account| account.order.is_none() && slip.is(account)))
}

/// Whether it was recorded for an invoice, and stands.
fn is_for_invoice(tx: &mut DbConnection, slip: Slip<'_>, today: Date) -> Result<bool, StoreError> {
    let number = Some(folded(slip.reference));
    let received = received_for_invoices(tx, slip.received_on)?;
    let named = received.iter().filter_map(|fact| payment_of(&fact.body)).filter(|(_, other)| other.map(folded) == number);
    let payments: Vec<PaymentId> = named.map(|(payment, _)| payment).collect();
    Ok(store::find_all(tx, &payments, today)?.iter().any(|account| slip.is(account)))
}

/// Which payment was recorded so, or corrected to be so, and under which number.
fn payment_of(body: &FactBody) -> Option<(PaymentId, Option<&str>)> {
    match body {
        FactBody::MoneyReceived { payment, reference, .. } | FactBody::PaymentReceived { payment, reference, .. } => {
            Some((*payment, reference.as_deref()))
        }
        FactBody::FactCorrected { replacement: Some(replacement), .. } => payment_of(&replacement.body),
        _ => None,
    }
}

//! What follows in the books from what Stripe tells, within the transaction of whoever was told. Everything recorded
//! carries the id that Stripe gave it as its unique key, so that what is told twice, by an event and by a look at the
//! session, is recorded once. The sums do not depend on the order in which it is
//! told; the days are those of the telling.

use std::sync::Arc;

use shared::facts::{Fact, FactBody};
use shared::ids::{InvoiceId, PaymentId, RefundId};
use shared::invoices::PaymentMethod;

use super::super::store::{self, SessionId, SessionState};
use super::client::{PaymentStatus, Session, Status};
use super::event::{Gone, Money, Turn};
use super::waiting;
use crate::books::{self, Claimed};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::Error;
use crate::ids;
use crate::invoices::mails;
use crate::invoices::payments::{Receipt, receive, tell_of_failed_refund};
use crate::invoices::store::find;
use crate::people;
use crate::record::{Act, NewFact, fact_under, payment_fact, record};

/// When something is told, and the programme's address, at which staff are told in turn.
#[derive(Debug, Clone)]
pub(in crate::invoices::gateway) struct Heard {
    pub(in crate::invoices::gateway) moment: Moment,
    pub(in crate::invoices::gateway) programme: Arc<str>,
}

/// Takes what a session has come to: paid, or ended without.
pub(super) fn take_session(tx: &mut DbConnection, session: &Session, heard: &Heard) -> Result<(), Error> {
    match (session.status, session.payment_status, &session.payment_intent) {
        (Status::Complete, PaymentStatus::Paid, Some(payment_intent)) => take_payment(tx, session, payment_intent, heard),
        (Status::Expired, ..) => end(tx, &session.id, SessionState::Abandoned, heard),
        _ => Ok(()),
    }
}

/// Ends a session that is still open.
pub(super) fn end(tx: &mut DbConnection, id: &SessionId, state: SessionState, heard: &Heard) -> Result<(), Error> {
    let is_open = store::find(tx, id)?.is_some_and(|session| session.state == SessionState::Open);
    if is_open {
        store::end(tx, id, state, heard.moment.now)?;
    }
    Ok(())
}

/// Records the money of a session. It is recorded also where less is owed by now, or nothing: it has come.
fn take_payment(tx: &mut DbConnection, session: &Session, payment_intent: &str, heard: &Heard) -> Result<(), Error> {
    let key = payment_key(payment_intent);
    if fact_under(tx, &key)?.is_some() {
        return end(tx, &session.id, SessionState::Approved, heard);
    }
    let case = match invoice_of(tx, session)? {
        Some(invoice) => find(tx, invoice, heard.moment.today)?,
        None => None,
    };
    let Some(case) = case else {
        tracing::warn!("Stripe tells of a payment for an invoice that is not here");
        return Ok(());
    };
    let (Some(amount_cents), Some("usd")) = (session.amount_total, session.currency.as_deref()) else {
        return Err(Error::Defect("Stripe tells of a payment of ours that is not in dollars".to_owned()));
    };
    let receipt = Receipt {
        amount_cents,
        method: PaymentMethod::Card,
        reference: Some(payment_intent.to_owned()),
        received_on: heard.moment.today,
        once: Some(key),
    };
    receive(tx, &act(heard), &case, &receipt)?;
    end(tx, &session.id, SessionState::Approved, heard)?;
    // What was told of this money before it was known.
    for money in waiting::take(tx, payment_intent)? {
        take_money(tx, &money, heard)?;
    }
    Ok(())
}

/// The invoice of a session: as it was kept when it was opened, or, where that was cut short, as it was named to Stripe.
fn invoice_of(tx: &mut DbConnection, session: &Session) -> Result<Option<InvoiceId>, Error> {
    let kept = store::find(tx, &session.id)?.map(|kept| kept.invoice);
    Ok(kept.or_else(|| session.invoice()))
}

/// What became of asking to take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is in the books, now or since earlier.
    Recorded,
    /// Of money that is not known here: of another, or told before its payment.
    Unknown,
}

/// Records that money of a payment went back, or came again.
pub(super) fn take_money(tx: &mut DbConnection, money: &Money, heard: &Heard) -> Result<Taken, Error> {
    let Some(paid) = fact_under(tx, &payment_key(&money.payment_intent))? else { return Ok(Taken::Unknown) };
    let FactBody::PaymentReceived { payment, invoice, .. } = paid.body else { return Ok(Taken::Unknown) };
    let gone = |tx: &mut DbConnection, key: String, order| refund(tx, &paid, (payment, order), (key, money.amount_cents), heard);
    match &money.turn {
        Turn::Refunded(Gone { id, order }) => {
            gone(tx, format!("refund:{id}"), *order)?;
            if let Some(order) = order {
                books::made(tx, *order)?;
            }
        }
        // It may be told before that it was made; both are true.
        Turn::RefundFailed(Gone { id, order }) => {
            let (refund, _) = gone(tx, format!("refund:{id}"), *order)?;
            if once(tx, &paid, FactBody::RefundFailed { refund }, format!("refund-failed:{id}"), heard)? {
                tell_of_failed_refund(tx, heard.moment.now, paid.person, money.amount_cents, &heard.programme)?;
            }
            if let Some(order) = order {
                books::failed(tx, *order, "It did not arrive: the card or its bank did not take it.", heard.moment.now)?;
            }
        }
        Turn::Withdrawn(id) => {
            if let (_, true) = gone(tx, format!("dispute:{id}"), None)? {
                tell_of_dispute(tx, invoice, heard)?;
            }
        }
        Turn::Reinstated(id) => {
            let (refund, _) = gone(tx, format!("dispute:{id}"), None)?;
            once(tx, &paid, FactBody::RefundFailed { refund }, format!("reinstated:{id}"), heard)?;
        }
    }
    Ok(Taken::Recorded)
}

/// Records that a refund went which staff began, of a gateway that tells of it at once.
pub(in crate::invoices::gateway) fn settle_refund(
    tx: &mut DbConnection,
    payment: PaymentId,
    gone: &Gone,
    amount_cents: u32,
    heard: &Heard,
) -> Result<(), Error> {
    let paid = payment_fact(tx, payment)?.ok_or(Error::NotFound("payment"))?;
    refund(tx, &paid, (payment, gone.order), (format!("refund:{}", gone.id), amount_cents), heard)?;
    if let Some(order) = gone.order {
        books::made(tx, order)?;
    }
    Ok(())
}

/// Records that so much of a payment went back, unless that is recorded under this key; which refund it is here, and whether
/// it was new.
fn refund(
    tx: &mut DbConnection,
    paid: &Fact,
    (payment, order): (PaymentId, Option<RefundId>),
    (key, amount_cents): (String, u32),
    heard: &Heard,
) -> Result<(RefundId, bool), Error> {
    if let Some(FactBody::PaymentRefunded { refund, .. }) = fact_under(tx, &key)?.map(|fact| fact.body) {
        return Ok((refund, false));
    }
    let refund = order.unwrap_or_else(|| RefundId(ids::fresh()));
    once(tx, paid, FactBody::PaymentRefunded { refund, payment, amount_cents, reference: None }, key, heard)?;
    books::release_what_has_no_money(tx, &act(heard), payment)?;
    Ok((refund, true))
}

/// Records a fact of the payer under this key, unless there is one; whether it was new.
fn once(tx: &mut DbConnection, paid: &Fact, body: FactBody, key: String, heard: &Heard) -> Result<bool, Error> {
    let is_new = fact_under(tx, &key)?.is_none();
    if is_new {
        record(tx, &act(heard), vec![NewFact::about(paid.person, heard.moment.today, body).once(key)])?;
    }
    Ok(is_new)
}

fn tell_of_dispute(tx: &mut DbConnection, invoice: InvoiceId, heard: &Heard) -> Result<(), Error> {
    let Some(case) = find(tx, invoice, heard.moment.today)? else { return Ok(()) };
    if let Some(contact) = people::contact(tx, case.person)? {
        mails::dispute(tx, heard.moment.now, contact, &case)?;
    }
    Ok(())
}

/// Under which key the fact of a payment stands.
fn payment_key(payment_intent: &str) -> String {
    format!("card:{payment_intent}")
}

/// Says that a refund which staff began is not made, and why; tells who is to have it, and staff.
pub(super) fn refuse_refund(tx: &mut DbConnection, order: &Claimed, why: &str, heard: &Heard) -> Result<(), Error> {
    books::failed(tx, order.refund, why, heard.moment.now)?;
    let person = payment_fact(tx, order.payment)?.and_then(|paid| paid.person);
    Ok(tell_of_failed_refund(tx, heard.moment.now, person, order.amount_cents, &heard.programme)?)
}

fn act(heard: &Heard) -> Act {
    Act { account: None, operation: "take_stripe_event", now: heard.moment.now, today: heard.moment.today, reason: None, key: None }
}

//! The facts of an order, and what they say of it.

use shared::books::Ledger;
use shared::calendar::Date;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::OrderId;
use shared::invoices::Payment;
use shared::orders::{OrderRecord, order_record};

use crate::db::{DbConnection, StoreError};
use crate::record::{facts_about, money_for_order, taken_of};

/// An order as of today; none where it was not issued.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(in crate::orders) fn load(conn: &mut DbConnection, order: OrderId, today: Date) -> Result<Option<OrderRecord>, StoreError> {
    let known = facts_of_order(conn, order)?;
    Ok(order_record(&standing_facts(&known, today), today))
}

/// What was received for an order, as it is answered, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(in crate::orders) fn payments(conn: &mut DbConnection, order: OrderId, today: Date) -> Result<Vec<Payment>, StoreError> {
    let mut known = Vec::new();
    money_of(conn, order, &mut known)?;
    let standing = standing_facts(&known, today);
    let ledger = Ledger::of(&standing);
    let payment = |fact: &shared::facts::KnownFact<'_>| match &fact.body {
        FactBody::MoneyReceived { payment, amount_cents, method, reference, number, .. } => {
            let received = ledger.payments().iter().find(|received| received.payment == *payment)?;
            let refunded = shared::books::refunded_cents(&received.refunds, today);
            Some(Payment {
                id: *payment,
                number: *number,
                method: *method,
                amount_cents: *amount_cents,
                reference: reference.clone(),
                received_on: fact.on,
                reversed: received.reversed_on.is_some(),
                refunded_cents: u32::try_from(refunded).unwrap_or(u32::MAX),
            })
        }
        _ => None,
    };
    Ok(standing.iter().filter_map(payment).collect())
}

/// All facts about an order and the money that came for it.
fn facts_of_order(conn: &mut DbConnection, order: OrderId) -> Result<Vec<Fact>, StoreError> {
    let mut known = facts_about(conn, order)?;
    for fact in money_of(conn, order, &mut known)? {
        if let FactBody::MoneyReceived { payment, .. } = fact.body {
            known.extend(taken_of(conn, payment)?);
        }
    }
    Ok(known)
}

/// Adds what is known of the money that came for an order, without what was put of it to invoices: that it came, went back or
/// never was there, and corrections of that. Gives the facts by which it came.
fn money_of(conn: &mut DbConnection, order: OrderId, known: &mut Vec<Fact>) -> Result<Vec<Fact>, StoreError> {
    let came = money_for_order(conn, order)?;
    for fact in &came {
        let FactBody::MoneyReceived { payment, .. } = fact.body else { continue };
        for of_it in facts_about(conn, payment)? {
            if let FactBody::PaymentRefunded { refund, .. } = of_it.body {
                for failed in facts_about(conn, refund)? {
                    known.extend(facts_about(conn, failed.id)?);
                    known.push(failed);
                }
            }
            known.extend(facts_about(conn, of_it.id)?);
            known.push(of_it);
        }
    }
    Ok(came)
}

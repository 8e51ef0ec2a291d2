//! What becomes of an order once it is issued: the money that comes for it, and to whose invoices it is put.

use shared::books::{Ledger, refunded_cents};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody, KnownFact, standing_facts};
use shared::ids::OrderId;
use shared::invoices::Payment;
use shared::orders::{OrderRecord, order_record};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::record::{Act, facts_about, facts_without_person};

/// The facts of money that are about nobody, and what corrects them.
const MONEY: [&str; 7] =
    ["money_received", "money_taken", "allocation_released", "payment_reversed", "payment_refunded", "refund_failed", "fact_corrected"];

/// Mounts the operations.
pub fn configure(_config: &mut ServiceConfig<'_>) {}

/// What the facts say of an order; none where it was not issued.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(in crate::orders) fn load(conn: &mut DbConnection, order: OrderId, today: Date) -> Result<Option<OrderRecord>, StoreError> {
    let mut facts = facts_about(conn, order)?;
    facts.extend(facts_without_person(conn, &MONEY)?);
    Ok(order_record(&standing_facts(&facts, today), today))
}

/// What was received for an order, as it is answered, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(in crate::orders) fn payments(conn: &mut DbConnection, order: OrderId, today: Date) -> Result<Vec<Payment>, StoreError> {
    let facts: Vec<Fact> = facts_without_person(conn, &MONEY)?;
    let standing = standing_facts(&facts, today);
    let ledger = Ledger::of(&standing);
    let payment = |fact: &KnownFact<'_>| match &fact.body {
        FactBody::MoneyReceived { payment, order: Some(of), amount_cents, method, reference, number } if *of == order => {
            let received = ledger.payments().iter().find(|received| received.payment == *payment)?;
            Some(Payment {
                id: *payment,
                number: *number,
                method: *method,
                amount_cents: *amount_cents,
                reference: reference.clone(),
                received_on: fact.on,
                reversed: received.reversed_on.is_some(),
                refunded_cents: u32::try_from(refunded_cents(&received.refunds, today)).unwrap_or(u32::MAX),
            })
        }
        _ => None,
    };
    Ok(standing.iter().filter_map(payment).collect())
}

/// What follows from the issue of an order, in its transaction.
///
/// # Errors
/// None.
pub fn issued(_tx: &mut DbConnection, _act: &Act, _order: OrderId) -> Result<(), Error> {
    Ok(())
}

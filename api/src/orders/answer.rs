//! Orders as they are answered.

use shared::calendar::Date;
use shared::facts::{Fact, FactBody};
use shared::orders::{Order, OrderCredit, OrderRecord, OrderState, price_quotes};

use super::lines::Sum;
use super::store::Kept;
use super::{findings, lines, settling};
use crate::buyers;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::fees;
use crate::record::{facts_about, reason_told};

/// An order as of today, and how many of its lines hold it up.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub(super) fn answer(conn: &mut DbConnection, kept: &Kept, today: Date) -> Result<Order, Error> {
    if kept.state != OrderState::Draft {
        return Ok(Order { held_up_by: Some(0), ..listed(conn, kept, today)? });
    }
    let all = lines::all(conn, kept.id)?;
    let held_up_by = findings::held_up_by(conn, kept.id, &all, today)?;
    filled(conn, kept, (Sum::of(&all), held_up_by), today)
}

/// An order with these lines, of which so many hold it up.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub(super) fn filled(conn: &mut DbConnection, kept: &Kept, (sum, held_up_by): (Sum, u32), today: Date) -> Result<Order, Error> {
    Ok(Order { held_up_by: Some(held_up_by), ..order(conn, kept, sum, today)? })
}

/// An order as of today, for a list: what holds it up is not looked at, which takes a look at each of its people.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub(super) fn listed(conn: &mut DbConnection, kept: &Kept, today: Date) -> Result<Order, Error> {
    let sum = lines::sum(conn, kept.id)?;
    order(conn, kept, sum, today)
}

fn order(conn: &mut DbConnection, kept: &Kept, sum: Sum, today: Date) -> Result<Order, Error> {
    let buyer = buyers::must_be_there(conn, kept.buyer)?;
    let draft = Order {
        id: kept.id,
        buyer_id: kept.buyer,
        buyer_name: buyer.name,
        buyer_address: buyer.address,
        number: None,
        reference: kept.reference.clone(),
        state: OrderState::Draft,
        version: kept.version,
        created_on: kept.created_on,
        issued_on: None,
        apply_by: kept.apply_by,
        lines: sum.lines,
        total_cents: sum.cents,
        credited_cents: 0,
        received_cents: 0,
        owed_cents: 0,
        unallocated_cents: 0,
        payments: Vec::new(),
        credits: Vec::new(),
        document: kept.document.as_ref().map(|document| document.name.clone()),
        prices: Vec::new(),
        held_up_by: None,
    };
    if kept.state == OrderState::Draft {
        return Ok(Order { prices: price_quotes(&fees::policies(conn)?, today), ..draft });
    }
    let record = settling::load(conn, kept.id, today)?;
    let record = record.ok_or_else(|| Error::Defect(format!("order {} was issued, and no fact says so", kept.id)))?;
    Ok(issued(conn, draft, &record, today)?)
}

fn issued(conn: &mut DbConnection, draft: Order, record: &OrderRecord, today: Date) -> Result<Order, StoreError> {
    Ok(Order {
        number: record.number,
        state: record.state(),
        issued_on: Some(record.issued_on),
        apply_by: Some(record.apply_by),
        total_cents: record.total_cents(),
        credited_cents: record.credited_cents(),
        received_cents: record.received_cents,
        owed_cents: record.owed_cents(),
        unallocated_cents: record.unallocated_cents,
        payments: settling::payments(conn, record.order, today)?,
        credits: credits(conn, record)?,
        ..draft
    })
}

/// The operations whose reason for a credit is said to the buyer; that of a refusal is the applicant's own matter.
const TOLD: [&str; 2] = ["credit_order", "expire_order_lines"];

/// The credit notes, each with the reason that was given for it.
fn credits(conn: &mut DbConnection, record: &OrderRecord) -> Result<Vec<OrderCredit>, StoreError> {
    if record.credits.is_empty() {
        return Ok(Vec::new());
    }
    let facts = facts_about(conn, record.order)?;
    let mut credits = Vec::new();
    for (id, number, credited_on, amount_cents) in &record.credits {
        let is_it = |fact: &&Fact| matches!(fact.body, FactBody::OrderCredited { credit, .. } if credit == *id);
        let reason = facts.iter().find(is_it).map(|fact| reason_told(conn, fact.act, &TOLD)).transpose()?.flatten();
        credits.push(OrderCredit { id: *id, number: *number, credited_on: *credited_on, amount_cents: *amount_cents, reason });
    }
    Ok(credits)
}

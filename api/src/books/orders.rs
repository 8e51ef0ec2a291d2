//! The rows of `refund_orders`: refunds to cards, from the transaction in which staff begin one until the gateway tells that
//! it went. What fails stays for staff to see.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::{PaymentId, PersonId, RefundId};

use crate::db::schema::refund_orders::dsl;
use crate::db::{DbConnection, StoreError, text};

/// How long a worker may take before another one tries.
const LEASE_SECONDS: i64 = 60;
/// How often what was sent is looked at.
const LOOK_MINUTES: i64 = 10;
/// How many are sent in a round, the oldest first.
const ORDERS_MAX: i64 = 20;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OrderState {
    Queued,
    Sent,
    Failed,
}

/// An order.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) refund: RefundId,
    pub(super) payment: PaymentId,
    pub(super) person: PersonId,
    pub(super) amount_cents: u32,
    pub(super) state: OrderState,
    pub(super) failure: Option<String>,
    /// The day it was begun.
    pub(super) on: Date,
    /// The instant, as it is stored.
    pub(super) created_at: String,
}

/// An order that is to be sent or looked at now.
#[derive(Debug, Clone)]
pub(crate) struct Claimed {
    pub(crate) refund: RefundId,
    pub(crate) payment: PaymentId,
    /// What the gateway calls the payment.
    pub(crate) payment_intent: Option<String>,
    pub(crate) amount_cents: u32,
    /// Which attempt this is, from 1.
    pub(crate) attempt: i32,
    /// What the gateway calls the refund, once it was sent.
    pub(crate) gateway_id: Option<String>,
}

/// Queues a refund.
pub(super) fn insert(
    tx: &mut DbConnection,
    (refund, payment, person): (RefundId, PaymentId, PersonId),
    payment_intent: Option<&str>,
    amount_cents: u32,
    (now, today): (DateTime<Utc>, Date),
) -> Result<(), StoreError> {
    let row = (
        dsl::id.eq(refund.to_string()),
        dsl::payment_id.eq(payment.to_string()),
        dsl::person_id.eq(person.to_string()),
        dsl::payment_intent.eq(payment_intent),
        dsl::amount_cents.eq(i64::from(amount_cents)),
        dsl::state.eq("queued"),
        dsl::attempts.eq(0),
        dsl::due_at.eq(text::time(now)),
        dsl::on_date.eq(text::day(today)),
        dsl::created_at.eq(text::time(now)),
    );
    diesel::insert_into(dsl::refund_orders).values(row).execute(tx)?;
    Ok(())
}

type Row = (String, String, String, i64, String, Option<String>, String, String);
const COLUMNS: (dsl::id, dsl::payment_id, dsl::person_id, dsl::amount_cents, dsl::state, dsl::failure, dsl::on_date, dsl::created_at) =
    (dsl::id, dsl::payment_id, dsl::person_id, dsl::amount_cents, dsl::state, dsl::failure, dsl::on_date, dsl::created_at);

fn read((id, payment, person, amount, state, failure, on, created_at): Row) -> Result<Order, StoreError> {
    Ok(Order {
        refund: text::read("refund_orders.id", &id)?,
        payment: text::read("refund_orders.payment_id", &payment)?,
        person: text::read("refund_orders.person_id", &person)?,
        amount_cents: amount_of(amount)?,
        state: match state.as_str() {
            "queued" => OrderState::Queued,
            "sent" => OrderState::Sent,
            _ => OrderState::Failed,
        },
        failure,
        on: text::read("refund_orders.on_date", &on)?,
        created_at,
    })
}

fn amount_of(stored: i64) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|error| StoreError::unreadable("refund_orders.amount_cents", error))
}

/// The orders of these payments, of each the oldest first.
pub(super) fn of_payments(conn: &mut DbConnection, payments: &[PaymentId]) -> Result<HashMap<PaymentId, Vec<Order>>, StoreError> {
    let ids: Vec<String> = payments.iter().map(ToString::to_string).collect();
    let theirs = dsl::refund_orders.filter(dsl::payment_id.eq_any(ids));
    let rows: Vec<Row> = theirs.order((dsl::created_at, dsl::id)).select(COLUMNS).load(conn)?;
    let mut orders: HashMap<PaymentId, Vec<Order>> = HashMap::new();
    for row in rows {
        let order = read(row)?;
        orders.entry(order.payment).or_default().push(order);
    }
    Ok(orders)
}

/// Whether a refund of this payment is on its way.
pub(crate) fn is_under_way(conn: &mut DbConnection, payment: PaymentId) -> Result<bool, StoreError> {
    let theirs = dsl::refund_orders.filter(dsl::payment_id.eq(payment.to_string())).filter(dsl::state.ne("failed"));
    Ok(diesel::select(diesel::dsl::exists(theirs)).get_result(conn)?)
}

/// At most so many orders, the oldest first: after the one of this instant and id, where one is named.
pub(super) fn after(conn: &mut DbConnection, after: Option<(String, String)>, most: i64) -> Result<Vec<Order>, StoreError> {
    let mut query = dsl::refund_orders.select(COLUMNS).into_boxed();
    if let Some((instant, id)) = after {
        query = query.filter(dsl::created_at.gt(instant.clone()).or(dsl::created_at.eq(instant).and(dsl::id.gt(id))));
    }
    let rows: Vec<Row> = query.order((dsl::created_at, dsl::id)).limit(most).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Whether any order is to be sent or looked at.
pub(crate) fn is_any_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = dsl::refund_orders.filter(dsl::state.ne("failed")).filter(dsl::due_at.le(text::time(now)));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

/// A row that is due: refund, payment, what the gateway calls the payment, amount, attempts, what the gateway calls the refund.
type DueRow = (String, String, Option<String>, i64, i32, Option<String>);

/// Claims the orders that are due: until the lease ends nobody else does.
pub(crate) fn claim(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<Vec<Claimed>, StoreError> {
    let due = dsl::refund_orders.filter(dsl::state.ne("failed")).filter(dsl::due_at.le(text::time(now)));
    let columns = (dsl::id, dsl::payment_id, dsl::payment_intent, dsl::amount_cents, dsl::attempts, dsl::gateway_id);
    let rows: Vec<DueRow> = due.order((dsl::due_at, dsl::id)).limit(ORDERS_MAX).select(columns).load(tx)?;
    let mut claimed = Vec::new();
    for (id, payment, payment_intent, amount, attempts, gateway_id) in rows {
        let attempt = attempts.saturating_add(1);
        let lease = text::time(now + TimeDelta::seconds(LEASE_SECONDS));
        diesel::update(dsl::refund_orders.find(&id)).set((dsl::attempts.eq(attempt), dsl::due_at.eq(lease))).execute(tx)?;
        let (refund, payment) = (text::read("refund_orders.id", &id)?, text::read("refund_orders.payment_id", &payment)?);
        claimed.push(Claimed { refund, payment, payment_intent, amount_cents: amount_of(amount)?, attempt, gateway_id });
    }
    Ok(claimed)
}

/// Says what the gateway calls it; it is looked at again later.
pub(crate) fn sent(tx: &mut DbConnection, refund: RefundId, gateway_id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let due = text::time(now + TimeDelta::minutes(LOOK_MINUTES));
    let is_it = dsl::refund_orders.find(refund.to_string());
    let sent = (dsl::state.eq("sent"), dsl::gateway_id.eq(gateway_id), dsl::due_at.eq(due), dsl::failure.eq(None::<String>));
    diesel::update(is_it).set(sent).execute(tx)?;
    Ok(())
}

/// Says that it is not known what came of an attempt: the next one comes later each time. It is never given up: what was
/// sent may have arrived, and the same money must not go back twice. Staff see why it waits.
pub(crate) fn put_off(tx: &mut DbConnection, claimed: &Claimed, failure: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let minutes = 2_i64.saturating_pow(u32::try_from(claimed.attempt).unwrap_or(1)).min(360);
    let later = (dsl::due_at.eq(text::time(now + TimeDelta::minutes(minutes))), dsl::failure.eq(failure));
    diesel::update(dsl::refund_orders.find(claimed.refund.to_string())).set(later).execute(tx)?;
    Ok(())
}

/// Says that it will not go: the money is here, and staff see why.
pub(crate) fn failed(tx: &mut DbConnection, refund: RefundId, failure: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let failed = (dsl::state.eq("failed"), dsl::failure.eq(failure), dsl::due_at.eq(text::time(now)));
    diesel::update(dsl::refund_orders.find(refund.to_string())).set(failed).execute(tx)?;
    Ok(())
}

/// Says that it went: from now on the fact says so.
pub(crate) fn made(tx: &mut DbConnection, refund: RefundId) -> Result<(), StoreError> {
    diesel::delete(dsl::refund_orders.find(refund.to_string())).execute(tx)?;
    Ok(())
}

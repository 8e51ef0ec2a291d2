//! When the worker looks at an order, and which it has claimed.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::OrderId;
use shared::orders::OrderState;

use super::{ISSUED, Stage, was_issued};
use crate::db::schema::{facts, order_lines, orders};
use crate::db::{DbConnection, StoreError, text};

/// How long a worker may take for a step before another one tries.
const LEASE_SECONDS: i64 = 60;

/// Says when the worker looks at an order next.
pub(in super::super) fn look_at(tx: &mut DbConnection, order: OrderId, due_at: Option<DateTime<Utc>>) -> Result<(), StoreError> {
    diesel::update(orders::table.find(order.to_string())).set(orders::due_at.eq(due_at.map(text::time))).execute(tx)?;
    Ok(())
}

/// Has the worker look at the orders with lines for which nobody applied by the day that was set.
pub(in super::super) fn find_expired(tx: &mut DbConnection, now: DateTime<Utc>, today: Date) -> Result<(), StoreError> {
    let waiting = order_lines::table.filter(order_lines::order_id.eq(orders::id)).filter(order_lines::state.eq(Stage::Waiting.name()));
    let waiting = waiting.filter(was_issued());
    let expired = orders::table
        .filter(orders::state.eq_any(ISSUED))
        .filter(orders::apply_by.lt(text::day(today)))
        .filter(orders::due_at.is_null())
        .filter(exists(waiting));
    let ids: Vec<String> = expired.select(orders::id).load(tx)?;
    diesel::update(orders::table.filter(orders::id.eq_any(&ids))).set(orders::due_at.eq(text::time(now))).execute(tx)?;
    Ok(())
}

/// The open orders that were issued from the one day to the other, each with its day.
pub(in super::super) fn open_issued(conn: &mut DbConnection, (first, last): (Date, Date)) -> Result<Vec<(OrderId, Date)>, StoreError> {
    let issued_on = facts::table.filter(facts::kind.eq("order_issued")).filter(facts::on_date.between(text::day(first), text::day(last)));
    let open = issued_on.inner_join(orders::table.on(orders::id.nullable().eq(facts::subject).and(orders::state.eq(OrderState::Open.name()))));
    let rows: Vec<(String, String)> = open.order(facts::id).select((orders::id, facts::on_date)).load(conn)?;
    rows.iter().map(|(order, day)| Ok((text::read("orders.id", order)?, text::read("facts.on_date", day)?))).collect()
}

/// Whether there is an order to be looked at.
pub(in super::super) fn is_any_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = orders::table.filter(orders::due_at.le(text::time(now)));
    Ok(diesel::select(exists(due)).get_result(conn)?)
}

/// Claims the order that has been due longest: until the lease ends nobody else does.
pub(in super::super) fn claim(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<Option<OrderId>, StoreError> {
    let due = orders::table.filter(orders::due_at.le(text::time(now)));
    let id: Option<String> = due.order((orders::due_at, orders::id)).select(orders::id).first(tx).optional()?;
    let order = text::read_option("orders.id", id.as_deref())?;
    if let Some(order) = order {
        lease(tx, order, now)?;
    }
    Ok(order)
}

/// Keeps an order claimed for another step.
pub(in super::super) fn lease(tx: &mut DbConnection, order: OrderId, now: DateTime<Utc>) -> Result<(), StoreError> {
    look_at(tx, order, Some(now + TimeDelta::seconds(LEASE_SECONDS)))
}

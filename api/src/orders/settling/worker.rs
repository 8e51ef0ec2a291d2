//! What is done of orders while nobody asks: invitations, and settling, of more than a request may do; and lines for which nobody
//! applied in time are credited. An order is claimed by lease, and each step is a transaction that looks at what there is to do:
//! one that is cut short, or done by two servers, is not done twice.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::OrderId;
use shared::orders::OrderState;

use super::credit::credit;
use super::facts::load;
use super::invitations::invite;
use super::rows::{self, Stage};
use super::settle::{restate, settle};
use crate::clock::{Clock, Moment};
use crate::db::schema::{order_lines, orders};
use crate::db::{Db, DbConnection, StoreError, text};
use crate::error::Error;
use crate::notices::WhyCredited;
use crate::record::Act;

/// How long the worker rests where there is nothing to do.
const REST: Duration = Duration::from_secs(2);
const HOUR: Duration = Duration::from_hours(1);
/// How long a worker may take for a step before another one tries.
const LEASE_SECONDS: i64 = 60;
/// So many lines in a transaction: others wait for it.
const LINES_PER_STEP: i64 = 50;

/// Works until the task is dropped.
pub(crate) async fn run(db: Db, clock: Clock) {
    let mut looked: Option<Instant> = None;
    loop {
        if let Ok(moment) = clock.moment() {
            if looked.is_none_or(|looked| HOUR <= looked.elapsed()) {
                match db.write(move |tx| Ok(find_expired(tx, moment)?)).await {
                    Ok(_) => looked = Some(Instant::now()),
                    Err(error) => tracing::warn!(%error, "orders whose day for applying has passed could not be looked for"),
                }
            }
            if let Err(error) = work_on_all(&db, moment).await {
                tracing::warn!(%error, "an order could not be worked on");
            }
        }
        tokio::time::sleep(REST).await;
    }
}

/// Does what is to be done now, and looks for lines for which nobody applied in time; says in how many steps.
///
/// # Errors
/// [`Error::Store`] where the database fails; what was done by then stays done.
pub async fn work(db: &Db, moment: Moment) -> Result<usize, Error> {
    db.write(move |tx| Ok(find_expired(tx, moment)?)).await?;
    work_on_all(db, moment).await
}

async fn work_on_all(db: &Db, moment: Moment) -> Result<usize, Error> {
    let mut steps = 0_usize;
    // A glance first: nothing due must not take the writer's place.
    while db.read(move |conn| Ok(is_any_due(conn, moment.now)?)).await? {
        let Some(order) = db.write(move |tx| Ok(claim(tx, moment.now)?)).await? else { break };
        let mut after = Some(0);
        while let Some(from) = after {
            after = db.write(move |tx| step(tx, order, from, moment)).await?;
            steps = steps.saturating_add(1);
        }
    }
    Ok(steps)
}

/// Has the worker look at the orders with lines for which nobody applied by the day that was set; says at how many.
fn find_expired(tx: &mut DbConnection, moment: Moment) -> Result<usize, StoreError> {
    let waiting = order_lines::table.filter(order_lines::order_id.eq(orders::id)).filter(order_lines::state.eq(Stage::Waiting.name()));
    let expired = orders::table
        .filter(orders::state.eq_any([OrderState::Open.name(), OrderState::Paid.name()]))
        .filter(orders::apply_by.lt(text::day(moment.today)))
        .filter(orders::due_at.is_null())
        .filter(diesel::dsl::exists(waiting));
    let ids: Vec<String> = expired.select(orders::id).load(tx)?;
    diesel::update(orders::table.filter(orders::id.eq_any(&ids))).set(orders::due_at.eq(text::time(moment.now))).execute(tx)?;
    Ok(ids.len())
}

fn is_any_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = orders::table.filter(orders::due_at.le(text::time(now)));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

/// Claims the order that has been due longest: until the lease ends nobody else does.
fn claim(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<Option<OrderId>, StoreError> {
    let due = orders::table.filter(orders::due_at.le(text::time(now)));
    let id: Option<String> = due.order((orders::due_at, orders::id)).select(orders::id).first(tx).optional()?;
    let order = text::read_option("orders.id", id.as_deref())?;
    if let Some(order) = order {
        lease(tx, order, now)?;
    }
    Ok(order)
}

fn lease(tx: &mut DbConnection, order: OrderId, now: DateTime<Utc>) -> Result<(), StoreError> {
    rows::look_at(tx, order, Some(now + TimeDelta::seconds(LEASE_SECONDS)))
}

/// One step of what an order has to do: first invite, then credit what nobody applied for, then settle from this position on.
/// Says where the next step goes on; none where nothing is left.
fn step(tx: &mut DbConnection, order: OrderId, after: i32, moment: Moment) -> Result<Option<i32>, Error> {
    let next = match (load(tx, order, moment.today)?, rows::head(tx, order)?) {
        (Some(record), Some(head)) if record.state() != OrderState::Void => {
            if record.apply_by < moment.today {
                credit_expired(tx, &record, moment)?;
            } else if invite(tx, &head, &record, LINES_PER_STEP, (moment.now, moment.today))? {
                lease(tx, order, moment.now)?;
                return Ok(Some(after));
            }
            settle_some(tx, order, after, moment)?
        }
        _ => None,
    };
    match next {
        Some(_) => lease(tx, order, moment.now)?,
        None => rows::look_at(tx, order, None)?,
    }
    Ok(next)
}

fn settle_some(tx: &mut DbConnection, order: OrderId, after: i32, moment: Moment) -> Result<Option<i32>, Error> {
    let act = act("settle_order", moment);
    let Some(record) = restate(tx, &act, order)? else { return Ok(None) };
    settle(tx, &act, record, after, LINES_PER_STEP)
}

/// Credits the lines for which nobody applied by the day that was set.
fn credit_expired(tx: &mut DbConnection, record: &shared::orders::OrderRecord, moment: Moment) -> Result<(), Error> {
    let lines = rows::at_stage(tx, record.order, Stage::Waiting, 0, i64::MAX)?;
    if lines.is_empty() {
        return Ok(());
    }
    let act = act("expire_order_lines", moment).because(reason(record.apply_by));
    credit(tx, &act, record, &lines, WhyCredited::NotApplied)
}

fn reason(apply_by: Date) -> String {
    format!("Nobody applied by {}.", apply_by.long())
}

fn act(operation: &'static str, moment: Moment) -> Act {
    Act { account: None, operation, now: moment.now, today: moment.today, reason: None, key: None }
}

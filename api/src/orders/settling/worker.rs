//! What is done of orders while nobody asks: invitations, and settling, of more than a request may do; and lines for which nobody
//! applied in time are credited. An order is claimed by lease, and each step is a transaction that looks at what there is to do:
//! one that is cut short, or done by two servers, is not done twice.

use std::time::{Duration, Instant};

use shared::calendar::Date;
use shared::ids::OrderId;
use shared::orders::OrderState;

use super::credit::credit;
use super::facts::load;
use super::invitations::invite;
use super::settle::{restate, settle};
use super::store::{self, Stage};
use crate::clock::{Clock, Moment};
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::notices::WhyCredited;
use crate::record::Act;

/// How long the worker rests where there is nothing to do.
const REST: Duration = Duration::from_secs(2);
const HOUR: Duration = Duration::from_hours(1);
/// So many lines in a transaction: others wait for it.
const LINES_PER_STEP: i64 = 50;

/// Works until the task is dropped.
pub(crate) async fn run(db: Db, clock: Clock) {
    let mut looked: Option<Instant> = None;
    loop {
        if let Ok(moment) = clock.moment() {
            if looked.is_none_or(|looked| HOUR <= looked.elapsed()) {
                match db.write(move |tx| Ok(store::find_expired(tx, moment.now, moment.today)?)).await {
                    Ok(()) => looked = Some(Instant::now()),
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
    db.write(move |tx| Ok(store::find_expired(tx, moment.now, moment.today)?)).await?;
    work_on_all(db, moment).await
}

async fn work_on_all(db: &Db, moment: Moment) -> Result<usize, Error> {
    let mut steps = 0_usize;
    // A glance first: nothing due must not take the writer's place.
    while db.read(move |conn| Ok(store::is_any_due(conn, moment.now)?)).await? {
        let Some(order) = db.write(move |tx| Ok(store::claim(tx, moment.now)?)).await? else { break };
        let mut after = Some(0);
        while let Some(from) = after {
            after = db.write(move |tx| step(tx, order, from, moment)).await?;
            steps = steps.saturating_add(1);
        }
    }
    Ok(steps)
}

/// One step of what an order has to do: first invite, then credit what nobody applied for, then settle from this position on.
/// Says where the next step goes on; none where nothing is left.
fn step(tx: &mut DbConnection, order: OrderId, after: i32, moment: Moment) -> Result<Option<i32>, Error> {
    let next = match (load(tx, order, moment.today)?, store::head(tx, order)?) {
        (Some(record), Some(head)) if record.state() != OrderState::Void => {
            if record.apply_by < moment.today {
                credit_expired(tx, &record, moment)?;
            } else if invite(tx, &head, &record, LINES_PER_STEP, (moment.now, moment.today))? {
                store::lease(tx, order, moment.now)?;
                return Ok(Some(after));
            }
            settle_some(tx, order, after, moment)?
        }
        _ => None,
    };
    match next {
        Some(_) => store::lease(tx, order, moment.now)?,
        None => store::look_at(tx, order, None)?,
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
    let lines = store::at_stage(tx, record.order, Stage::Waiting, 0, i64::MAX)?;
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

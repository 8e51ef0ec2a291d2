//! How long an order that was never issued is kept.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::orders::ORDER_DRAFT_DAYS;

use crate::db::schema::{order_lines, orders};
use crate::db::{DbConnection, StoreError, text};

/// Discards what was not issued, and not changed for ninety days.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn tidy(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    let old = text::time(now - TimeDelta::days(ORDER_DRAFT_DAYS.into()));
    let forgotten: Vec<String> = orders::table.filter(orders::state.eq("draft")).filter(orders::changed_at.lt(&old)).select(orders::id).load(tx)?;
    diesel::delete(order_lines::table.filter(order_lines::order_id.eq_any(&forgotten))).execute(tx)?;
    diesel::delete(orders::table.filter(orders::id.eq_any(&forgotten))).execute(tx)?;
    Ok(())
}

//! How many lines an account may look at: what is told of a line says who is in the programme. Staff see that anyhow.

use chrono::{DateTime, Utc};
use shared::accounts::Role;

use crate::auth::Requester;
use crate::auth::attempts::{self, ORDER_LINES_PER_ACCOUNT, ORDERS_PER_ACCOUNT};
use crate::db::DbConnection;
use crate::error::Error;

/// So many lines are counted as one.
const PORTION_LINES: usize = 100;

/// Counts that an account put so many lines into an order.
///
/// # Errors
/// [`Error::TooMany`] where that is more than it may within an hour or a day; [`Error::Store`].
pub(in crate::orders) fn count(tx: &mut DbConnection, requester: &Requester, lines: usize, now: DateTime<Utc>) -> Result<(), Error> {
    if requester.is(Role::Staff) {
        return Ok(());
    }
    let account = requester.account.to_string();
    attempts::count(tx, &[(ORDERS_PER_ACCOUNT, &account)], now)?;
    attempts::count_times(tx, ORDER_LINES_PER_ACCOUNT, &account, lines.div_ceil(PORTION_LINES), now)
}

//! Removing documents that no order has: those of orders that were discarded, and what a crash left between the bytes and the row.
//! Their ids tell when they were begun.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::FOLDER;
use crate::db::Db;
use crate::error::Error;
use crate::files::Files;
use crate::orders::store;

/// After how many hours what was begun is not going to be finished.
const UPLOAD_HOURS: i64 = 1;

/// Removes what no order has and was begun more than an hour ago; says how many files it was.
///
/// # Errors
/// [`Error::Files`] where the store fails, [`Error::Store`] where the database does; the rest is removed another time.
pub async fn tidy(db: &Db, files: &Files, now: DateTime<Utc>) -> Result<usize, Error> {
    // The store first: what is added between the two is known to the later one.
    let there = files.names(FOLDER).await?;
    let known: HashSet<String> = db.read(|conn| Ok(store::documents(conn)?)).await?.into_iter().collect();
    let mut removed: usize = 0;
    for name in there.into_keys() {
        let id = name.rsplit('/').next().unwrap_or_default();
        if !known.contains(id) && is_old(id, now) {
            files.remove(&name).await?;
            removed = removed.saturating_add(1);
        }
    }
    Ok(removed)
}

/// Whether an id was made more than an hour ago; what is no id of ours is old.
fn is_old(id: &str, now: DateTime<Utc>) -> bool {
    let made = Uuid::try_parse(id).ok().and_then(|id| id.get_timestamp());
    made.is_none_or(|made| {
        let (seconds, _) = made.to_unix();
        i64::try_from(seconds).unwrap_or(i64::MAX) < (now - TimeDelta::hours(UPLOAD_HOURS)).timestamp()
    })
}

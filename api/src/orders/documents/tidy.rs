//! Removing documents that no order has: those of orders that were discarded, and what a crash left between the bytes and the row.
//! Their ids tell when they were begun. And what the books do not need any more.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{FOLDER, object};
use crate::db::{Db, DbConnection, StoreError};
use crate::error::Error;
use crate::files::Files;
use crate::orders::store;
use crate::people::PAYER_DAYS;

/// After how many hours what was begun is not going to be finished.
const UPLOAD_HOURS: i64 = 1;

/// Removes what no order has and was begun more than an hour ago; says how many files it was.
///
/// # Errors
/// [`Error::Files`] where the store fails, [`Error::Store`] where the database does; the rest is removed another time.
pub async fn tidy(db: &Db, files: &Files, now: DateTime<Utc>) -> Result<usize, Error> {
    // The store first: what is added between the two is known to the later one.
    let there = files.names(FOLDER).await?;
    let rows = db.read(|conn| Ok(store::documents(conn)?)).await?;
    let known: HashSet<String> = rows.into_iter().map(|(_, document, _)| object(document)).collect();
    let mut removed: usize = 0;
    for name in there.into_keys() {
        if !known.contains(&name) && is_old(&name, now) {
            files.remove(&name).await?;
            removed = removed.saturating_add(1);
        }
    }
    Ok(removed)
}

/// Has orders forget the documents that the books need no more: as long after the issue as the names of payers. Their bytes are tidied
/// away, for no row knows them any more.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn forget(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    store::forget_documents(tx, now - TimeDelta::days(PAYER_DAYS))
}

/// Whether what has this name in the store was begun more than an hour ago; what is no id of ours is old.
pub(super) fn is_old(name: &str, now: DateTime<Utc>) -> bool {
    let id = name.rsplit('/').next().unwrap_or_default();
    let made = Uuid::try_parse(id).ok().and_then(|id| id.get_timestamp());
    made.is_none_or(|made| {
        let (seconds, _) = made.to_unix();
        i64::try_from(seconds).unwrap_or(i64::MAX) < (now - TimeDelta::hours(UPLOAD_HOURS)).timestamp()
    })
}

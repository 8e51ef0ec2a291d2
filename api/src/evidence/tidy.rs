//! Removing what nobody wants, hourly: what was begun and never finished, what no application took within ninety days, and
//! what belonged to someone who left. The bytes go first and the row after them, so that a crash in between is known.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::EvidenceId;

use super::{object, store};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::files::Files;
use crate::orders;
use crate::retention::DRAFT_DAYS;

const HOUR: Duration = Duration::from_hours(1);
/// After how many hours what was begun is not going to be finished.
const UPLOAD_HOURS: i64 = 1;
/// How many are removed between two looks at the database.
const PAGE: i64 = 100;

/// Tidies until the task is dropped.
pub async fn run(db: Db, clock: Clock, files: Files) {
    loop {
        if let Err(error) = tidy(&db, &files, clock.now()).await {
            tracing::warn!(%error, "files that nobody wants could not be removed; they are later");
        }
        if let Err(error) = orders::documents::tidy(&db, &files, clock.now()).await {
            tracing::warn!(%error, "documents that no order has could not be removed; they are later");
        }
        tokio::time::sleep(HOUR).await;
    }
}

/// Removes what nobody wants by now; says how many files it was.
///
/// # Errors
/// [`Error::Files`] where the store fails, [`Error::Store`] where the database does; the rest is removed another time.
pub async fn tidy(db: &Db, files: &Files, now: DateTime<Utc>) -> Result<usize, Error> {
    let (begun_before, waits_since_before) = (now - TimeDelta::hours(UPLOAD_HOURS), now - TimeDelta::days(DRAFT_DAYS));
    let mut removed: usize = 0;
    loop {
        let ids = db.write(move |tx| Ok(store::to_be_removed(tx, begun_before, waits_since_before, PAGE)?)).await?;
        if ids.is_empty() {
            return Ok(removed);
        }
        let mut failed = None;
        for id in ids {
            match remove(db, files, id).await {
                Ok(()) => removed = removed.saturating_add(1),
                // One that cannot be removed does not hold up the others.
                Err(error) => failed = Some(error),
            }
        }
        // It would be first again.
        if let Some(error) = failed {
            return Err(error);
        }
    }
}

/// Removes a file at once that nobody wants, in whatever state it is; one that an application has stays. Where the store or
/// the database fails just now, the hourly tidying does it.
pub(super) async fn discard_or_later(db: &Db, files: &Files, id: EvidenceId) {
    let given_up = db.write(move |tx| Ok(store::give_up(tx, id)?)).await;
    let removed = match given_up {
        Ok(true) => remove(db, files, id).await,
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = removed {
        tracing::warn!(%error, "a file that nobody wants is tidied away later");
    }
}

async fn remove(db: &Db, files: &Files, id: EvidenceId) -> Result<(), Error> {
    files.remove(&object(id)).await?;
    db.write(move |tx| Ok(store::forget(tx, id)?)).await
}

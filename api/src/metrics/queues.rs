//! What waits, counted when it is asked for: the staff's queues and the outbox.

use chrono::{DateTime, Utc};

use crate::db::{DbConnection, StoreError};
use crate::{outbox, queues};

/// What waits now.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    /// How much in each queue, by its name.
    pub(super) items: Vec<(&'static str, u64)>,
    /// How long the oldest mail has waited.
    pub(super) outbox_age_seconds: i64,
}

pub(super) fn count(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<Waiting, StoreError> {
    let mails = outbox::waiting(conn)?;
    let mut items = queues::counts(conn)?;
    items.push(("outbox", u64::try_from(mails.mails).unwrap_or(0)));
    Ok(Waiting { items, outbox_age_seconds: mails.oldest_at.map_or(0, |at| (now - at).num_seconds().max(0)) })
}

//! Mails under way: which are due, who has them, and what became of each attempt.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::Value;
use shared::notices::{NoticeKind, NoticeState, UNDELIVERED_DAYS};

use super::UNTIL_DELIVERED;
use crate::db::schema::outbox::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::outbox::Fate;
use crate::outbox::backoff::{ATTEMPTS_MAX, rest};

/// How long a worker may take before another one tries: longer than making what goes with a mail and sending it may.
const LEASE_SECONDS: i64 = 120;
/// How long a delivered notice of nobody's is kept.
const NOBODYS_DAYS: i64 = 30;

/// A mail that is to be delivered now.
#[derive(Clone)]
pub(in crate::outbox) struct Claimed {
    /// Its id, the same at every attempt.
    pub(in crate::outbox) id: String,
    /// Which attempt this is, from 1.
    pub(in crate::outbox) attempt: i32,
    pub(in crate::outbox) kind: NoticeKind,
    pub(in crate::outbox) to: String,
    pub(in crate::outbox) variables: Value,
    /// Whom the receiver answers, where that is not the sender.
    pub(in crate::outbox) reply_to: Option<String>,
    pub(in crate::outbox) queued_at: DateTime<Utc>,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::outbox) enum Outcome {
    Delivered,
    /// For this reason, and another attempt may fare better.
    Missed(String),
    /// For this reason, for good.
    Refused(String),
}

/// The mails that wait to be delivered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Waiting {
    /// How many there are.
    pub(crate) mails: i64,
    /// Since when the oldest has waited.
    pub(crate) oldest_at: Option<DateTime<Utc>>,
}

/// The mails that wait to be delivered.
pub(crate) fn waiting(conn: &mut DbConnection) -> Result<Waiting, StoreError> {
    let queued = dsl::outbox.filter(dsl::state.eq(NoticeState::Queued.name()));
    let (mails, oldest): (i64, Option<String>) = queued.select((diesel::dsl::count_star(), diesel::dsl::min(dsl::created_at))).first(conn)?;
    Ok(Waiting { mails, oldest_at: oldest.map(|at| text::read_time("outbox.created_at", &at)).transpose()? })
}

/// Whether any mail is due.
pub(in crate::outbox) fn is_any_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let now = text::time(now);
    let due = dsl::outbox.filter(dsl::state.eq(NoticeState::Queued.name())).filter(dsl::not_before.le(&now));
    let due = due.filter(dsl::useful_until.is_null().or(dsl::useful_until.gt(&now)));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

type Row = (String, i32, String, String, Option<String>, Option<String>, String);

/// Claims the mail that has been due longest: until the lease ends nobody else does. One whose link has ended is left to
/// [`tidy`].
pub(in crate::outbox) fn claim(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<Option<Claimed>, StoreError> {
    let now_text = text::time(now);
    let due = dsl::outbox.filter(dsl::state.eq(NoticeState::Queued.name())).filter(dsl::not_before.le(&now_text));
    let row: Option<Row> = due
        .filter(dsl::useful_until.is_null().or(dsl::useful_until.gt(&now_text)))
        .order((dsl::not_before, dsl::id))
        .select((dsl::id, dsl::attempts, dsl::kind, dsl::recipient, dsl::variables, dsl::reply_to, dsl::created_at))
        .first(tx)
        .optional()?;
    let Some((id, attempts, kind, to, variables, reply_to, created_at)) = row else { return Ok(None) };
    let attempt = attempts.saturating_add(1);
    let lease = text::time(now + TimeDelta::seconds(LEASE_SECONDS));
    diesel::update(dsl::outbox.find(&id)).set((dsl::attempts.eq(attempt), dsl::not_before.eq(lease))).execute(tx)?;
    // What cannot be read cannot be written either, and waits for staff.
    let variables = serde_json::from_str(variables.as_deref().unwrap_or_default()).unwrap_or_default();
    let queued_at = text::read_time("outbox.created_at", &created_at)?;
    Ok(Some(Claimed { id, attempt, kind: NoticeKind::of(&kind), to, variables, reply_to, queued_at }))
}

/// Says what became of an attempt. A demonstration keeps what was delivered, to show it. A worker that comes late, when
/// its lease has ended and another has the mail, says no more than that it was delivered.
pub(in crate::outbox) fn settle(
    tx: &mut DbConnection,
    claimed: &Claimed,
    outcome: &Outcome,
    now: DateTime<Utc>,
    chance: f64,
    keep: bool,
) -> Result<Fate, StoreError> {
    let mine =
        dsl::outbox.filter(dsl::id.eq(&claimed.id)).filter(dsl::state.eq(NoticeState::Queued.name())).filter(dsl::attempts.eq(claimed.attempt));
    match outcome {
        Outcome::Delivered => {
            let set = (
                dsl::state.eq(NoticeState::Delivered.name()),
                dsl::delivered_at.eq(text::time(now)),
                dsl::failed_at.eq(None::<String>),
                dsl::failure.eq(None::<String>),
            );
            diesel::update(dsl::outbox.find(&claimed.id)).set(set).execute(tx)?;
            if !keep {
                forget(tx, &claimed.id)?;
            }
            forget_last(tx, &claimed.id)?;
            Ok(Fate::Delivered)
        }
        Outcome::Missed(failure) if claimed.attempt < ATTEMPTS_MAX => {
            let again = text::time(now + rest(claimed.attempt, chance));
            diesel::update(mine).set((dsl::not_before.eq(again), dsl::failure.eq(failure))).execute(tx)?;
            Ok(Fate::PutOff)
        }
        Outcome::Missed(failure) | Outcome::Refused(failure) => {
            let set = (dsl::state.eq(NoticeState::Failed.name()), dsl::failed_at.eq(text::time(now)), dsl::failure.eq(failure));
            diesel::update(mine).set(set).execute(tx)?;
            forget_last(tx, &claimed.id)?;
            Ok(Fate::Failed)
        }
    }
}

/// Takes from a notice all that it says, from whom, and where it went; links in it open things. One of nobody's keeps its
/// address: an account that is opened yet takes it along.
pub(crate) fn forget(tx: &mut DbConnection, id: &str) -> Result<(), StoreError> {
    let this = || dsl::outbox.filter(dsl::id.eq(id.to_owned()));
    // What has another to be answered is a message of somebody's, with a subject of theirs.
    diesel::update(this().filter(dsl::reply_to.is_not_null())).set(dsl::subject.eq("")).execute(tx)?;
    diesel::update(this()).set((dsl::variables.eq(None::<String>), dsl::reply_to.eq(None::<String>))).execute(tx)?;
    diesel::update(this().filter(dsl::account_id.is_not_null())).set(dsl::recipient.eq("")).execute(tx)?;
    Ok(())
}

/// The last mail to someone who left does not stay, delivered or not.
fn forget_last(tx: &mut DbConnection, id: &str) -> Result<(), StoreError> {
    let settled = dsl::outbox.filter(dsl::id.eq(id)).filter(dsl::kept.eq(UNTIL_DELIVERED)).filter(dsl::state.ne(NoticeState::Queued.name()));
    diesel::delete(settled).execute(tx)?;
    Ok(())
}

/// Ends what has come to its end by now: links that open nothing any more, what nobody looked at for a month, and what
/// was nobody's.
pub(crate) fn tidy(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    let (now_text, month) = (text::time(now), text::time(now - TimeDelta::days(UNDELIVERED_DAYS.into())));
    let undelivered = dsl::outbox.filter(dsl::state.eq_any([NoticeState::Queued.name(), NoticeState::Failed.name()]));
    let ended: Vec<String> = undelivered.filter(dsl::useful_until.le(&now_text).or(dsl::failed_at.lt(&month))).select(dsl::id).load(tx)?;
    expire(tx, &ended)?;
    let old = text::time(now - TimeDelta::days(NOBODYS_DAYS));
    let settled = [NoticeState::Delivered.name(), NoticeState::Dropped.name(), NoticeState::Expired.name()];
    let nobodys = dsl::outbox.filter(dsl::account_id.is_null()).filter(dsl::state.eq_any(settled)).filter(dsl::created_at.lt(old));
    diesel::delete(nobodys).execute(tx)?;
    Ok(())
}

/// Ends what holds a link and was not delivered: after a restore no link opens anything.
pub(crate) fn forget_links(tx: &mut DbConnection) -> Result<(), StoreError> {
    let undelivered = dsl::outbox.filter(dsl::state.eq_any([NoticeState::Queued.name(), NoticeState::Failed.name()]));
    let with_links: Vec<String> = undelivered.filter(dsl::useful_until.is_not_null()).select(dsl::id).load(tx)?;
    expire(tx, &with_links)
}

fn expire(tx: &mut DbConnection, ended: &[String]) -> Result<(), StoreError> {
    for id in ended {
        diesel::update(dsl::outbox.find(id)).set(dsl::state.eq(NoticeState::Expired.name())).execute(tx)?;
        forget(tx, id)?;
    }
    Ok(())
}

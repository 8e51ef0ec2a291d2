//! Sessions: the family of refresh tokens that began with one sign-in. Only hashes of tokens are stored.
//!
//! A refresh token is spent when one of its successors is first used; until then it may be presented again, so two tabs
//! that refresh at once both get on. That use spends the other successors too: a browser keeps one cookie, so who
//! presents another one, or one that was overtaken, is not that browser. A spent token ends the family.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::accounts::SessionEntry;
use shared::ids::{AccountId, PersonId};
use uuid::Uuid;

use super::{Requester, roles_of};
use crate::db::schema::{accounts, refresh_tokens, sessions};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;

/// How long a session lasts after signing in.
pub const SESSION_DAYS: i64 = 30;

/// A session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(Uuid);

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for SessionId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

/// What became of a presented refresh token.
#[derive(Debug)]
pub enum Refreshed {
    /// The session goes on with a new token.
    GoesOn(Requester, String),
    /// It is unknown, or its session has ended, perhaps just now.
    Ended,
}

/// Begins a session on this device; answers it and its first refresh token.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn begin(tx: &mut DbConnection, account: AccountId, device: &str, now: DateTime<Utc>) -> Result<(SessionId, String), StoreError> {
    let id = SessionId(ids::fresh());
    let row = (
        sessions::id.eq(id.to_string()),
        sessions::account_id.eq(account.to_string()),
        sessions::created_at.eq(text::time(now)),
        sessions::expires_at.eq(text::time(now + TimeDelta::days(SESSION_DAYS))),
        sessions::device.eq(device),
        sessions::used_at.eq(text::time(now)),
    );
    diesel::insert_into(sessions::table).values(row).execute(tx)?;
    Ok((id, add_token(tx, id, None, now)?))
}

/// Who a session belongs to, where it still stands.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn look_up(conn: &mut DbConnection, session: SessionId, now: DateTime<Utc>) -> Result<Option<Requester>, Error> {
    let standing = sessions::table.filter(sessions::id.eq(session.to_string())).filter(sessions::ended_at.is_null());
    let found: Option<(String, String)> = standing
        .filter(sessions::expires_at.gt(text::time(now)))
        .inner_join(accounts::table)
        .select((accounts::id, accounts::person_id))
        .first(conn)
        .optional()
        .map_err(StoreError::from)?;
    let Some((account, person)) = found else { return Ok(None) };
    let person: PersonId = text::read("accounts.person_id", &person)?;
    Ok(Some(Requester { account: text::read("accounts.id", &account)?, person, session, roles: roles_of(conn, person)? }))
}

/// Takes a refresh token and gives its successor.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn refresh(tx: &mut DbConnection, token: &str, now: DateTime<Utc>) -> Result<Refreshed, Error> {
    let hash = ids::hash(&[token.as_bytes()]);
    let found: Option<(String, Option<String>, Option<String>)> = refresh_tokens::table
        .find(&hash)
        .select((refresh_tokens::session_id, refresh_tokens::parent_hash, refresh_tokens::spent_at))
        .first(tx)
        .optional()
        .map_err(StoreError::from)?;
    let Some((session, parent, spent)) = found else { return Ok(Refreshed::Ended) };
    let session: SessionId = text::read("refresh_tokens.session_id", &session)?;
    if spent.is_some() {
        end(tx, session, now)?;
        return Ok(Refreshed::Ended);
    }
    let Some(requester) = look_up(tx, session, now)? else { return Ok(Refreshed::Ended) };
    if let Some(parent) = parent {
        spend_others(tx, &parent, &hash, now)?;
    }
    let successor = add_token(tx, session, Some(&hash), now)?;
    diesel::update(sessions::table.find(session.to_string())).set(sessions::used_at.eq(text::time(now))).execute(tx).map_err(StoreError::from)?;
    Ok(Refreshed::GoesOn(requester, successor))
}

/// The sessions of an account that stand, last used first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn standing(conn: &mut DbConnection, account: AccountId, this: SessionId, now: DateTime<Utc>) -> Result<Vec<SessionEntry>, StoreError> {
    let mine = sessions::table.filter(sessions::account_id.eq(account.to_string())).filter(sessions::ended_at.is_null());
    let columns = (sessions::id, sessions::device, sessions::created_at, sessions::used_at, sessions::expires_at);
    let rows: Vec<(String, String, String, Option<String>, String)> =
        mine.filter(sessions::expires_at.gt(text::time(now))).select(columns).load(conn)?;
    let entry = |(id, device, created_at, used_at, expires_at): (String, String, String, Option<String>, String)| {
        let used_at = used_at.as_deref().unwrap_or(&created_at);
        Ok(SessionEntry {
            used_at: text::read_time("sessions.used_at", used_at)?,
            started_at: text::read_time("sessions.created_at", &created_at)?,
            ends_at: text::read_time("sessions.expires_at", &expires_at)?,
            is_this: id == this.to_string(),
            id,
            device,
        })
    };
    let mut entries = rows.into_iter().map(entry).collect::<Result<Vec<_>, StoreError>>()?;
    entries.sort_by(|one, other| (other.used_at, &other.id).cmp(&(one.used_at, &one.id)));
    Ok(entries)
}

/// Ends one session.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn end(tx: &mut DbConnection, session: SessionId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let standing = sessions::table.filter(sessions::id.eq(session.to_string())).filter(sessions::ended_at.is_null());
    diesel::update(standing).set(sessions::ended_at.eq(text::time(now))).execute(tx)?;
    Ok(())
}

/// Ends all sessions of an account, but perhaps one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn end_all(tx: &mut DbConnection, account: AccountId, but: Option<SessionId>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let kept = but.map(|session| session.to_string()).unwrap_or_default();
    let standing = sessions::table.filter(sessions::account_id.eq(account.to_string())).filter(sessions::ended_at.is_null());
    diesel::update(standing.filter(sessions::id.ne(kept))).set(sessions::ended_at.eq(text::time(now))).execute(tx)?;
    Ok(())
}

fn add_token(tx: &mut DbConnection, session: SessionId, parent: Option<&str>, now: DateTime<Utc>) -> Result<String, StoreError> {
    let token = ids::token();
    let row = (
        refresh_tokens::hash.eq(ids::hash(&[token.as_bytes()])),
        refresh_tokens::session_id.eq(session.to_string()),
        refresh_tokens::parent_hash.eq(parent),
        refresh_tokens::created_at.eq(text::time(now)),
    );
    diesel::insert_into(refresh_tokens::table).values(row).execute(tx)?;
    Ok(token)
}

/// Spends a parent and all its successors but the one that is used.
fn spend_others(tx: &mut DbConnection, parent: &str, used: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let family = refresh_tokens::table.filter(refresh_tokens::hash.eq(parent).or(refresh_tokens::parent_hash.eq(parent)));
    let unspent = family.filter(refresh_tokens::hash.ne(used)).filter(refresh_tokens::spent_at.is_null());
    diesel::update(unspent).set(refresh_tokens::spent_at.eq(text::time(now))).execute(tx)?;
    Ok(())
}

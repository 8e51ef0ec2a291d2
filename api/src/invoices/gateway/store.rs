//! The sessions of the test gateway.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::InvoiceId;

use super::SessionWanted;
use crate::db::schema::payment_sessions::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::ids;

/// What opens a session's page: whoever knows it may press the buttons.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct SessionId(String);

/// Not the id of a session.
#[derive(Debug)]
pub(super) struct NoSessionId;

impl SessionId {
    fn random() -> Self {
        Self(ids::token())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SessionId {
    type Err = NoSessionId;

    fn from_str(text: &str) -> Result<Self, NoSessionId> {
        let is_token =
            (1..=100).contains(&text.len()) && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
        if is_token { Ok(Self(text.to_owned())) } else { Err(NoSessionId) }
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId(..)")
    }
}

/// What became of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SessionState {
    /// Nobody has pressed a button.
    Open,
    /// The card was charged.
    Approved,
    /// The card was declined.
    Declined,
    /// The payer went back, or nothing was owed any more.
    Abandoned,
}

impl SessionState {
    /// The name in the table, and in the address to which the gateway comes back.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Abandoned => "abandoned",
        }
    }

    fn read(stored: &str) -> Result<Self, StoreError> {
        let all = [Self::Open, Self::Approved, Self::Declined, Self::Abandoned];
        all.into_iter().find(|state| state.name() == stored).ok_or_else(|| StoreError::unreadable("payment_sessions.state", "unknown state"))
    }
}

/// A session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Session {
    pub(super) invoice: InvoiceId,
    pub(super) amount_cents: u32,
    pub(super) state: SessionState,
}

/// The open session for what is wanted.
pub(super) fn find_open(conn: &mut DbConnection, wanted: SessionWanted) -> Result<Option<SessionId>, StoreError> {
    let open = dsl::payment_sessions.filter(dsl::invoice_id.eq(wanted.invoice.to_string())).filter(dsl::state.eq(SessionState::Open.name()));
    let id: Option<String> = open.filter(dsl::amount_cents.eq(i64::from(wanted.amount_cents))).select(dsl::id).first(conn).optional()?;
    Ok(id.map(SessionId))
}

/// Opens a session.
pub(super) fn insert(tx: &mut DbConnection, wanted: SessionWanted, now: DateTime<Utc>) -> Result<SessionId, StoreError> {
    let id = SessionId::random();
    let row = (
        dsl::id.eq(id.as_str()),
        dsl::invoice_id.eq(wanted.invoice.to_string()),
        dsl::amount_cents.eq(i64::from(wanted.amount_cents)),
        dsl::state.eq(SessionState::Open.name()),
        dsl::created_at.eq(text::time(now)),
    );
    diesel::insert_into(dsl::payment_sessions).values(row).execute(tx)?;
    Ok(id)
}

/// One session.
pub(super) fn find(conn: &mut DbConnection, id: &SessionId) -> Result<Option<Session>, StoreError> {
    let row: Option<(String, i64, String)> =
        dsl::payment_sessions.find(id.as_str()).select((dsl::invoice_id, dsl::amount_cents, dsl::state)).first(conn).optional()?;
    let Some((invoice, amount, state)) = row else { return Ok(None) };
    let amount_cents = u32::try_from(amount).map_err(|error| StoreError::unreadable("payment_sessions.amount_cents", error))?;
    Ok(Some(Session { invoice: text::read("payment_sessions.invoice_id", &invoice)?, amount_cents, state: SessionState::read(&state)? }))
}

/// Ends an open session.
pub(super) fn end(tx: &mut DbConnection, id: &SessionId, state: SessionState, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(dsl::payment_sessions.find(id.as_str())).set((dsl::state.eq(state.name()), dsl::settled_at.eq(text::time(now)))).execute(tx)?;
    Ok(())
}

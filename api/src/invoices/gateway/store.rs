//! The sessions of gateways, as far as they are known here.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::InvoiceId;

use super::SessionWanted;
use crate::db::schema::payment_sessions::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::ids;

/// What a gateway calls a session; of the test gateway, whoever knows it may press the buttons.
#[derive(Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(in crate::invoices::gateway) struct SessionId(String);

/// Not the id of a session.
#[derive(Debug, thiserror::Error)]
#[error("is not the id of a session")]
pub(super) struct NoSessionId;

impl TryFrom<String> for SessionId {
    type Error = NoSessionId;

    fn try_from(text: String) -> Result<Self, NoSessionId> {
        text.parse()
    }
}

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
            (1..=255).contains(&text.len()) && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
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
    /// It can be paid.
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
    insert_as(tx, &id, wanted, now)?;
    Ok(id)
}

/// One session.
pub(super) fn find(conn: &mut DbConnection, id: &SessionId) -> Result<Option<Session>, StoreError> {
    let row: Option<(String, i64, String)> =
        dsl::payment_sessions.find(id.as_str()).select((dsl::invoice_id, dsl::amount_cents, dsl::state)).first(conn).optional()?;
    let Some((invoice, amount, state)) = row else { return Ok(None) };
    Ok(Some(Session {
        invoice: text::read("payment_sessions.invoice_id", &invoice)?,
        amount_cents: read_amount(amount)?,
        state: SessionState::read(&state)?,
    }))
}

/// The sessions of an invoice, the oldest first.
pub(super) fn of_invoice(conn: &mut DbConnection, invoice: InvoiceId) -> Result<Vec<(SessionId, u32, SessionState)>, StoreError> {
    let theirs = dsl::payment_sessions.filter(dsl::invoice_id.eq(invoice.to_string())).order((dsl::created_at, dsl::id));
    let rows: Vec<(String, i64, String)> = theirs.select((dsl::id, dsl::amount_cents, dsl::state)).load(conn)?;
    rows.into_iter().map(|(id, amount, state)| Ok((SessionId(id), read_amount(amount)?, SessionState::read(&state)?))).collect()
}

/// Sessions that have been open since before this time, the oldest first, and what each was opened for.
pub(super) fn open_since(conn: &mut DbConnection, before: DateTime<Utc>, most: i64) -> Result<Vec<(SessionId, SessionWanted)>, StoreError> {
    let open = dsl::payment_sessions.filter(dsl::state.eq(SessionState::Open.name())).filter(dsl::created_at.lt(text::time(before)));
    let rows: Vec<(String, String, i64)> =
        open.order((dsl::created_at, dsl::id)).limit(most).select((dsl::id, dsl::invoice_id, dsl::amount_cents)).load(conn)?;
    let session = |(id, invoice, amount): (String, String, i64)| {
        let wanted = SessionWanted { invoice: text::read("payment_sessions.invoice_id", &invoice)?, amount_cents: read_amount(amount)? };
        Ok((SessionId(id), wanted))
    };
    rows.into_iter().map(session).collect()
}

/// Keeps a session that another house has opened, unless it is there.
pub(super) fn keep(tx: &mut DbConnection, id: &SessionId, wanted: SessionWanted, now: DateTime<Utc>) -> Result<(), StoreError> {
    if find(tx, id)?.is_some() { Ok(()) } else { insert_as(tx, id, wanted, now) }
}

fn insert_as(tx: &mut DbConnection, id: &SessionId, wanted: SessionWanted, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        dsl::id.eq(id.as_str()),
        dsl::invoice_id.eq(wanted.invoice.to_string()),
        dsl::amount_cents.eq(i64::from(wanted.amount_cents)),
        dsl::state.eq(SessionState::Open.name()),
        dsl::created_at.eq(text::time(now)),
    );
    diesel::insert_into(dsl::payment_sessions).values(row).execute(tx)?;
    Ok(())
}

fn read_amount(stored: i64) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|error| StoreError::unreadable("payment_sessions.amount_cents", error))
}

/// Ends an open session.
pub(super) fn end(tx: &mut DbConnection, id: &SessionId, state: SessionState, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(dsl::payment_sessions.find(id.as_str())).set((dsl::state.eq(state.name()), dsl::settled_at.eq(text::time(now)))).execute(tx)?;
    Ok(())
}

//! What the demonstration shows of mails.

use diesel::prelude::*;
use shared::notices::NoticeKind;

use crate::db::schema::outbox::dsl;
use crate::db::{DbConnection, StoreError};
use crate::notices::{About, Enclosed, House, Letter, LetterError, letter};

/// A mail as it is kept.
#[derive(Clone)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// When it was queued.
    pub created_at: String,
    /// The address that it goes to, until nobody needs to know any more.
    pub to: String,
    /// Its subject.
    pub subject: String,
    kind: NoticeKind,
    variables: Option<String>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kept { .. }")
    }
}

impl Kept {
    /// What it says, with what is enclosed; none where that is not kept any more.
    ///
    /// # Errors
    /// [`LetterError`] where its template does not fit it.
    pub fn letter(&self, house: House<'_>, enclosed: Option<Enclosed>) -> Result<Option<Letter>, LetterError> {
        self.told().map(|variables| letter(self.kind, &variables, house, enclosed)).transpose()
    }

    /// What it is about, where a document goes with it.
    pub(crate) fn about(&self) -> Option<About> {
        About::of(self.kind, &self.told()?)
    }

    fn told(&self) -> Option<serde_json::Value> {
        self.variables.as_deref().and_then(|variables| serde_json::from_str(variables).ok())
    }
}

type Row = (String, String, String, String, String, Option<String>);
const COLUMNS: (dsl::id, dsl::created_at, dsl::recipient, dsl::subject, dsl::kind, dsl::variables) =
    (dsl::id, dsl::created_at, dsl::recipient, dsl::subject, dsl::kind, dsl::variables);

/// The latest mails, for the demonstration.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn latest(conn: &mut DbConnection, rows: i64) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = dsl::outbox.order((dsl::created_at.desc(), dsl::id.desc())).limit(rows).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(kept).collect())
}

/// One mail, for the demonstration.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn find(conn: &mut DbConnection, id: &str) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = dsl::outbox.find(id).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(kept))
}

fn kept((id, created_at, to, subject, kind, variables): Row) -> Kept {
    Kept { id, created_at, to, subject, kind: NoticeKind::of(&kind), variables }
}

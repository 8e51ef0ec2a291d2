//! The rows of files: `uploading` until its bytes are there, then `stored`, and `removing` from when it is not wanted any
//! more until its bytes are gone.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::evidence::{EVIDENCE_PER_APPLICATION_MAX, EVIDENCE_WAITING_MAX, EvidenceFile, EvidenceKind, check_evidence};
use shared::ids::{ApplicationId, EvidenceId, PersonId};

use super::Kept;
use crate::db::schema::evidence_files::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;

const UPLOADING: &str = "uploading";
const STORED: &str = "stored";
const REMOVING: &str = "removing";

/// A file that is being sent.
#[derive(Clone)]
pub(super) struct Begun {
    pub(super) id: EvidenceId,
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) sent_on: Date,
}

/// What is known of a file once all of it was seen.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) kind: EvidenceKind,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// What became of a file that was sent.
#[derive(Debug)]
pub(super) enum Finished {
    /// It is kept.
    New(EvidenceFile),
    /// The same content was there already, and this one is not wanted.
    Known(EvidenceFile),
    /// Too many wait already.
    Full,
    /// It took too long and was tidied away, or its owner has left.
    Gone,
}

/// Keeps that a file is being sent.
pub(super) fn begin(tx: &mut DbConnection, begun: &Begun, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        dsl::id.eq(begun.id.to_string()),
        dsl::person_id.eq(begun.person.to_string()),
        dsl::file_name.eq(&begun.name),
        dsl::state.eq(UPLOADING),
        dsl::created_at.eq(text::time(now)),
        dsl::sent_on.eq(text::day(begun.sent_on)),
    );
    diesel::insert_into(dsl::evidence_files).values(row).execute(tx)?;
    Ok(())
}

/// Keeps that its bytes are there, where they are wanted.
pub(super) fn finish(tx: &mut DbConnection, begun: &Begun, content: &Content) -> Result<Finished, StoreError> {
    let waiting = waiting_rows(tx, begun.person)?;
    if let Some(row) = waiting.iter().find(|row| row.sha256.as_deref() == Some(content.sha256.as_str())) {
        return Ok(Finished::Known(row.kept()?.file));
    }
    if waiting.len() >= EVIDENCE_WAITING_MAX {
        return Ok(Finished::Full);
    }
    let bytes = i64::try_from(content.bytes).map_err(|error| StoreError::unreadable("evidence_files.bytes", error))?;
    let there = (dsl::state.eq(STORED), dsl::kind.eq(content.kind.name()), dsl::bytes.eq(bytes), dsl::sha256.eq(&content.sha256));
    let mine = dsl::evidence_files.find(begun.id.to_string()).filter(dsl::state.eq(UPLOADING));
    diesel::update(mine).set(there).execute(tx)?;
    Ok(find(tx, begun.id)?.map_or(Finished::Gone, |kept| Finished::New(kept.file)))
}

/// A file that is there.
pub(super) fn find(conn: &mut DbConnection, id: EvidenceId) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = dsl::evidence_files.find(id.to_string()).filter(dsl::state.eq(STORED)).select(Row::as_select()).first(conn).optional()?;
    row.map(|row| row.kept()).transpose()
}

/// The files of a person that wait for the next application.
pub(super) fn waiting(conn: &mut DbConnection, person: PersonId) -> Result<Vec<EvidenceFile>, StoreError> {
    waiting_rows(conn, person)?.iter().map(|row| Ok(row.kept()?.file)).collect()
}

fn waiting_rows(conn: &mut DbConnection, person: PersonId) -> Result<Vec<Row>, StoreError> {
    let mine = dsl::evidence_files.filter(dsl::person_id.eq(person.to_string())).filter(dsl::state.eq(STORED));
    Ok(mine.filter(dsl::application_id.is_null()).order(dsl::id).select(Row::as_select()).load(conn)?)
}

/// All files of a person that are there.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn of_person(conn: &mut DbConnection, person: PersonId) -> Result<Vec<EvidenceFile>, StoreError> {
    let mine = dsl::evidence_files.filter(dsl::person_id.eq(person.to_string())).filter(dsl::state.eq(STORED));
    let rows: Vec<Row> = mine.order(dsl::id).select(Row::as_select()).load(conn)?;
    rows.iter().map(|row| Ok(row.kept()?.file)).collect()
}

/// The files of these applications, by the application's id.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn of_applications(conn: &mut DbConnection, ids: &[String]) -> Result<HashMap<String, Vec<EvidenceFile>>, StoreError> {
    let theirs = dsl::evidence_files.filter(dsl::application_id.eq_any(ids)).filter(dsl::state.eq(STORED));
    let rows: Vec<Row> = theirs.order(dsl::id).select(Row::as_select()).load(conn)?;
    let mut by_application: HashMap<String, Vec<EvidenceFile>> = HashMap::new();
    for row in rows {
        if let Some(application) = &row.application_id {
            by_application.entry(application.clone()).or_default().push(row.kept()?.file);
        }
    }
    Ok(by_application)
}

/// Attaches files that wait to an application; from here on they stay with it.
///
/// # Errors
/// [`Error::Invalid`] where one is named twice, is not the person's, does not wait, or there would be too many;
/// [`Error::Store`].
pub(crate) fn attach(tx: &mut DbConnection, person: PersonId, application: ApplicationId, named: &[EvidenceId]) -> Result<(), Error> {
    if let Some(fault) = check_evidence("evidence", named) {
        return Err(fault.into());
    }
    let of_it = dsl::evidence_files.filter(dsl::application_id.eq(application.to_string()));
    let there: i64 = of_it.count().get_result(tx).map_err(StoreError::from)?;
    if usize::try_from(there).unwrap_or(usize::MAX).saturating_add(named.len()) > EVIDENCE_PER_APPLICATION_MAX {
        let detail = format!("the application would have more than {EVIDENCE_PER_APPLICATION_MAX} files: it has {there} already");
        return Err(Error::invalid("evidence", detail));
    }
    for (place, id) in named.iter().enumerate() {
        let waits = dsl::evidence_files.find(id.to_string()).filter(dsl::person_id.eq(person.to_string()));
        let waits = waits.filter(dsl::state.eq(STORED)).filter(dsl::application_id.is_null());
        let taken = diesel::update(waits).set(dsl::application_id.eq(application.to_string())).execute(tx).map_err(StoreError::from)?;
        if taken == 0 {
            return Err(Error::invalid(
                format!("evidence[{place}]"),
                format!("`{id}` is no file of yours that waits: send it anew, or leave it out"),
            ));
        }
    }
    Ok(())
}

/// Nobody wants this file any more, unless an application has it; says whether it may go.
pub(super) fn give_up(tx: &mut DbConnection, id: EvidenceId) -> Result<bool, StoreError> {
    let of_it = dsl::evidence_files.find(id.to_string());
    let attached: i64 = of_it.clone().filter(dsl::application_id.is_not_null()).count().get_result(tx)?;
    if attached > 0 {
        return Ok(false);
    }
    diesel::update(of_it).set(dsl::state.eq(REMOVING)).execute(tx)?;
    Ok(true)
}

/// Gives up what was begun before, or waited since before; so many of all that are to be removed.
pub(super) fn to_be_removed(
    tx: &mut DbConnection,
    begun_before: DateTime<Utc>,
    waits_since_before: DateTime<Utc>,
    rows_max: i64,
) -> Result<Vec<EvidenceId>, StoreError> {
    let unfinished = dsl::state.eq(UPLOADING).and(dsl::created_at.lt(text::time(begun_before)));
    diesel::update(dsl::evidence_files.filter(unfinished)).set(dsl::state.eq(REMOVING)).execute(tx)?;
    let forgotten = dsl::state.eq(STORED).and(dsl::application_id.is_null()).and(dsl::created_at.lt(text::time(waits_since_before)));
    diesel::update(dsl::evidence_files.filter(forgotten)).set(dsl::state.eq(REMOVING)).execute(tx)?;
    let ids: Vec<String> = dsl::evidence_files.filter(dsl::state.eq(REMOVING)).order(dsl::id).limit(rows_max).select(dsl::id).load(tx)?;
    ids.iter().map(|id| text::read("evidence_files.id", id)).collect()
}

/// Forgets a file whose bytes are gone.
pub(super) fn forget(tx: &mut DbConnection, id: EvidenceId) -> Result<(), StoreError> {
    diesel::delete(dsl::evidence_files.find(id.to_string()).filter(dsl::state.eq(REMOVING))).execute(tx)?;
    Ok(())
}

/// Every file that is there with its length, and every other that the store may still hold with none.
pub(super) fn all(conn: &mut DbConnection) -> Result<Vec<(EvidenceId, Option<u64>)>, StoreError> {
    let rows: Vec<(String, String, Option<i64>)> = dsl::evidence_files.order(dsl::id).select((dsl::id, dsl::state, dsl::bytes)).load(conn)?;
    let read = |(id, state, bytes): &(String, String, Option<i64>)| {
        let bytes = bytes.and_then(|bytes| u64::try_from(bytes).ok()).filter(|_| state == STORED);
        Ok((text::read("evidence_files.id", id)?, bytes))
    };
    rows.iter().map(read).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = crate::db::schema::evidence_files)]
struct Row {
    id: String,
    person_id: Option<String>,
    application_id: Option<String>,
    file_name: String,
    kind: Option<String>,
    bytes: Option<i64>,
    sha256: Option<String>,
    sent_on: String,
}

impl Row {
    fn kept(&self) -> Result<Kept, StoreError> {
        let missing = |what: &'static str| StoreError::unreadable(what, "a file that is stored lacks it");
        let named = |name: &str| EvidenceKind::ALL.into_iter().find(|kind| kind.name() == name);
        let file = EvidenceFile {
            id: text::read("evidence_files.id", &self.id)?,
            name: self.file_name.clone(),
            kind: self.kind.as_deref().and_then(named).ok_or_else(|| missing("evidence_files.kind"))?,
            bytes: self.bytes.and_then(|bytes| u64::try_from(bytes).ok()).ok_or_else(|| missing("evidence_files.bytes"))?,
            sent_on: text::read("evidence_files.sent_on", &self.sent_on)?,
        };
        let person = text::read_option("evidence_files.person_id", self.person_id.as_deref())?.ok_or_else(|| missing("evidence_files.person_id"))?;
        Ok(Kept { file, person, application: text::read_option("evidence_files.application_id", self.application_id.as_deref())? })
    }
}

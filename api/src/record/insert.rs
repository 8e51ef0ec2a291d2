//! The rows of acts, facts and notes.

use diesel::prelude::*;
use shared::facts::{Fact, FactBody};
use shared::ids::{ActId, FactId, PersonId};

use super::{Act, Actor, NewFact};
use crate::db::schema::{acts, facts, notes};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;

/// A row of `acts`.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = acts, treat_none_as_default_value = false)]
pub(super) struct ActRow {
    id: String,
    account_id: Option<String>,
    partner_id: Option<String>,
    operation: &'static str,
    recorded_at: String,
    on_date: String,
    note_id: Option<String>,
    idempotency_key: Option<String>,
}

/// A row of `notes`.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = notes, treat_none_as_default_value = false)]
pub(super) struct NoteRow {
    id: String,
    person_id: Option<String>,
    body: String,
}

/// A row of `facts`.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = facts, treat_none_as_default_value = false)]
pub(super) struct FactRow {
    id: String,
    act_id: String,
    person_id: Option<String>,
    kind: &'static str,
    subject: Option<String>,
    refers_to: Option<String>,
    on_date: String,
    recorded_at: String,
    pub(super) body: String,
    unique_key: Option<String>,
}

/// The act's row, and its reason's as a note about `person`: free text about people can be erased, acts cannot.
pub(super) fn act_rows(id: ActId, act: &Act, person: Option<PersonId>) -> (ActRow, Option<NoteRow>) {
    let person_id = person.map(|person| person.to_string());
    let note = act.reason.as_ref().map(|reason| NoteRow { id: ids::fresh().to_string(), person_id, body: reason.clone() });
    let (account_id, partner_id) = match act.account {
        Some(Actor::Account(account)) => (Some(account.to_string()), None),
        Some(Actor::Partner(partner)) => (None, Some(partner.to_string())),
        None => (None, None),
    };
    let row = ActRow {
        id: id.to_string(),
        account_id,
        partner_id,
        operation: act.operation,
        recorded_at: text::time(act.now),
        on_date: text::day(act.today),
        note_id: note.as_ref().map(|note| note.id.clone()),
        idempotency_key: act.key.clone(),
    };
    (row, note)
}

/// A fact of this act, and its row.
pub(super) fn fact_row(act_id: ActId, act: &Act, new: NewFact) -> Result<(Fact, FactRow), Error> {
    let NewFact { person, on, body, unique_key } = new;
    let fact = Fact { id: FactId(ids::fresh()), act: act_id, person, on, recorded_at: act.now, body };
    let row = FactRow {
        id: fact.id.to_string(),
        act_id: act_id.to_string(),
        person_id: person.map(|person| person.to_string()),
        kind: fact.body.kind(),
        subject: fact.body.subject(),
        refers_to: refers_to(&fact.body),
        on_date: text::day(on),
        recorded_at: text::time(act.now),
        body: serde_json::to_string(&fact.body)?,
        unique_key,
    };
    Ok((fact, row))
}

/// Inserts the act, and its reason as a note.
pub(super) fn act(tx: &mut DbConnection, id: ActId, act: &Act, person: Option<PersonId>) -> Result<(), StoreError> {
    let (row, note) = act_rows(id, act, person);
    if let Some(note) = note {
        diesel::insert_into(notes::table).values(note).execute(tx)?;
    }
    diesel::insert_into(acts::table).values(row).execute(tx)?;
    Ok(())
}

/// Inserts one fact.
pub(super) fn fact(tx: &mut DbConnection, act_id: ActId, act: &Act, new: NewFact) -> Result<Fact, Error> {
    let (fact, row) = fact_row(act_id, act, new)?;
    diesel::insert_into(facts::table).values(row).execute(tx).map_err(StoreError::from)?;
    Ok(fact)
}

/// The course or agreement that a person's fact goes by: what is recorded about it touches the person. Of a proposal,
/// the partner.
pub(super) fn refers_to(body: &FactBody) -> Option<String> {
    match body {
        FactBody::CompletionReported { course, .. } => Some(course.to_string()),
        FactBody::GraduationReported { agreement, .. } => Some(agreement.to_string()),
        FactBody::CourseProposed { partner, .. } => Some(partner.to_string()),
        FactBody::FactCorrected { replacement: Some(replacement), .. } => refers_to(&replacement.body),
        _ => None,
    }
}

//! The rows of acts, facts and notes.

use diesel::prelude::*;
use shared::facts::{Fact, FactBody};
use shared::ids::{ActId, FactId, PersonId};

use super::{Act, NewFact};
use crate::db::schema::{acts, facts, notes};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;

/// Inserts the act, and its reason as a note about `person`: free text about people can be erased, acts cannot.
pub(super) fn act(tx: &mut DbConnection, id: ActId, act: &Act, person: Option<PersonId>) -> Result<(), StoreError> {
    let note = match &act.reason {
        Some(reason) => Some(note(tx, reason, person)?),
        None => None,
    };
    let row = (
        acts::id.eq(id.to_string()),
        acts::account_id.eq(act.account.map(|account| account.to_string())),
        acts::operation.eq(act.operation),
        acts::recorded_at.eq(text::time(act.now)),
        acts::on_date.eq(text::day(act.today)),
        acts::note_id.eq(note),
        acts::idempotency_key.eq(&act.key),
    );
    diesel::insert_into(acts::table).values(row).execute(tx)?;
    Ok(())
}

fn note(tx: &mut DbConnection, reason: &str, person: Option<PersonId>) -> Result<String, StoreError> {
    let id = ids::fresh().to_string();
    let row = (notes::id.eq(&id), notes::person_id.eq(person.map(|person| person.to_string())), notes::body.eq(reason));
    diesel::insert_into(notes::table).values(row).execute(tx)?;
    Ok(id)
}

/// Inserts one fact.
pub(super) fn fact(tx: &mut DbConnection, act_id: ActId, act: &Act, new: NewFact) -> Result<Fact, Error> {
    let NewFact { person, on, body, unique_key } = new;
    let fact = Fact { id: FactId(ids::fresh()), act: act_id, person, on, recorded_at: act.now, body };
    let row = (
        facts::id.eq(fact.id.to_string()),
        facts::act_id.eq(act_id.to_string()),
        facts::person_id.eq(person.map(|person| person.to_string())),
        facts::kind.eq(fact.body.kind()),
        facts::subject.eq(fact.body.subject()),
        facts::refers_to.eq(refers_to(&fact.body)),
        facts::on_date.eq(text::day(on)),
        facts::recorded_at.eq(text::time(act.now)),
        facts::body.eq(serde_json::to_string(&fact.body)?),
        facts::unique_key.eq(unique_key),
    );
    diesel::insert_into(facts::table).values(row).execute(tx).map_err(StoreError::from)?;
    Ok(fact)
}

/// The course or agreement that a person's fact goes by: what is recorded about it touches the person.
fn refers_to(body: &FactBody) -> Option<String> {
    match body {
        FactBody::CompletionReported { course, .. } => Some(course.to_string()),
        FactBody::GraduationReported { agreement, .. } => Some(agreement.to_string()),
        FactBody::FactCorrected { replacement: Some(replacement), .. } => refers_to(&replacement.body),
        _ => None,
    }
}

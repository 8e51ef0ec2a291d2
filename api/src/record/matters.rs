//! The cache of what comes before staff: a row per application, completion and invoice with what has become of it. It
//! says nothing that the person's facts do not say (`shared::queues::matters`).

use std::collections::HashMap;

use diesel::prelude::*;
use shared::facts::Fact;
use shared::ids::PersonId;
use shared::queues::{Matter, concerns, matters as said_by};

use super::{load_facts, standings};
use crate::db::schema::{acts, facts, matters};
use crate::db::{DbConnection, StoreError};
use crate::error::Error;

/// Brings the rows of a person up to what the facts say, where what was recorded can have changed them.
pub(super) fn keep(tx: &mut DbConnection, person: PersonId, recorded: &[Fact], known: &[Fact]) -> Result<(), StoreError> {
    let is_concerned = recorded.iter().any(|fact| fact.person == Some(person) && concerns(&fact.body));
    if is_concerned { rewrite(tx, person, known) } else { Ok(()) }
}

fn rewrite(tx: &mut DbConnection, person: PersonId, known: &[Fact]) -> Result<(), StoreError> {
    let kept = kept(tx, person)?;
    let said = said_by(known);
    let gone: Vec<&String> = kept.keys().filter(|fact| !said.iter().any(|matter| matter.fact.to_string() == **fact)).collect();
    if !gone.is_empty() {
        diesel::delete(matters::table.filter(matters::fact_id.eq_any(gone))).execute(tx)?;
    }
    for matter in said {
        match kept.get(&matter.fact.to_string()) {
            Some(state) if state == matter.state => {}
            Some(_) => {
                diesel::update(matters::table.find(matter.fact.to_string())).set(matters::state.eq(matter.state)).execute(tx)?;
            }
            None => insert(tx, &matter)?,
        }
    }
    Ok(())
}

fn insert(tx: &mut DbConnection, matter: &Matter) -> Result<(), StoreError> {
    let since: String = facts::table.inner_join(acts::table).filter(facts::id.eq(matter.fact.to_string())).select(acts::on_date).first(tx)?;
    diesel::insert_into(matters::table).values(MatterRow::new(matter, since)).execute(tx)?;
    Ok(())
}

/// A row of `matters`.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = matters, treat_none_as_default_value = false)]
pub(super) struct MatterRow {
    fact_id: String,
    kind: &'static str,
    subject: String,
    person_id: String,
    state: &'static str,
    since_on: String,
}

impl MatterRow {
    /// The row of a matter. It waits since the day of the act that recorded it: what it tells of, a completed course for
    /// example, may lie long before.
    pub(super) fn new(matter: &Matter, since_on: String) -> Self {
        Self {
            fact_id: matter.fact.to_string(),
            kind: matter.kind.name(),
            subject: matter.subject.clone(),
            person_id: matter.person.to_string(),
            state: matter.state,
            since_on,
        }
    }
}

/// The states that are kept of a person's matters, by the facts that began them.
fn kept(conn: &mut DbConnection, person: PersonId) -> Result<HashMap<String, String>, StoreError> {
    let mine = matters::table.filter(matters::person_id.eq(person.to_string()));
    let rows: Vec<(String, String)> = mine.select((matters::fact_id, matters::state)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Whether the cache says something else of a person's matters than the facts.
pub(super) fn differs(conn: &mut DbConnection, person: PersonId, known: &[Fact]) -> Result<bool, StoreError> {
    let kept = kept(conn, person)?;
    let said: HashMap<String, String> = said_by(known).into_iter().map(|matter| (matter.fact.to_string(), matter.state.to_owned())).collect();
    Ok(kept != said)
}

/// Rebuilds the whole cache, and says for how many people.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn refile(tx: &mut DbConnection) -> Result<usize, Error> {
    diesel::delete(matters::table).execute(tx).map_err(StoreError::from)?;
    let people = standings::everyone(tx)?;
    for &person in &people {
        let known = load_facts(tx, person)?;
        rewrite(tx, person, &known)?;
    }
    Ok(people.len())
}

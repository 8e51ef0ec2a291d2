//! The cache of standings: a row per stretch of a person's timeline, for lists. It says nothing that
//! `shared::standings::evaluate` does not say; where policy or engine have changed it is rebuilt.

use diesel::prelude::*;
use shared::calendar::Date;
use shared::dossier::from_facts;
use shared::facts::Fact;
use shared::ids::PersonId;
use shared::policies::Policies;
use shared::standings::{ENGINE_VERSION, TimelineEntry, evaluate};

use super::{certificates, load_facts};
use crate::db::schema::{facts, standings};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;

/// A stretch of a person's timeline.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = standings, treat_none_as_default_value = false)]
pub(super) struct Stretch {
    person_id: String,
    from_on: String,
    until_on: Option<String>,
    status: &'static str,
    policy: String,
    engine: &'static str,
}

/// Puts what the rules say of a person in the place of what was there.
pub(super) fn rewrite(tx: &mut DbConnection, person: PersonId, known: &[Fact], policies: &Policies, today: Date) -> Result<(), StoreError> {
    diesel::delete(standings::table.filter(standings::person_id.eq(person.to_string()))).execute(tx)?;
    for stretch in stretches(person, known, policies, today) {
        diesel::insert_into(standings::table).values(stretch).execute(tx)?;
    }
    Ok(())
}

/// What the rules say of a person, as of today.
pub(super) fn stretches(person: PersonId, known: &[Fact], policies: &Policies, today: Date) -> Vec<Stretch> {
    let standing = evaluate(&from_facts(known, policies, today), policies, today);
    let ends = standing.timeline.iter().skip(1).map(|next| Some(text::day(next.from.previous_day()))).chain(std::iter::once(None));
    let stretch = |(entry, until_on): (&TimelineEntry, _)| Stretch {
        person_id: person.to_string(),
        from_on: text::day(entry.from),
        until_on,
        status: entry.status.name(),
        policy: standing.policy.to_string(),
        engine: ENGINE_VERSION,
    };
    standing.timeline.iter().zip(ends).map(stretch).collect()
}

/// Rebuilds the whole cache, and says for how many people.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn rebuild(tx: &mut DbConnection, today: Date) -> Result<usize, Error> {
    let policies = Policies::built_in();
    let people = everyone(tx)?;
    for &person in &people {
        let known = load_facts(tx, person)?;
        rewrite(tx, person, &known, &policies, today)?;
    }
    certificates::restate(tx)?;
    Ok(people.len())
}

/// The cache's stamps of another engine than this one.
pub(super) fn foreign_engines(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    let foreign = standings::table.filter(standings::engine.ne(ENGINE_VERSION)).select(standings::engine).distinct();
    Ok(foreign.order(standings::engine).load(conn)?)
}

/// Whether another engine wrote any of it. Asked for in two halves, each of which ends at the index's first entry.
fn is_foreign(conn: &mut DbConnection) -> Result<bool, StoreError> {
    let before: Option<String> = standings::table.filter(standings::engine.lt(ENGINE_VERSION)).select(standings::engine).first(conn).optional()?;
    if before.is_some() {
        return Ok(true);
    }
    let after: Option<String> = standings::table.filter(standings::engine.gt(ENGINE_VERSION)).select(standings::engine).first(conn).optional()?;
    Ok(after.is_some())
}

/// Rebuilds the cache where another engine wrote any of it; none where it did not.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn rebuild_where_foreign(tx: &mut DbConnection, today: Date) -> Result<Option<usize>, Error> {
    if is_foreign(tx)? { rebuild(tx, today).map(Some) } else { Ok(None) }
}

/// Whether the cache says something else of a person than the rules. The version of the policy is a stamp of the day
/// of writing, not a part of what is said.
pub(super) fn differs(conn: &mut DbConnection, person: PersonId, known: &[Fact], policies: &Policies, today: Date) -> Result<bool, StoreError> {
    let cached: Vec<(String, Option<String>, String)> = standings::table
        .filter(standings::person_id.eq(person.to_string()))
        .order(standings::from_on)
        .select((standings::from_on, standings::until_on, standings::status))
        .load(conn)?;
    let said = stretches(person, known, policies, today);
    let said: Vec<_> = said.into_iter().map(|stretch| (stretch.from_on, stretch.until_on, stretch.status.to_owned())).collect();
    Ok(cached != said)
}

pub(super) fn everyone(conn: &mut DbConnection) -> Result<Vec<PersonId>, StoreError> {
    let people: Vec<Option<String>> = facts::table.filter(facts::person_id.is_not_null()).select(facts::person_id).distinct().load(conn)?;
    people.iter().flatten().map(|person| text::read("facts.person_id", person)).collect()
}

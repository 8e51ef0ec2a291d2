//! Candidate numbers: everyone who registers is given one, by which others name them who need no more. Identity: it
//! goes where the person is erased.

use std::collections::HashMap;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use shared::facts::{Fact, FactBody};
use shared::ids::PersonId;
use shared::people::CandidateNumber;

use crate::db::schema::{candidate_numbers, people};
use crate::db::{DbConnection, StoreError, text};
use crate::ids;

/// Gives a number to everyone who registered by these facts.
pub(super) fn give(tx: &mut DbConnection, recorded: &[Fact]) -> Result<(), StoreError> {
    for fact in recorded {
        if let (Some(person), FactBody::PersonRegistered) = (fact.person, &fact.body) {
            insert(tx, person)?;
        }
    }
    Ok(())
}

/// Gives a number to everyone who has none: who registered before there were numbers.
pub(super) fn give_missing(tx: &mut DbConnection) -> Result<(), StoreError> {
    let numbered = candidate_numbers::table.filter(candidate_numbers::person_id.eq(people::id));
    let missing: Vec<String> = people::table.filter(not(exists(numbered))).select(people::id).load(tx)?;
    for person in &missing {
        insert(tx, text::read("people.id", person)?)?;
    }
    Ok(())
}

/// Gives a number. Two people may draw the same number once in 34 billion; then the next draw is taken.
pub(super) fn insert(tx: &mut DbConnection, person: PersonId) -> Result<(), StoreError> {
    let mut number = CandidateNumber::from_random(ids::random());
    while person_of(tx, number)?.is_some() {
        number = CandidateNumber::from_random(ids::random());
    }
    let row = (candidate_numbers::number_compact.eq(number.compact()), candidate_numbers::person_id.eq(person.to_string()));
    diesel::insert_into(candidate_numbers::table).values(row).execute(tx)?;
    Ok(())
}

/// The number of a person; none once it was erased.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn number_of(conn: &mut DbConnection, person: PersonId) -> Result<Option<CandidateNumber>, StoreError> {
    Ok(numbers_of(conn, &[person])?.remove(&person))
}

/// The numbers of these people.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn numbers_of(conn: &mut DbConnection, people: &[PersonId]) -> Result<HashMap<PersonId, CandidateNumber>, StoreError> {
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let theirs = candidate_numbers::table.filter(candidate_numbers::person_id.eq_any(people));
    let rows: Vec<(String, String)> = theirs.select((candidate_numbers::person_id, candidate_numbers::number_compact)).load(conn)?;
    let read = |(person, number): (String, String)| {
        Ok((text::read("candidate_numbers.person_id", &person)?, text::read("candidate_numbers.number_compact", &number)?))
    };
    rows.into_iter().map(read).collect()
}

/// Whose number this is.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn person_of(conn: &mut DbConnection, number: CandidateNumber) -> Result<Option<PersonId>, StoreError> {
    let person: Option<String> = candidate_numbers::table.find(number.compact()).select(candidate_numbers::person_id).first(conn).optional()?;
    text::read_option("candidate_numbers.person_id", person.as_deref())
}

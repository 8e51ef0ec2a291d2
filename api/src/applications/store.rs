//! The rows behind applications: their details, and which facts to ask.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::applications::{ApplicationRecord, application_records};
use shared::calendar::Date;
use shared::facts::{Fact, standing_facts};
use shared::ids::{ApplicationId, PersonId};

use crate::db::schema::{acts, application_details, facts, notes, people};
use crate::db::{DbConnection, StoreError, text};
use crate::record::facts_of_people;

/// The facts that say what has become of an application and of its invoice.
const KINDS: [&str; 8] = [
    "application_submitted",
    "application_withdrawn",
    "application_accepted",
    "application_refused",
    "invoice_issued",
    "payment_received",
    "payment_reversed",
    "fact_corrected",
];

/// What identifies the applicant of one application.
#[derive(Debug, Clone, Default)]
pub(super) struct Details {
    pub(super) person_name: String,
    pub(super) position_title: String,
    pub(super) ala_member_number: Option<String>,
}

/// The facts about applications and invoices of these people.
pub(crate) fn facts_of_applicants(conn: &mut DbConnection, people: &[PersonId]) -> Result<HashMap<PersonId, Vec<Fact>>, StoreError> {
    let mut by_person: HashMap<PersonId, Vec<Fact>> = HashMap::new();
    for fact in facts_of_people(conn, people, &KINDS)? {
        if let Some(person) = fact.person {
            by_person.entry(person).or_default().push(fact);
        }
    }
    Ok(by_person)
}

/// The applications of these people as of today, each person's oldest first.
pub(super) fn records_of_people(conn: &mut DbConnection, people: &[PersonId], today: Date) -> Result<Vec<ApplicationRecord>, StoreError> {
    let known = facts_of_applicants(conn, people)?;
    Ok(known.values().flat_map(|facts| application_records(&standing_facts(facts, today))).collect())
}

/// The applications of a person as of today, oldest first.
pub(super) fn records_of(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Vec<ApplicationRecord>, StoreError> {
    records_of_people(conn, &[person], today)
}

/// One application as of today, and who applied.
pub(super) fn find(conn: &mut DbConnection, id: ApplicationId, today: Date) -> Result<Option<(PersonId, ApplicationRecord)>, StoreError> {
    let owner: Option<String> = application_details::table.find(id.to_string()).select(application_details::person_id).first(conn).optional()?;
    let Some(owner) = owner else { return Ok(None) };
    let owner = text::read("application_details.person_id", &owner)?;
    Ok(records_of(conn, owner, today)?.into_iter().find(|record| record.application == id).map(|record| (owner, record)))
}

/// Keeps what identifies the applicant.
pub(super) fn insert_details(
    tx: &mut DbConnection,
    id: ApplicationId,
    person: PersonId,
    title: &str,
    number: Option<&str>,
) -> Result<(), StoreError> {
    let row = (
        application_details::application_id.eq(id.to_string()),
        application_details::person_id.eq(person.to_string()),
        application_details::position_title.eq(title),
        application_details::ala_member_number.eq(number),
    );
    diesel::insert_into(application_details::table).values(row).execute(tx)?;
    Ok(())
}

/// The details of these applications.
pub(super) fn details(conn: &mut DbConnection, ids: &[String]) -> Result<HashMap<String, Details>, StoreError> {
    let rows: Vec<(String, String, String, Option<String>)> = application_details::table
        .inner_join(people::table)
        .filter(application_details::application_id.eq_any(ids))
        .select((application_details::application_id, people::name, application_details::position_title, application_details::ala_member_number))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, person_name, position_title, ala_member_number)| (id, Details { person_name, position_title, ala_member_number }))
        .collect())
}

/// The reasons for which these applications were refused.
pub(super) fn refusal_reasons(conn: &mut DbConnection, ids: &[String]) -> Result<HashMap<String, String>, StoreError> {
    let rows: Vec<(Option<String>, String)> = facts::table
        .inner_join(acts::table.inner_join(notes::table))
        .filter(facts::kind.eq("application_refused"))
        .filter(facts::subject.eq_any(ids))
        // Where a refusal was struck and another followed, the later one stands.
        .order(facts::id)
        .select((facts::subject, notes::body))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, reason)| Some((id?, reason))).collect())
}

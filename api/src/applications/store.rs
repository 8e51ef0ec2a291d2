//! The rows behind applications: their details, and which facts to ask.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::applications::{ApplicationRecord, AppliedJob, SubmitApplication, application_records};
use shared::books::MONEY_KINDS;
use shared::calendar::Date;
use shared::facts::{Fact, standing_facts};
use shared::ids::{ApplicationId, FactId, PersonId};

use crate::db::schema::{acts, application_details, facts, notes, people};
use crate::db::{DbConnection, StoreError, insert_many, text};
use crate::record::facts_of_people;

/// The facts that say what has become of an application; those of money say it of its invoices.
const KINDS: [&str; 8] = [
    "application_submitted",
    "information_requested",
    "information_given",
    "application_withdrawn",
    "membership_unconfirmed",
    "application_accepted",
    "application_refused",
    "fact_corrected",
];

/// What identifies the applicant of one application.
#[derive(Debug, Clone, Default)]
pub(super) struct Details {
    pub(super) person_name: String,
    pub(super) position_title: String,
    pub(super) ala_member_number: Option<String>,
    /// What is kept of the jobs; none of applications that were made before it was asked.
    pub(super) jobs: Vec<AppliedJob>,
}

/// The facts about applications and invoices of these people.
pub(crate) fn facts_of_applicants(conn: &mut DbConnection, people: &[PersonId]) -> Result<HashMap<PersonId, Vec<Fact>>, StoreError> {
    let mut by_person: HashMap<PersonId, Vec<Fact>> = HashMap::new();
    for fact in facts_of_people(conn, people, &[KINDS.as_slice(), &MONEY_KINDS].concat())? {
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

/// What identifies an applicant, as it is kept: a row of `application_details`.
#[derive(Clone, Insertable)]
#[diesel(table_name = application_details, treat_none_as_default_value = false)]
pub struct KeptDetails {
    /// The application.
    pub application_id: String,
    /// Who applied.
    pub person_id: String,
    /// The title of the applicant's position.
    pub position_title: String,
    /// The number of the applicant's membership of ALA.
    pub ala_member_number: Option<String>,
    /// The jobs, as JSON.
    pub jobs: Option<String>,
}

impl std::fmt::Debug for KeptDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeptDetails { .. }")
    }
}

impl KeptDetails {
    /// What is kept of an application as it was sent.
    ///
    /// # Errors
    /// [`StoreError`] where the jobs cannot be written as JSON.
    pub fn of(id: ApplicationId, person: PersonId, sent: &SubmitApplication) -> Result<Self, StoreError> {
        let jobs = serde_json::to_string(&sent.library_work).map_err(|error| StoreError::unreadable("application_details.jobs", error))?;
        Ok(Self {
            application_id: id.to_string(),
            person_id: person.to_string(),
            position_title: sent.position_title.clone(),
            ala_member_number: sent.ala_member_number.clone(),
            jobs: Some(jobs),
        })
    }
}

/// Keeps what identifies the applicant.
pub(super) fn insert_details(tx: &mut DbConnection, details: KeptDetails) -> Result<(), StoreError> {
    diesel::insert_into(application_details::table).values(details).execute(tx)?;
    Ok(())
}

/// Keeps what identifies the applicants of many applications.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn insert_all_details(tx: &mut DbConnection, all: &[KeptDetails]) -> Result<(), StoreError> {
    Ok(insert_many!(tx, application_details::table, all)?)
}

/// The id, the name, the title, the number and the jobs.
type DetailsRow = (String, String, String, Option<String>, Option<String>);

/// The details of these applications.
pub(super) fn details(conn: &mut DbConnection, ids: &[String]) -> Result<HashMap<String, Details>, StoreError> {
    use application_details::dsl;
    let these = dsl::application_details.inner_join(people::table).filter(dsl::application_id.eq_any(ids));
    let rows: Vec<DetailsRow> =
        these.select((dsl::application_id, people::name, dsl::position_title, dsl::ala_member_number, dsl::jobs)).load(conn)?;
    let read = |(id, person_name, position_title, ala_member_number, jobs): DetailsRow| {
        let jobs = jobs.map(|jobs| serde_json::from_str(&jobs)).transpose();
        let jobs = jobs.map_err(|error| StoreError::unreadable("application_details.jobs", error))?.unwrap_or_default();
        Ok((id, Details { person_name, position_title, ala_member_number, jobs }))
    };
    rows.into_iter().map(read).collect()
}

/// Words that were given with acts about applications, by the facts that they recorded.
pub(super) type Words = HashMap<FactId, String>;

/// Why these applications were refused or their memberships not confirmed, and what was asked and answered about them.
pub(super) fn words(conn: &mut DbConnection, ids: &[String]) -> Result<Words, StoreError> {
    let with_words = ["application_refused", "information_requested", "information_given", "membership_unconfirmed"];
    let rows: Vec<(String, String)> = facts::table
        .inner_join(acts::table.inner_join(notes::table))
        .filter(facts::kind.eq_any(with_words))
        .filter(facts::subject.eq_any(ids))
        // What `people::traces` leaves of the words about someone who left is none.
        .filter(notes::body.ne("(erased)"))
        .select((facts::id, notes::body))
        .load(conn)?;
    rows.into_iter().map(|(fact, words)| Ok((text::read("facts.id", &fact)?, words))).collect()
}

//! Holds what was recorded and cached against what the rules say now. Nothing changes by itself: where they differ,
//! people decide.

use std::fmt;

use diesel::prelude::*;
use shared::calendar::Date;
use shared::dossier::enrolments;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::{ApplicationId, PersonId};
use shared::policies::Policies;
use shared::standings::{ENGINE_VERSION, evaluate};

use super::{certificates, load_facts, matters, standings};
use crate::db::schema::certificates as rows;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;

/// Where something differs from what the rules say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Another engine than this one wrote the cache, or a part of it.
    Engine(String),
    /// The cache of a person's standing, or of where a certificate of theirs stands.
    Cache(PersonId),
    /// The cache of what has become of a person's applications, completions and invoices.
    Matters(PersonId),
    /// A certificate that the rules would not issue, or not on that day.
    Certificate(PersonId, String),
    /// The rules say certified, and no certificate was issued.
    Missing(PersonId, ApplicationId),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(engine) => write!(f, "engine `{engine}` wrote the cache of standings, and this one is `{ENGINE_VERSION}`"),
            Self::Cache(person) => write!(f, "person {person}: the cached standing, or that of a certificate, differs from the rules"),
            Self::Matters(person) => {
                write!(f, "person {person}: the cached state of an application, a completion or an invoice differs from the facts")
            }
            Self::Certificate(person, number) => write!(f, "person {person}: the rules do not confirm certificate {number}"),
            Self::Missing(person, application) => write!(f, "person {person}: application {application} is certified and has no certificate"),
        }
    }
}

/// All differences, as of today.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn check(conn: &mut DbConnection, today: Date) -> Result<Vec<Difference>, Error> {
    let policies = Policies::built_in();
    let mut differences: Vec<_> = standings::foreign_engines(conn)?.into_iter().map(Difference::Engine).collect();
    for person in standings::everyone(conn)? {
        differences.extend(check_person(conn, person, &policies, today)?);
    }
    Ok(differences)
}

/// The differences of one person, as of today.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn check_person(conn: &mut DbConnection, person: PersonId, policies: &Policies, today: Date) -> Result<Vec<Difference>, Error> {
    let mut differences = Vec::new();
    let known = load_facts(conn, person)?;
    if standings::differs(conn, person, &known, policies, today)? || certificates::differs(conn, person, &known, policies)? {
        differences.push(Difference::Cache(person));
    }
    if matters::differs(conn, person, &known)? {
        differences.push(Difference::Matters(person));
    }
    certificates_of(conn, person, &known, policies, today, &mut differences)?;
    Ok(differences)
}

fn certificates_of(
    conn: &mut DbConnection,
    person: PersonId,
    known: &[Fact],
    policies: &Policies,
    today: Date,
    differences: &mut Vec<Difference>,
) -> Result<(), Error> {
    let issued: Vec<(String, String)> = rows::table
        .filter(rows::person_id.eq(person.to_string()))
        .select((rows::application_id, rows::certificate_id))
        .load(conn)
        .map_err(StoreError::from)?;
    let mut issued = issued
        .iter()
        .map(|(application, certificate)| Ok((text::read("certificates.application_id", application)?, certificate.as_str())))
        .collect::<Result<Vec<(ApplicationId, &str)>, StoreError>>()?;
    for enrolment in enrolments(known, policies, today) {
        let Some(on) = evaluate(&enrolment.dossier, policies, today).certified_on else { continue };
        match issued.iter().position(|(application, _)| *application == enrolment.application) {
            Some(place) => {
                let (_, certificate) = issued.swap_remove(place);
                if let Some((number, recorded_on)) = recorded(known, today, certificate)
                    && recorded_on != on
                {
                    differences.push(Difference::Certificate(person, number));
                }
            }
            None => differences.push(Difference::Missing(person, enrolment.application)),
        }
    }
    // What is left was issued for an enrolment that the rules no longer find certified.
    let unconfirmed = issued.iter().filter_map(|(_, certificate)| recorded(known, today, certificate));
    differences.extend(unconfirmed.map(|(number, _)| Difference::Certificate(person, number)));
    Ok(())
}

/// Number and day of an issued certificate.
fn recorded(known: &[Fact], today: Date, id: &str) -> Option<(String, Date)> {
    standing_facts(known, today).iter().find_map(|fact| match &fact.body {
        FactBody::CertificateIssued { certificate, number, .. } if certificate.to_string() == id => Some((number.clone(), fact.on)),
        _ => None,
    })
}

//! Certificates as the facts tell of them, found by their number or their holder.

use diesel::prelude::*;
use shared::calendar::Date;
use shared::certificates::{Certificate, CertificateNumber, CertificateState, certificate_state};
use shared::competencies::CompetencySet;
use shared::dossier::enrolments;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::{ApplicationId, CertificateId, FactId, PersonId};
use shared::policies::Policies;
use shared::standings::{Route, Term};

use crate::accounts::person_name;
use crate::db::schema::certificates;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::record::load_facts;

/// The way from a number to what it stands for.
pub(super) struct Found {
    pub(super) person: PersonId,
    application: ApplicationId,
    fact: FactId,
}

/// What was issued.
pub(super) struct Issued {
    pub(super) id: CertificateId,
    pub(super) number: String,
    pub(super) certified_on: Date,
    pub(super) route: Route,
    pub(super) sets: Vec<CompetencySet>,
}

type Row = (String, String, String);
const COLUMNS: (certificates::person_id, certificates::application_id, certificates::fact_id) =
    (certificates::person_id, certificates::application_id, certificates::fact_id);

/// The certificate with this number.
pub(super) fn by_number(conn: &mut DbConnection, number: &CertificateNumber) -> Result<Option<Found>, StoreError> {
    let row: Option<Row> = certificates::table.find(number.compact()).select(COLUMNS).first(conn).optional()?;
    row.map(found).transpose()
}

/// The certificates of a person as of today, oldest first.
pub(super) fn of_person(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Vec<Certificate>, Error> {
    let name = person_name(conn, person)?.ok_or(Error::NotFound("person"))?;
    let mine = certificates::table.filter(certificates::person_id.eq(person.to_string())).order(certificates::fact_id);
    let rows: Vec<Row> = mine.select(COLUMNS).load(conn).map_err(StoreError::from)?;
    let known = load_facts(conn, person)?;
    let mut all = Vec::new();
    for row in rows {
        let found = found(row)?;
        let Some(issued) = issued(&known, &found, today) else { continue };
        let (state, term) = state(&known, &found, &issued, today);
        all.push(Certificate {
            id: issued.id,
            number: issued.number,
            name: name.clone(),
            certified_on: issued.certified_on,
            route: issued.route,
            sets: issued.sets,
            state,
            expires_on: term.map_or(issued.certified_on, |term| term.expires_on),
        });
    }
    Ok(all)
}

/// What was issued, unless staff struck it.
pub(super) fn issued(known: &[Fact], found: &Found, today: Date) -> Option<Issued> {
    standing_facts(known, today).into_iter().filter(|fact| fact.id == found.fact).find_map(|fact| match &fact.body {
        FactBody::CertificateIssued { certificate, number, sets, route, .. } => {
            let mut sets = sets.clone();
            sets.sort_unstable();
            Some(Issued { id: *certificate, number: number.clone(), certified_on: fact.on, route: *route, sets })
        }
        _ => None,
    })
}

/// Where a certificate stands on a day, and the term that holds the day or ended last.
pub(super) fn state(known: &[Fact], found: &Found, issued: &Issued, as_of: Date) -> (CertificateState, Option<Term>) {
    let policies = Policies::built_in();
    let enrolment = enrolments(known, &policies, as_of).into_iter().find(|enrolment| enrolment.application == found.application);
    let dossier = enrolment.map(|enrolment| enrolment.dossier).unwrap_or_default();
    certificate_state(issued.certified_on, &dossier, &policies, as_of)
}

/// The day on which the enrolment of a certificate was revoked, if it was by then.
pub(super) fn revoked_on(known: &[Fact], found: &Found, as_of: Date) -> Option<Date> {
    let enrolment = enrolments(known, &Policies::built_in(), as_of).into_iter().find(|enrolment| enrolment.application == found.application);
    enrolment.and_then(|enrolment| enrolment.dossier.revoked_on)
}

fn found((person, application, fact): Row) -> Result<Found, StoreError> {
    Ok(Found {
        person: text::read("certificates.person_id", &person)?,
        application: text::read("certificates.application_id", &application)?,
        fact: text::read("certificates.fact_id", &fact)?,
    })
}

//! Certificates as the facts tell of them, found by their number or their holder.

use diesel::dsl::exists;
use diesel::prelude::*;
use shared::calendar::Date;
use shared::certificates::{Certificate, CertificateEntry, CertificateNumber, CertificatePart, CertificateState, certificate_state};
use shared::competencies::CompetencySet;
use shared::dossier::enrolments;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::{ApplicationId, CertificateId, FactId, PersonId};
use shared::policies::Policies;
use shared::standings::{Route, Term};

use super::list::Filter;
use crate::accounts::person_name;
use crate::db::schema::{certificates, facts, people};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::record::facts_of;

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
    let known = facts_of(conn, person)?;
    let mut all = Vec::new();
    for row in rows {
        all.extend(certificate(&known, &found(row)?, &name, today));
    }
    Ok(all)
}

/// A certificate as of today, where what was issued stands.
fn certificate(known: &[Fact], found: &Found, name: &str, today: Date) -> Option<Certificate> {
    let issued = issued(known, found, today)?;
    let Standing { state, term, .. } = standing(known, found, &issued, today);
    Some(Certificate {
        id: issued.id,
        number: issued.number,
        name: name.to_owned(),
        certified_on: issued.certified_on,
        route: issued.route,
        sets: issued.sets,
        state,
        expires_on: term.map_or(issued.certified_on, |term| term.expires_on),
    })
}

/// A certificate in the list of all.
pub(super) fn entry(conn: &mut DbConnection, found: &Found, today: Date) -> Result<Option<CertificateEntry>, Error> {
    let name = person_name(conn, found.person)?.unwrap_or_default();
    let known = facts_of(conn, found.person)?;
    Ok(certificate(&known, found, &name, today).map(|certificate| CertificateEntry { person_id: found.person, certificate }))
}

/// At most `rows` certificates that may be asked for, those issued last first; behind this day and fact. Each with
/// its day and its fact.
pub(super) fn issued_last(
    conn: &mut DbConnection,
    filter: &Filter,
    after: Option<&(String, String)>,
    rows: i64,
) -> Result<Vec<(String, String, Found)>, StoreError> {
    let revocations = diesel::alias!(facts as revocations);
    let of_holder = revocations.filter(revocations.field(facts::person_id).eq(facts::person_id));
    let revoked = exists(of_holder.filter(revocations.field(facts::kind).eq("certification_revoked")));
    let mut query = certificates::table.inner_join(facts::table).filter(facts::kind.eq("certificate_issued")).into_boxed();
    if !filter.number.is_empty() {
        query = query.filter(certificates::number_compact.like(format!("{}%", filter.number)));
    }
    if let Some(from) = filter.issued_from {
        query = query.filter(facts::on_date.ge(text::day(from)));
    }
    if let Some(until) = filter.issued_until {
        query = query.filter(facts::on_date.le(text::day(until)));
    }
    if let Some(CertificatePart::Revoked) = filter.part {
        query = query.filter(revoked);
    }
    if let Some((day, fact)) = after {
        query = query.filter(facts::on_date.lt(day.clone()).or(facts::on_date.eq(day.clone()).and(facts::id.lt(fact.clone()))));
    }
    let listed = query.order((facts::on_date.desc(), facts::id.desc())).limit(rows);
    let rows: Vec<(String, String, Row)> = listed.select((facts::on_date, facts::id, COLUMNS)).load(conn)?;
    rows.into_iter().map(|(day, fact, row)| Ok((day, fact, found(row)?))).collect()
}

/// At most `rows` people, by id.
pub(super) fn people_after(conn: &mut DbConnection, after: Option<&str>, rows: i64) -> Result<Vec<PersonId>, StoreError> {
    let next = people::table.filter(people::id.gt(after.unwrap_or_default())).order(people::id).limit(rows);
    let ids: Vec<String> = next.select(people::id).load(conn)?;
    ids.iter().map(|id| text::read("people.id", id)).collect()
}

/// How many people there are.
pub(super) fn people_count(conn: &mut DbConnection) -> Result<u64, StoreError> {
    let count: i64 = people::table.count().get_result(conn)?;
    Ok(u64::try_from(count).unwrap_or(0))
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

/// Where a certificate stands on a day.
pub(super) struct Standing {
    pub(super) state: CertificateState,
    /// The term that holds the day or ended last.
    pub(super) term: Option<Term>,
    /// The day on which its enrolment was revoked, if it was by then.
    pub(super) revoked_on: Option<Date>,
}

/// Where a certificate stands on a day. The holder's own facts suffice: those of courses tell what was achieved, and of
/// that an issued certificate no longer depends.
pub(super) fn standing(known: &[Fact], found: &Found, issued: &Issued, as_of: Date) -> Standing {
    let policies = Policies::built_in();
    let enrolment = enrolments(known, &policies, as_of).into_iter().find(|enrolment| enrolment.application == found.application);
    let dossier = enrolment.map(|enrolment| enrolment.dossier).unwrap_or_default();
    let (state, term) = certificate_state(issued.certified_on, &dossier, &policies, as_of);
    Standing { state, term, revoked_on: dossier.revoked_on }
}

fn found((person, application, fact): Row) -> Result<Found, StoreError> {
    Ok(Found {
        person: text::read("certificates.person_id", &person)?,
        application: text::read("certificates.application_id", &application)?,
        fact: text::read("certificates.fact_id", &fact)?,
    })
}

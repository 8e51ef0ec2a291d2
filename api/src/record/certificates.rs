//! Certificates: derived once, then recorded. What the rules say first is kept; nobody's certificate changes by
//! itself afterwards.

use std::borrow::Cow;

use diesel::prelude::*;
use shared::calendar::Date;
use shared::certificates::{CertificateNumber, CertificateTimeline};
use shared::dossier::enrolments;
use shared::facts::{Fact, FactBody};
use shared::ids::{ActId, ApplicationId, CertificateId, FactId, PersonId};
use shared::policies::Policies;
use shared::standings::{Route, SetState, Standing, evaluate};

use super::{Act, NewFact, facts_of, insert};
use crate::db::schema::{accounts, certificates, facts, people};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;
use crate::notices::Telling;
use crate::outbox::{self, Mail};

/// A certificate that is to be issued.
pub(super) struct Due {
    application: ApplicationId,
    number: CertificateNumber,
    certificate: String,
    /// The fact that issues it, once for an enrolment.
    pub(super) fact: NewFact,
}

/// A row of `certificates`: the way from number to fact, and what the facts of the holder say of it.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = certificates, treat_none_as_default_value = false)]
pub(super) struct CertificateRow {
    number_compact: String,
    certificate_id: String,
    person_id: String,
    application_id: String,
    fact_id: String,
    /// What was issued and where it stands, from when on, as JSON; `null` once staff struck it. None where an earlier
    /// version wrote the row.
    timeline: Option<String>,
}

/// Issues the certificate of every enrolment that is certified and has none, and brings the rows of all up to date.
pub(super) fn issue(tx: &mut DbConnection, act_id: ActId, act: &Act, person: PersonId, known: &[Fact], policies: &Policies) -> Result<(), Error> {
    let mut known = Cow::Borrowed(known);
    for due in due(person, &known, policies, act.today, |key| exists(tx, key))? {
        let fact = insert::fact(tx, act_id, act, due.fact.clone())?;
        let row = due.row(person, &fact);
        diesel::insert_into(certificates::table).values(row).execute(tx).map_err(StoreError::from)?;
        tell_holder(tx, act, person, &due.number)?;
        known.to_mut().push(fact);
    }
    rewrite(tx, person, &known, policies)
}

/// Writes where each certificate of a person stands, where that has changed.
fn rewrite(tx: &mut DbConnection, person: PersonId, known: &[Fact], policies: &Policies) -> Result<(), Error> {
    for (number, kept, said) in kept_and_said(tx, person, known, policies)? {
        if kept.as_ref() != Some(&said) {
            diesel::update(certificates::table.find(number)).set(certificates::timeline.eq(said)).execute(tx).map_err(StoreError::from)?;
        }
    }
    Ok(())
}

/// Whether a row says something else of a certificate of this person than the facts.
pub(super) fn differs(conn: &mut DbConnection, person: PersonId, known: &[Fact], policies: &Policies) -> Result<bool, Error> {
    Ok(kept_and_said(conn, person, known, policies)?.iter().any(|(_, kept, said)| kept.as_ref() != Some(said)))
}

/// The number of each certificate of a person, and its timeline as it is kept and as the facts say it.
type KeptAndSaid = (String, Option<String>, String);

fn kept_and_said(conn: &mut DbConnection, person: PersonId, known: &[Fact], policies: &Policies) -> Result<Vec<KeptAndSaid>, Error> {
    let mine = certificates::table.filter(certificates::person_id.eq(person.to_string()));
    let columns = (certificates::number_compact, certificates::application_id, certificates::fact_id, certificates::timeline);
    let rows: Vec<(String, String, String, Option<String>)> = mine.select(columns).load(conn).map_err(StoreError::from)?;
    let said = |(number, application, fact, kept): (String, String, String, Option<String>)| {
        let (application, fact) = (text::read("certificates.application_id", &application)?, text::read("certificates.fact_id", &fact)?);
        Ok((number, kept, said(known, application, fact, policies)?))
    };
    rows.into_iter().map(said).collect()
}

fn said(known: &[Fact], application: ApplicationId, fact: FactId, policies: &Policies) -> Result<String, Error> {
    Ok(serde_json::to_string(&CertificateTimeline::of(known, application, fact, policies))?)
}

/// What the row of a certificate says: what was issued, unless staff struck it. Where another version wrote the row, or
/// recorded something since, the holder's facts say it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn timeline(conn: &mut DbConnection, number: &str, kept: Option<&str>) -> Result<Option<CertificateTimeline>, StoreError> {
    match kept.map(serde_json::from_str).transpose() {
        Ok(Some(timeline)) => return Ok(timeline),
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "a certificate's timeline cannot be read; its facts are asked"),
    }
    let columns = (certificates::person_id, certificates::application_id, certificates::fact_id);
    let (holder, application, fact): (String, String, String) = certificates::table.find(number).select(columns).first(conn)?;
    let known = facts_of(conn, text::read("certificates.person_id", &holder)?)?;
    let (application, fact) = (text::read("certificates.application_id", &application)?, text::read("certificates.fact_id", &fact)?);
    Ok(CertificateTimeline::of(&known, application, fact, &Policies::built_in()))
}

/// Rebuilds where every certificate stands.
pub(super) fn restate(tx: &mut DbConnection) -> Result<(), Error> {
    let policies = Policies::built_in();
    let holders: Vec<String> = certificates::table.select(certificates::person_id).distinct().load(tx).map_err(StoreError::from)?;
    for holder in holders {
        let holder = text::read("certificates.person_id", &holder)?;
        let known = facts_of(tx, holder)?;
        rewrite(tx, holder, &known, &policies)?;
    }
    Ok(())
}

/// The certificates of a person that the rules find earned and that were not issued.
pub(super) fn due(
    person: PersonId,
    known: &[Fact],
    policies: &Policies,
    today: Date,
    mut is_issued: impl FnMut(&str) -> Result<bool, StoreError>,
) -> Result<Vec<Due>, Error> {
    let mut all = Vec::new();
    for enrolment in enrolments(known, policies, today) {
        let standing = evaluate(&enrolment.dossier, policies, today);
        let (Some(on), Some(route)) = (standing.certified_on, standing.route) else { continue };
        let key = format!("certificate:{person}:{}", enrolment.application);
        if is_issued(&key)? {
            continue;
        }
        let number = CertificateNumber::from_random(ids::shown());
        let body = certificate(&number, route, &standing, &policies.in_force_on(on).version);
        let certificate = body.subject().unwrap_or_default();
        all.push(Due { application: enrolment.application, number, certificate, fact: NewFact::of(person, on, body).once(key) });
    }
    Ok(all)
}

impl Due {
    /// The row for when `fact` has issued it.
    pub(super) fn row(&self, person: PersonId, fact: &Fact) -> CertificateRow {
        CertificateRow {
            number_compact: self.number.compact(),
            certificate_id: self.certificate.clone(),
            person_id: person.to_string(),
            application_id: self.application.to_string(),
            fact_id: fact.id.to_string(),
            timeline: None,
        }
    }
}

impl CertificateRow {
    /// The row with what these facts of its holder say of it.
    pub(super) fn told_by(self, known: &[Fact], policies: &Policies) -> Result<Self, Error> {
        let (application, fact) =
            (text::read("certificates.application_id", &self.application_id)?, text::read("certificates.fact_id", &self.fact_id)?);
        Ok(Self { timeline: Some(said(known, application, fact, policies)?), ..self })
    }
}

fn exists(tx: &mut DbConnection, key: &str) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(facts::table.filter(facts::unique_key.eq(key)))).get_result(tx)?)
}

fn certificate(number: &CertificateNumber, route: Route, standing: &Standing, policy: &str) -> FactBody {
    let sets = standing.sets.iter().filter(|set| set.state == SetState::Achieved).map(|set| set.set).collect();
    FactBody::CertificateIssued {
        // Random, not by time: it is not shown to strangers, and tells nothing where it leaks.
        certificate: CertificateId(ids::timeless()),
        number: number.to_string(),
        sets,
        route,
        policy: policy.to_owned(),
    }
}

fn tell_holder(tx: &mut DbConnection, act: &Act, person: PersonId, number: &CertificateNumber) -> Result<(), StoreError> {
    let holder: Option<(String, String)> = accounts::table
        .inner_join(people::table)
        .filter(people::id.eq(person.to_string()))
        .select((accounts::email, people::name))
        .first(tx)
        .optional()?;
    let Some((to, name)) = holder else { return Ok(()) };
    outbox::queue(tx, act.now, &Mail { to, telling: Telling::Certified { name, number: number.to_string() } })
}

//! Certificates: derived once, then recorded. What the rules say first is kept; nobody's certificate changes by
//! itself afterwards.

use diesel::prelude::*;
use shared::calendar::Date;
use shared::certificates::CertificateNumber;
use shared::dossier::enrolments;
use shared::facts::{Fact, FactBody};
use shared::ids::{ActId, ApplicationId, CertificateId, PersonId};
use shared::policies::Policies;
use shared::standings::{Route, SetState, Standing, evaluate};

use super::{Act, NewFact, insert};
use crate::db::schema::{accounts, certificates, facts, people};
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::ids;
use crate::outbox::{self, Mail};

/// A certificate that is to be issued.
pub(super) struct Due {
    application: ApplicationId,
    number: CertificateNumber,
    certificate: String,
    /// The fact that issues it, once for an enrolment.
    pub(super) fact: NewFact,
}

/// A row of `certificates`: the way from number to fact.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = certificates)]
pub(super) struct CertificateRow {
    number_compact: String,
    certificate_id: String,
    person_id: String,
    application_id: String,
    fact_id: String,
}

/// Issues the certificate of every enrolment that is certified and has none.
pub(super) fn issue(tx: &mut DbConnection, act_id: ActId, act: &Act, person: PersonId, known: &[Fact], policies: &Policies) -> Result<(), Error> {
    for due in due(person, known, policies, act.today, |key| exists(tx, key))? {
        let fact = insert::fact(tx, act_id, act, due.fact.clone())?;
        let row = due.row(person, &fact);
        diesel::insert_into(certificates::table).values(row).execute(tx).map_err(StoreError::from)?;
        tell_holder(tx, act, person, &due.number)?;
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
        }
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
    let name = outbox::typed(&name);
    let body = format!(
        "{name},\n\nyou are certified. Your certificate has the number\n\n    {number}\n\nAnyone can verify it at {{public_url}}/verify/{number}.\n\n\
         Your dates and the renewal are on your page: {{public_url}}/dashboard\n"
    );
    outbox::queue(tx, act.now, &Mail { to, subject: "You are certified".to_owned(), body })
}

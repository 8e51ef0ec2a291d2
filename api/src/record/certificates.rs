//! Certificates: derived once, then recorded. What the rules say first is kept; nobody's certificate changes by
//! itself afterwards.

use diesel::prelude::*;
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

/// Issues the certificate of every enrolment that is certified and has none.
pub(super) fn issue(tx: &mut DbConnection, act_id: ActId, act: &Act, person: PersonId, known: &[Fact], policies: &Policies) -> Result<(), Error> {
    for enrolment in enrolments(known, policies, act.today) {
        let standing = evaluate(&enrolment.dossier, policies, act.today);
        let (Some(on), Some(route)) = (standing.certified_on, standing.route) else { continue };
        let key = format!("certificate:{person}:{}", enrolment.application);
        if exists(tx, &key)? {
            continue;
        }
        let number = CertificateNumber::from_random(ids::random());
        let body = certificate(&number, route, &standing, &policies.in_force_on(on).version);
        let certificate_id = body.subject().unwrap_or_default();
        let fact = insert::fact(tx, act_id, act, NewFact::of(person, on, body).once(key))?;
        remember(tx, &number, &certificate_id, person, enrolment.application, &fact)?;
        tell_holder(tx, act, person, &number)?;
    }
    Ok(())
}

fn exists(tx: &mut DbConnection, key: &str) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(facts::table.filter(facts::unique_key.eq(key)))).get_result(tx)?)
}

fn certificate(number: &CertificateNumber, route: Route, standing: &Standing, policy: &str) -> FactBody {
    let sets = standing.sets.iter().filter(|set| set.state == SetState::Achieved).map(|set| set.set).collect();
    FactBody::CertificateIssued {
        // Random, not by time: it is not shown to strangers, and tells nothing where it leaks.
        certificate: CertificateId(uuid::Uuid::new_v4()),
        number: number.to_string(),
        sets,
        route,
        policy: policy.to_owned(),
    }
}

/// Keeps the way from number to fact.
fn remember(
    tx: &mut DbConnection,
    number: &CertificateNumber,
    certificate: &str,
    person: PersonId,
    application: ApplicationId,
    fact: &Fact,
) -> Result<(), StoreError> {
    let row = (
        certificates::number_compact.eq(number.compact()),
        certificates::certificate_id.eq(certificate),
        certificates::person_id.eq(person.to_string()),
        certificates::application_id.eq(application.to_string()),
        certificates::fact_id.eq(fact.id.to_string()),
    );
    diesel::insert_into(certificates::table).values(row).execute(tx)?;
    Ok(())
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

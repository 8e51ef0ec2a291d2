//! Applications as they are answered: what the facts say, who applied, and whether the rules find them eligible.

use shared::applications::{Application, ApplicationRecord, eligibility, eligibility_reasons};
use shared::ids::{ApplicationId, PersonId};
use shared::policies::Policies;

use super::store;
use crate::db::DbConnection;
use crate::error::Error;

/// These applications, in their order.
pub(super) fn answers(conn: &mut DbConnection, records: Vec<ApplicationRecord>) -> Result<Vec<Application>, Error> {
    let ids: Vec<String> = records.iter().map(|record| record.application.to_string()).collect();
    let mut details = store::details(conn, &ids)?;
    let mut reasons = store::refusal_reasons(conn, &ids)?;
    let policies = Policies::built_in();
    records
        .into_iter()
        .map(|record| {
            let id = record.application.to_string();
            wire(&record, details.remove(&id).unwrap_or_default(), reasons.remove(&id), &policies)
        })
        .collect()
}

/// One application as of today.
pub(super) fn answer(conn: &mut DbConnection, id: ApplicationId, today: shared::calendar::Date) -> Result<Application, Error> {
    let (_, record) = store::find(conn, id, today)?.ok_or(Error::NotFound("application"))?;
    answers(conn, vec![record])?.pop().ok_or(Error::NotFound("application"))
}

fn wire(record: &ApplicationRecord, details: store::Details, refused_because: Option<String>, policies: &Policies) -> Result<Application, Error> {
    let missing = |what: &str| Error::Defect(format!("application {} has no {what}", record.application));
    let person_id: PersonId = record.person.ok_or_else(|| missing("person"))?;
    let invoice_id = record.invoices.first().map(|invoice| invoice.invoice).ok_or_else(|| missing("invoice"))?;
    // The policy of the day of submission governs.
    let policy = policies.in_force_on(record.submitted.submitted_on);
    Ok(Application {
        id: record.application,
        person_id,
        person_name: details.person_name,
        submitted_on: record.submitted.submitted_on,
        state: record.state(),
        decided_on: record.decided_on(),
        decision_reason: refused_because.filter(|_| record.refused_on.is_some()),
        admitted_on: record.admitted_on(),
        position_title: details.position_title,
        ala_member_number: details.ala_member_number,
        has_diploma: record.submitted.has_diploma,
        in_support_position: record.submitted.in_support_position,
        library_work: record.submitted.library_work.clone(),
        eligibility: eligibility(&record.submitted, policy),
        reasons: eligibility_reasons(&record.submitted, policy),
        invoice_id,
    })
}

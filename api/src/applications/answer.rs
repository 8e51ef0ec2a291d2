//! Applications as they are answered: what the facts say, who applied, and whether the rules find them eligible.

use shared::applications::{
    Application, ApplicationRecord, Question, QuestionRecord, UnconfirmedMembership, eligibility, eligibility_reasons, missing, with_what_is_kept,
};
use shared::calendar::Date;
use shared::ids::{ApplicationId, PersonId};
use shared::policies::Policies;

use super::confirmations;
use super::store::{self, Words};
use crate::db::DbConnection;
use crate::error::Error;
use crate::evidence;

/// These applications as of today, in their order. What supervisors added to their answers is not told here.
pub(super) fn answers(conn: &mut DbConnection, records: Vec<ApplicationRecord>, today: Date) -> Result<Vec<Application>, Error> {
    let ids: Vec<String> = records.iter().map(|record| record.application.to_string()).collect();
    let mut details = store::details(conn, &ids)?;
    let words = store::words(conn, &ids)?;
    let mut files = evidence::of_applications(conn, &ids)?;
    let mut asked = confirmations::of_applications(conn, &records, today)?;
    let policies = Policies::built_in();
    records
        .into_iter()
        .map(|record| {
            let id = record.application.to_string();
            let evidence = files.remove(&id).unwrap_or_default();
            let confirmations = asked.remove(&record.application).unwrap_or_default();
            Ok(Application { evidence, confirmations, ..wire(&record, details.remove(&id).unwrap_or_default(), &words, &policies, today)? })
        })
        .collect()
}

/// One application as of today.
pub(super) fn answer(conn: &mut DbConnection, id: ApplicationId, today: Date) -> Result<Application, Error> {
    let (_, record) = store::find(conn, id, today)?.ok_or(Error::NotFound("application"))?;
    answers(conn, vec![record], today)?.pop().ok_or(Error::NotFound("application"))
}

fn wire(record: &ApplicationRecord, details: store::Details, words: &Words, policies: &Policies, today: Date) -> Result<Application, Error> {
    let lacks = |what: &str| Error::Defect(format!("application {} has no {what}", record.application));
    let person_id: PersonId = record.person.ok_or_else(|| lacks("person"))?;
    let invoice_id = record.invoices.first().map(|invoice| invoice.invoice).ok_or_else(|| lacks("invoice"))?;
    // The policy of the day of submission governs.
    let policy = policies.in_force_on(record.submitted.submitted_on);
    let library_work = with_what_is_kept(&record.submitted.library_work, &details.jobs);
    Ok(Application {
        id: record.application,
        person_id,
        person_name: details.person_name,
        submitted_on: record.submitted.submitted_on,
        state: record.state(),
        decided_on: record.decided_on(),
        decision_reason: record.refusal.and_then(|refusal| words.get(&refusal).cloned()),
        admitted_on: record.admitted_on(),
        position_title: details.position_title,
        ala_member_number: details.ala_member_number,
        has_diploma: record.submitted.has_diploma,
        in_support_position: record.submitted.in_support_position,
        questions: record.questions.iter().map(|question| told(question, words)).collect(),
        missing: missing(record, &library_work, policy, today),
        library_work,
        eligibility: eligibility(&record.submitted, policy),
        reasons: eligibility_reasons(&record.submitted, policy),
        invoice_id,
        evidence: Vec::new(),
        confirmations: Vec::new(),
        membership_unconfirmed: record.unconfirmed.map(|mark| UnconfirmedMembership {
            on: mark.on,
            reason: words.get(&mark.fact).cloned(),
            invoice_id: mark.invoice,
        }),
    })
}

fn told(question: &QuestionRecord, words: &Words) -> Question {
    let (answer, answered_on) = question.answered.unzip();
    Question {
        asked_on: question.asked_on,
        question: words.get(&question.asked).cloned(),
        answered_on,
        answer: answer.and_then(|answer| words.get(&answer).cloned()),
    }
}

//! A person reports a completed course. It becomes one completion per set for which the course is or was approved, and
//! the answer tells at once which of them give credit, and why the others give none.

use std::collections::BTreeSet;

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::completions::{CompletionList, ReportCompletion, check_report, completion_records};
use shared::courses::approval_records;
use shared::facts::{FactBody, standing_facts};
use shared::ids::{CompletionId, CourseId, PersonId};
use shared::reasons::{Reason, Refusal};

use super::store;
use crate::auth::permissions::ReportCompletions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, facts_of_courses, load_facts, record};
use crate::request::{Answer, Command};

/// Reports a completed course.
#[utoipa::path(tag = "completions", request_body = ReportCompletion, responses((status = 201, body = CompletionList)), security(("session" = [])))]
#[post("/completions")]
pub(super) async fn report_completion(command: Command<ReportCompletions, ReportCompletion>, db: Data<Db>) -> Result<HttpResponse, Error> {
    command
        .write(&db, "report_completion", |tx, act, requester, body| {
            let ids = report(tx, act, requester.person, body)?;
            let all = store::of_person(tx, requester.person, act.today)?;
            Answer::created(&CompletionList { items: all.into_iter().filter(|completion| ids.contains(&completion.id)).collect() })
        })
        .await
}

/// Reports a completed course of this person: one completion per set.
///
/// # Errors
/// [`Error::Invalid`] for a day in the future and an unknown course, [`Error::Refused`] for a course that was never
/// approved, [`Error::Conflict`] where the same was reported before.
pub fn report(tx: &mut DbConnection, act: &Act, person: PersonId, body: &ReportCompletion) -> Result<Vec<CompletionId>, Error> {
    if let Some(error) = check_report(body, act.today) {
        return Err(error.into());
    }
    let mut sets = approved_sets(tx, body.course_id, act.today)?;
    let reported = reported_sets(tx, person, body, act.today)?;
    // An approval for a further set may have come since: what is new in the report is taken.
    sets.retain(|set| !reported.contains(set));
    if sets.is_empty() {
        let sentence = format!("You have reported this course as completed on {} before.", body.completed_on.long());
        return Err(Error::conflict("completion_reported", 10, sentence));
    }
    let fresh: Vec<(CompletionId, CompetencySet)> = sets.into_iter().map(|set| (CompletionId(ids::fresh()), set)).collect();
    let facts = fresh
        .iter()
        .map(|&(completion, set)| NewFact::of(person, body.completed_on, FactBody::CompletionReported { completion, course: body.course_id, set }));
    record(tx, act, facts.collect())?;
    Ok(fresh.into_iter().map(|(completion, _)| completion).collect())
}

/// The sets for which a course is or was approved.
///
/// # Errors
/// [`Error::Invalid`] for an unknown course, [`Error::Refused`] for one that was never approved.
pub(crate) fn approved_sets(tx: &mut DbConnection, course: CourseId, today: Date) -> Result<BTreeSet<CompetencySet>, Error> {
    let recorded = facts_of_courses(tx, &[course])?;
    let known = standing_facts(&recorded, today);
    if !known.iter().any(|fact| matches!(fact.body, FactBody::CourseAdded { .. })) {
        return Err(Error::invalid("course_id", "names no course of the catalog: choose one from the catalog"));
    }
    let sets: BTreeSet<CompetencySet> = approval_records(&known).into_iter().map(|record| record.set).collect();
    if sets.is_empty() {
        let reasons = vec![
            Reason::new("credit_not_approved", 10, "The course is not approved for any set; only approved courses give credit."),
            Reason::new("credit_look_back", 16, "Once it is approved, a completion up to two years before the approval counts; report it then."),
        ];
        return Err(Error::Refused(Refusal { code: "course_not_approved", reasons }));
    }
    Ok(sets)
}

/// The sets for which this person reported this course on this day before. What staff struck does not count.
fn reported_sets(tx: &mut DbConnection, person: PersonId, body: &ReportCompletion, today: Date) -> Result<BTreeSet<CompetencySet>, Error> {
    let recorded = load_facts(tx, person)?;
    let records = completion_records(&standing_facts(&recorded, today));
    let same = records.into_iter().filter(|record| record.course == body.course_id && record.completed_on == body.completed_on);
    Ok(same.map(|record| record.set).collect())
}

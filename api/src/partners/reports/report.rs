//! One reported completion: what it must hold, whose it is, what it records. The answer speaks of the course and the
//! day alone: where else the candidate stands is not the partner's.

use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::completions::{CompletionRecord, CompletionState, ReportCompletion, check_report, completion_records};
use shared::courses::approval_records;
use shared::dossier::Outcome;
use shared::facts::{FactBody, standing_facts};
use shared::ids::{CompletionId, PersonId};
use shared::partners::{FAMILY_NAME_CHARS_MAX, ReportForCandidate, ReportedSet, RowOutcome, is_family_of};
use shared::people::CandidateNumber;
use shared::policies::Policies;
use shared::problem::MemberError;
use shared::reasons::Refusal;

use super::super::store::Kept;
use super::guesses;
use crate::accounts::person_name;
use crate::completions::{approved_sets, credit_of};
use crate::courses;
use crate::db::DbConnection;
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, facts_of_courses, load_facts, person_of, record};
use crate::text::{folded, line};

/// The rule by which number and family must fit.
pub(super) const UNKNOWN: &str = "candidate_unknown";

/// What a report became.
#[derive(Debug, Clone)]
pub(super) struct Reported {
    pub(super) outcome: RowOutcome,
    pub(super) number: CandidateNumber,
    pub(super) completions: Vec<ReportedSet>,
}

/// Records that a candidate completed one of the partner's courses: reported, and verified, for every set for which the
/// course is or was approved. What the candidate reported before is verified; what is verified stays as it is.
pub(super) fn report(tx: &mut DbConnection, act: &Act, partner: &Kept, body: &ReportForCandidate) -> Result<Reported, Error> {
    let (number, family_name) = parse(body, act.today)?;
    if !courses::is_of_provider(tx, body.course_id, &partner.provider, partner.provider_kind)? {
        return Err(Error::invalid("course_id", "names none of your courses: list them at `/api/v1/partner/courses`"));
    }
    // What is wrong with the course is told before it is asked whose number it is.
    let sets = approved_sets(tx, body.course_id, act.today)?;
    guesses::must_be_few(tx, partner.id, number, act.now)?;
    let person = candidate(tx, number, &family_name)?;
    let known = known_records(tx, person, body, act.today)?;
    must_not_be_refused(&known)?;

    let mut facts = Vec::new();
    let mut completions: Vec<(CompletionId, CompetencySet)> = Vec::new();
    for set in sets {
        let before = known.iter().find(|record| record.set == set);
        let completion = before.map_or_else(|| CompletionId(ids::fresh()), |record| record.completion);
        if before.is_none() {
            facts.push(NewFact::of(person, body.completed_on, FactBody::CompletionReported { completion, course: body.course_id, set }));
        }
        if before.is_none_or(|record| record.decision.is_none()) {
            facts.push(NewFact::of(person, act.today, FactBody::CompletionDecided { completion, outcome: Outcome::Achieved }));
        }
        completions.push((completion, set));
    }
    let outcome = if facts.is_empty() { RowOutcome::AlreadyRecorded } else { RowOutcome::Recorded };
    if !facts.is_empty() {
        record(tx, act, facts)?;
    }
    Ok(Reported { outcome, number, completions: credited(tx, body, &completions, act.today)? })
}

/// Number and family name in normal form, and a day that has come.
fn parse(body: &ReportForCandidate, today: Date) -> Result<(CandidateNumber, String), Error> {
    let mut errors = Vec::new();
    let number = body.candidate_number.parse::<CandidateNumber>().map_err(|error| MemberError::new("candidate_number", error.to_string()));
    let family_name = line("family_name", &body.family_name, FAMILY_NAME_CHARS_MAX);
    errors.extend(number.as_ref().err().cloned());
    errors.extend(family_name.as_ref().err().cloned());
    errors.extend(check_report(&ReportCompletion { course_id: body.course_id, completed_on: body.completed_on }, today));
    match (number, family_name) {
        (Ok(number), Ok(family_name)) if errors.is_empty() => Ok((number, family_name)),
        _ => Err(Error::Invalid(errors)),
    }
}

/// Whose number this is. A wrong number and a wrong name are answered alike: nobody learns whose number one is.
fn candidate(conn: &mut DbConnection, number: CandidateNumber, family_name: &str) -> Result<PersonId, Error> {
    let person = person_of(conn, number)?;
    let name = match person {
        Some(person) => person_name(conn, person)?.unwrap_or_default(),
        None => String::new(),
    };
    person.filter(|_| is_family_of(&folded(family_name), &folded(&name))).ok_or_else(|| {
        let sentence =
            "No candidate has this number together with this family name; ask the candidate for both, as they stand on the candidate's page.";
        Refusal::new(UNKNOWN, 10, sentence).into()
    })
}

/// What is recorded of this person, course and day. What staff struck does not count.
fn known_records(conn: &mut DbConnection, person: PersonId, body: &ReportForCandidate, today: Date) -> Result<Vec<CompletionRecord>, Error> {
    let recorded = load_facts(conn, person)?;
    let records = completion_records(&standing_facts(&recorded, today));
    Ok(records.into_iter().filter(|record| record.course == body.course_id && record.completed_on == body.completed_on).collect())
}

/// What staff refused is not decided again by a report.
fn must_not_be_refused(known: &[CompletionRecord]) -> Result<(), Error> {
    let refused = known.iter().find(|record| record.state() == CompletionState::Refused).and_then(|record| record.decision);
    refused.map_or(Ok(()), |decision| {
        let sentence = format!("The programme refused this completion on {}; write to the programme if that was wrong.", decision.on.long());
        Err(Error::conflict("completion_refused", 10, sentence))
    })
}

/// The credit that each completion gives by its day and its approval.
fn credited(
    conn: &mut DbConnection,
    body: &ReportForCandidate,
    completions: &[(CompletionId, CompetencySet)],
    today: Date,
) -> Result<Vec<ReportedSet>, Error> {
    let recorded = facts_of_courses(conn, &[body.course_id])?;
    let approvals = approval_records(&standing_facts(&recorded, today));
    let policies = Policies::built_in();
    // The sets come in their order.
    let credited = completions.iter().map(|&(completion_id, set)| {
        let (credit, reason) = credit_of(&approvals, body.course_id, set, body.completed_on, &policies);
        ReportedSet { completion_id, set, credit, reason }
    });
    Ok(credited.collect())
}

//! Completions as the facts tell of them, each with the credit that it gives and why.

use std::collections::BTreeMap;

use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::completions::{ALREADY_ACHIEVED, Completion, CompletionRecord, Credit, completion_records, credit};
use shared::courses::{ApprovalRecord, approval_periods, approval_records};
use shared::dossier::{approval_for, from_facts};
use shared::facts::{Fact, FactBody, KnownFact, standing_facts};
use shared::ids::{ActId, CompletionId, CourseId, PersonId};
use shared::policies::Policies;
use shared::reasons::Reason;
use shared::standings::{SetState, Standing, evaluate};

use crate::accounts::person_name;
use crate::db::DbConnection;
use crate::error::Error;
use crate::record::{facts_about, load_facts, reason_of};

/// Whose completion it is.
pub(super) fn person_of(conn: &mut DbConnection, completion: CompletionId) -> Result<PersonId, Error> {
    let facts = facts_about(conn, completion)?;
    let reported = facts.iter().find(|fact| matches!(fact.body, FactBody::CompletionReported { .. }));
    reported.and_then(|fact| fact.person).ok_or(Error::NotFound("completion"))
}

/// One completion of a person.
pub(super) fn find(conn: &mut DbConnection, person: PersonId, completion: CompletionId, today: Date) -> Result<Completion, Error> {
    of_person(conn, person, today)?.into_iter().find(|known| known.id == completion).ok_or(Error::NotFound("completion"))
}

/// A person's completions, by day, then by set.
pub(super) fn of_person(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Vec<Completion>, Error> {
    let recorded = load_facts(conn, person)?;
    let known = Known::of(&recorded, today);
    let records = completion_records(&known.facts);
    let mut reasons: BTreeMap<ActId, Option<String>> = BTreeMap::new();
    for decision in records.iter().filter_map(|record| record.decision) {
        reasons.insert(decision.act, reason_of(conn, decision.act)?);
    }
    let name = person_name(conn, person)?.unwrap_or_default();
    let told = records.iter().map(|record| {
        let (course_title, provider) = known.course(record.course);
        let (credit, why) = known.credit(record);
        Completion {
            id: record.completion,
            person_id: person,
            person_name: name.clone(),
            course_id: record.course,
            course_title,
            provider,
            set: record.set,
            completed_on: record.completed_on,
            state: record.state(),
            decided_on: record.decision.map(|decision| decision.on),
            decision_reason: record.decision.and_then(|decision| reasons.get(&decision.act).cloned().flatten()),
            credit,
            reasons: why,
        }
    });
    Ok(told.collect())
}

/// Whether a course completed on this day gives credit for a set, and why: whoever completed it.
pub(crate) fn credit_of(
    approvals: &[ApprovalRecord],
    course: CourseId,
    set: CompetencySet,
    completed_on: Date,
    policies: &Policies,
) -> (Credit, Reason) {
    let approval = approval_for(approval_periods(approvals, course, set), completed_on, policies);
    let credit = approval.map_or(Credit::NotApproved, |approval| credit(completed_on, &approval, policies));
    (credit, credit.reason(completed_on, approval.as_ref()))
}

/// What is known of a person and the courses on a day.
struct Known<'a> {
    recorded: &'a [Fact],
    facts: Vec<KnownFact<'a>>,
    approvals: Vec<ApprovalRecord>,
    policies: Policies,
    standing: Standing,
    today: Date,
}

impl<'a> Known<'a> {
    fn of(recorded: &'a [Fact], today: Date) -> Self {
        let policies = Policies::built_in();
        let facts = standing_facts(recorded, today);
        let standing = evaluate(&from_facts(recorded, &policies, today), &policies, today);
        Self { recorded, approvals: approval_records(&facts), facts, policies, standing, today }
    }

    /// Title and provider of a course.
    fn course(&self, id: CourseId) -> (String, String) {
        let added = self.facts.iter().find_map(|fact| match &fact.body {
            FactBody::CourseAdded { course, title, provider, .. } if *course == id => Some((title.clone(), provider.clone())),
            _ => None,
        });
        added.unwrap_or_default()
    }

    /// Whether a completion gives credit, and why; and whether its set is achieved without it.
    fn credit(&self, record: &CompletionRecord) -> (Credit, Vec<Reason>) {
        let (credit, reason) = credit_of(&self.approvals, record.course, record.set, record.completed_on, &self.policies);
        let mut reasons = vec![reason];
        if self.is_achieved_without(record) {
            let sentence = format!("{} is achieved already; this completion changes nothing, for a set counts once.", record.set.title());
            reasons.push(Reason::new(ALREADY_ACHIEVED, 8, sentence));
        }
        (credit, reasons)
    }

    fn is_achieved_without(&self, record: &CompletionRecord) -> bool {
        let achieved = |standing: &Standing| standing.sets.iter().any(|set| set.set == record.set && set.state == SetState::Achieved);
        // Taking a completion away achieves nothing, so the second look is needed only after the first.
        achieved(&self.standing) && {
            let id = Some(record.completion.to_string());
            let others: Vec<Fact> = self.recorded.iter().filter(|fact| fact.body.subject() != id).cloned().collect();
            achieved(&evaluate(&from_facts(&others, &self.policies, self.today), &self.policies, self.today))
        }
    }
}

//! What a person can do next, most urgent first.

use crate::calendar::Date;
use crate::policies::Policy;
use crate::text::Hours;

use super::reasons::counted;
use super::types::{Candidacy, NextStep, RenewalOutlook, SetState, Standing, Status, Term};

/// The next steps of this standing. Empty only where nothing can be done: after a revocation.
pub(super) fn next_steps(standing: &Standing, policy: &Policy) -> Vec<NextStep> {
    match standing.status {
        Status::NotApplied => vec![step("apply", None, 7, "Check whether you are eligible, and apply.")],
        // A dossier holds no money: who knows what is owed says whether the fee is still to be paid.
        Status::Applicant => {
            let sentence = "Wait for the decision, and pay the application fee if it is still owed; either may come first.";
            vec![step("pay_application_fee", None, 21, sentence)]
        }
        Status::Candidate => standing.candidacy.as_ref().map(|candidacy| candidate(standing, candidacy)).unwrap_or_default(),
        Status::CandidacyExpired => {
            let again = format!("Apply anew; courses completed in the {} years before the new admission count again.", policy.recount_years);
            vec![step("ask_for_extension", None, 18, "Ask staff for an extension, with your reason."), step("apply_again", None, 18, again)]
        }
        Status::Certified | Status::RenewalOpen | Status::InGrace => match (&standing.renewal, &standing.term) {
            (Some(renewal), Some(term)) => vec![renew(standing.status, renewal, term)],
            _ => Vec::new(),
        },
        Status::Lapsed => vec![step("apply_again", None, 19, "Apply anew; what was completed before the certification lapsed does not count again.")],
        Status::Revoked => Vec::new(),
    }
}

fn candidate(standing: &Standing, candidacy: &Candidacy) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let by = Some(candidacy.deadline);
    if candidacy.awaiting_decision || standing.sets.iter().any(|set| set.state == SetState::Pending) {
        steps.push(step("await_decision", None, 10, "Wait for the decision on what you have handed in."));
    }
    if candidacy.awaiting_decision {
        return steps;
    }
    if standing.required_left > 0 {
        let sentence = format!("Achieve {} by an approved course or a portfolio.", counted(standing.required_left, "required set"));
        steps.push(step("complete_required_sets", by, 9, sentence));
    }
    if standing.electives_left > 0 {
        let sentence = format!("Achieve {} of your choice by an approved course or a portfolio.", counted(standing.electives_left, "elective"));
        steps.push(step("complete_electives", by, 9, sentence));
    }
    steps
}

fn renew(status: Status, renewal: &RenewalOutlook, term: &Term) -> NextStep {
    let last = if status == Status::InGrace { term.grace_ends_on } else { term.expires_on };
    if renewal.ready {
        return step("submit_renewal", Some(last), 19, "You have the contact hours: submit your renewal.");
    }
    let sentence = format!(
        "Collect contact hours for the next renewal: {} of {}, {} of {} in technology.",
        Hours(renewal.minutes_counted),
        Hours(renewal.minutes_required),
        Hours(renewal.technology_minutes_counted),
        Hours(renewal.technology_minutes_required)
    );
    step("collect_contact_hours", Some(last), 19, sentence)
}

fn step(step: &'static str, by: Option<Date>, question: u8, sentence: impl Into<String>) -> NextStep {
    NextStep { step: step.into(), by, question, sentence: sentence.into() }
}

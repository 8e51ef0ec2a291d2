//! Why a standing's status is what it is: the rule, the FAQ question and a sentence to the person concerned.

use crate::applications::eligibility_reasons;
use crate::calendar::Date;
use crate::reasons::Reason;

use super::types::{Candidacy, Route, Standing, Status, Term};
use super::view::View;

/// The reasons of the status; never empty.
pub(super) fn reasons(standing: &Standing, view: View<'_>, revoked_on: Option<Date>) -> Vec<Reason> {
    match standing.status {
        Status::NotApplied => vec![Reason::new("not_applied", 7, "You have not applied yet; you may apply at any time.")],
        Status::Applicant => applicant(view),
        Status::Candidate | Status::CandidacyExpired => {
            standing.candidacy.as_ref().map(|candidacy| candidate(standing, candidacy)).unwrap_or_default()
        }
        Status::Certified | Status::RenewalOpen | Status::InGrace | Status::Lapsed => holder(standing),
        Status::Revoked => revoked_on.map(revoked).into_iter().collect(),
    }
}

fn applicant(view: View<'_>) -> Vec<Reason> {
    let Some(application) = view.application() else { return Vec::new() };
    let waiting = format!(
        "You applied on {}; you are admitted on the first day on which your application is accepted and its fee is paid.",
        application.submitted_on.long()
    );
    let mut reasons = vec![Reason::new("admission", 21, waiting)];
    reasons.extend(eligibility_reasons(application, view.policies.in_force_on(application.submitted_on)));
    reasons
}

fn candidate(standing: &Standing, candidacy: &Candidacy) -> Vec<Reason> {
    let (admitted, deadline) = (candidacy.admitted_on.long(), candidacy.deadline.long());
    let missing = Reason::new("six_of_ten_sets", 8, missing(standing.required_left, standing.electives_left));
    if standing.status == Status::CandidacyExpired {
        let passed = format!("The deadline of {deadline} passed before the requirement was complete.");
        return vec![Reason::new("candidacy_deadline", 18, passed), missing];
    }
    if candidacy.awaiting_decision {
        let waits =
            format!("The deadline of {deadline} has passed; what you finished in time waits for its decision and could complete the requirement.");
        return vec![Reason::new("awaiting_decision", 18, waits), missing];
    }
    vec![Reason::new("candidacy_deadline", 18, format!("You were admitted on {admitted} and have until {deadline} to finish.")), missing]
}

fn holder(standing: &Standing) -> Vec<Reason> {
    let (Some(certified_on), Some(term)) = (standing.certified_on, standing.term) else { return Vec::new() };
    let met = match standing.route {
        Some(Route::Graduation) => Reason::new(
            "recognition_agreement",
            12,
            format!("You were certified on {} as a graduate of a recognised programme.", certified_on.long()),
        ),
        Some(Route::Sets) | None => {
            Reason::new("six_of_ten_sets", 8, format!("You were certified on {} with three required sets and three electives.", certified_on.long()))
        }
    };
    vec![met, term_reason(standing.status, &term)]
}

fn term_reason(status: Status, term: &Term) -> Reason {
    let (opens, ends, grace) = (term.renewal_opens_on.long(), term.expires_on.long(), term.grace_ends_on.long());
    match status {
        Status::RenewalOpen => Reason::new("renewal_window", 19, format!("Your certification runs until {ends}; it can be renewed since {opens}.")),
        Status::InGrace => Reason::new("grace", 19, format!("Your certification ended on {ends}; it can still be renewed until {grace}.")),
        Status::Lapsed => Reason::new("lapse", 19, format!("Your certification ended on {ends} and was not renewed by {grace}.")),
        _ => Reason::new("certification_term", 19, format!("Your certification runs until {ends}; it can be renewed from {opens}.")),
    }
}

fn revoked(revoked_on: Date) -> Reason {
    // The FAQ says nothing of revocation; what it ends is the certification of question 19.
    Reason::new("revocation", 19, format!("Revoked on {}; a revocation is final.", revoked_on.long()))
}

/// What is still missing of the requirement (Q8), as a sentence.
///
/// ```
/// use shared::standings::missing;
/// assert_eq!(missing(2, 1), "2 required sets and 1 elective are still missing.");
/// assert_eq!(missing(0, 1), "1 elective is still missing.");
/// assert_eq!(missing(0, 0), "No set is missing.");
/// ```
pub fn missing(required_left: u32, electives_left: u32) -> String {
    let verb = if required_left.saturating_add(electives_left) == 1 { "is" } else { "are" };
    let (required, electives) = (counted(required_left, "required set"), counted(electives_left, "elective"));
    match (required_left, electives_left) {
        (0, 0) => "No set is missing.".to_owned(),
        (0, _) => format!("{electives} {verb} still missing."),
        (_, 0) => format!("{required} {verb} still missing."),
        _ => format!("{required} and {electives} {verb} still missing."),
    }
}

/// `1 elective`, `2 electives`, `no electives`.
pub(super) fn counted(count: u32, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

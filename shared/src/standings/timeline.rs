//! The timeline: every change of status, past ones by what was known on their own day, coming ones as they will be
//! if nothing more happens. Computed from the days on which something can change, never day by day.

use crate::calendar::Date;

use super::requirement::Requirement;
use super::terms::HeldTerm;
use super::types::{Status, TimelineEntry};
use super::view::{View, Window};

/// Entries in the order of their days.
struct Changes(Vec<TimelineEntry>);

impl Changes {
    /// From this day on, this status. A day has one status, its last; neighbours differ.
    fn push(&mut self, from: Date, status: Status) {
        // Later pushes never lie before earlier ones but where a policy's window is longer than its term.
        let from = self.0.last().map_or(from, |last| last.from.max(from));
        self.0.pop_if(|last| last.from == from);
        if self.0.last().is_none_or(|last| last.status != status) {
            self.0.push(TimelineEntry { from, status });
        }
    }
}

/// The timeline as known on the view's day. `revoked_on` is the revocation that ends it.
pub(super) fn timeline(view: View<'_>, requirement: &Requirement<'_>, terms: &[HeldTerm], revoked_on: Option<Date>) -> Vec<TimelineEntry> {
    let mut changes = Changes(Vec::with_capacity(8));
    let window = view.candidacy();
    if let Some(application) = view.application().filter(|application| window.is_none_or(|window| application.submitted_on < window.admitted_on)) {
        changes.push(application.submitted_on, Status::Applicant);
    }
    if let Some(window) = window {
        changes.push(window.admitted_on, Status::Candidate);
        push_candidacy(&mut changes, view, requirement, &window);
    }
    for held in terms {
        push_term(&mut changes, held);
    }

    let mut entries = changes.0;
    if let Some(revoked_on) = revoked_on {
        entries.retain(|entry| entry.from < revoked_on);
        entries.push(TimelineEntry { from: revoked_on, status: Status::Revoked });
    }
    entries
}

/// Expiries and revivals after the original deadline, up to the certification.
fn push_candidacy(changes: &mut Changes, view: View<'_>, requirement: &Requirement<'_>, window: &Window) {
    let certified_on = requirement.certified.map(|(certified_on, _)| certified_on);
    if certified_on.is_some_and(|certified_on| certified_on <= window.original_deadline) {
        return;
    }
    let is_before_certification = |day: Date| certified_on.is_none_or(|certified_on| day < certified_on);

    for day in days_of_change(view, window).into_iter().filter(|&day| is_before_certification(day)) {
        let then = view.on(day);
        let open = then.candidacy().is_some_and(|window| day <= window.deadline) || Requirement::of(then).could_complete();
        changes.push(day, if open { Status::Candidate } else { Status::CandidacyExpired });
    }
    // What comes: the deadline as it stands, with what is pending still undecided.
    if view.day <= window.deadline && certified_on.is_none() && !requirement.could_complete() {
        changes.push(window.deadline.next_day(), Status::CandidacyExpired);
    }
}

/// The days after the original deadline, up to the view's day, on which an open candidacy may close or reopen: after
/// a deadline, with a grant, with a decision, with the beginning of an approval or an agreement.
fn days_of_change(view: View<'_>, window: &Window) -> Vec<Date> {
    let dossier = view.dossier;
    let after_deadlines = view.extensions().map(|extension| extension.until.next_day()).chain([window.original_deadline.next_day()]);
    let grants = view.extensions().map(|extension| extension.granted_on);
    let courses = dossier.course_completions.iter().flat_map(|completion| [Some(completion.approval.from), completion.decided_on]);
    let portfolios = dossier.portfolios.iter().map(|portfolio| portfolio.decided_on);
    let graduations = dossier.graduations.iter().flat_map(|graduation| [Some(graduation.agreement.from), graduation.decided_on]);

    let mut days: Vec<Date> = after_deadlines
        .chain(grants)
        .chain(courses.chain(portfolios).chain(graduations).flatten())
        .filter(|&day| window.original_deadline < day && day <= view.day)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// A term from its first day to its renewal, or to its lapse.
fn push_term(changes: &mut Changes, held: &HeldTerm) {
    let term = held.term;
    if term.number == 1 {
        changes.push(term.starts_on, Status::Certified);
    }
    let is_unrenewed_on = |day: Date| held.renewed_on.is_none_or(|renewed_on| day < renewed_on);
    let stages = [
        (term.renewal_opens_on, Status::RenewalOpen),
        (term.expires_on.next_day(), Status::InGrace),
        (term.grace_ends_on.next_day(), Status::Lapsed),
    ];
    for (from, status) in stages.into_iter().filter(|&(from, _)| is_unrenewed_on(from)) {
        changes.push(from, status);
    }
    if let Some(renewed_on) = held.renewed_on {
        changes.push(renewed_on, Status::Certified);
    }
}

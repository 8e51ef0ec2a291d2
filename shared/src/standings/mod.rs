//! Standings: where a person stands on a day, and why. [`evaluate`] is the whole programme as one pure function.
//!
//! It reads in four parts: what is known on the day (`view`), what that achieves (`requirement`), which terms follow
//! (`terms`), and when the status changes (`timeline`). The status is the timeline's last entry on or
//! before the day, so that the two cannot disagree.

pub mod contract;
mod next_steps;
mod reasons;
mod requirement;
mod terms;
mod timeline;
mod types;
mod view;

pub use reasons::missing;
pub use terms::{HeldTerm, held_terms};
pub use types::{
    Candidacy, Means, NextStep, PersonStanding, RenewalOutlook, Route, SetStanding, SetState, Standing, StandingEntry, StandingPage, Status, Term,
    TimelineEntry,
};

use requirement::Requirement;
use view::View;

use crate::applications::eligibility;
use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::policies::Policies;

/// Changes whenever the same facts may give another standing; caches of standings carry it.
pub const ENGINE_VERSION: &str = "1";

/// Where a person stands on the day `as_of`, given everything that is known of the enrolment.
///
/// What lies after the day is not seen. The order within the dossier's lists does not matter. Total: any dossier has
/// a standing, also one that the contract would refuse.
///
/// ```
/// use shared::{dossier::Dossier, policies::Policies, standings::{Status, evaluate}};
/// let dossier = Dossier { admitted_on: Some("2024-02-01".parse()?), ..Dossier::default() };
/// let policies = Policies::built_in();
/// assert_eq!(evaluate(&dossier, &policies, "2028-02-01".parse()?).status, Status::Candidate);
/// assert_eq!(evaluate(&dossier, &policies, "2028-02-02".parse()?).status, Status::CandidacyExpired);
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn evaluate(dossier: &Dossier, policies: &Policies, as_of: Date) -> Standing {
    // A revocation is final: nothing takes effect on or after its date, and all but the status shows the day before.
    let revoked_on = dossier.revoked_on.filter(|&revoked_on| revoked_on <= as_of);
    let view = View { dossier, policies, day: revoked_on.map_or(as_of, Date::previous_day) };

    let requirement = Requirement::of(view);
    let certified = requirement.certified;
    let terms = certified.map(|(certified_on, _)| terms::held_terms(dossier, policies, certified_on, view.day)).unwrap_or_default();
    let timeline = timeline::timeline(view, &requirement, &terms, revoked_on);
    let status = timeline.iter().rev().find(|entry| entry.from <= as_of).map_or(Status::NotApplied, |entry| entry.status);
    let renewal = match status {
        Status::Lapsed | Status::Revoked => None,
        _ => terms.last().map(|held| terms::renewal_outlook(dossier, policies, held, view.day)),
    };

    let mut standing = Standing {
        as_of,
        status,
        eligibility: view.application().map(|application| eligibility(application, policies.in_force_on(application.submitted_on))),
        candidacy: view.candidacy().map(|candidacy| Candidacy {
            admitted_on: candidacy.admitted_on,
            deadline: candidacy.deadline,
            awaiting_decision: requirement.awaits_decision(view),
        }),
        sets: requirement.set_standings(),
        required_left: requirement.required_left(),
        electives_left: requirement.electives_left(),
        certified_on: certified.map(|(certified_on, _)| certified_on),
        route: certified.map(|(_, route)| route),
        term: terms.iter().find(|held| view.day <= held.term.expires_on).or(terms.last()).map(|held| held.term),
        renewal,
        timeline,
        reasons: Vec::new(),
        next_steps: Vec::new(),
        policy: policies.in_force_on(as_of).version.clone(),
    };
    standing.reasons = reasons::reasons(&standing, view, revoked_on);
    standing.next_steps = next_steps::next_steps(&standing, policies.in_force_on(as_of));
    standing
}

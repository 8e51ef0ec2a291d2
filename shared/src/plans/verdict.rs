//! What comes of one planned set, and why.

use super::PlannedSet;
use crate::calendar::Date;
use crate::completions::{Credit, credit};
use crate::policies::Policies;
use crate::reasons::Reason;
use crate::standings::{Candidacy, Means};

/// What comes of one planned set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedOutcome {
    /// What was planned.
    pub planned: PlannedSet,
    /// Whether its day has come.
    pub is_done: bool,
    /// Whether it counts.
    pub counts: bool,
    /// Why.
    pub reason: Reason,
}

/// What comes of this set in this candidacy.
pub(super) fn verdict(planned: PlannedSet, candidacy: Option<&Candidacy>, policies: &Policies, today: Date) -> PlannedOutcome {
    let refusal = refusal(&planned, candidacy, policies);
    PlannedOutcome {
        planned,
        is_done: planned.on <= today,
        counts: refusal.is_none(),
        reason: refusal.unwrap_or_else(|| match planned.by {
            Means::Course => Reason::new("course_counts", 10, "Counts as an approved course, once its completion is verified."),
            Means::Portfolio => Reason::new("portfolio_counts", 10, "Counts as a portfolio, once the subject experts find it good."),
        }),
    }
}

/// Why it does not count, if so.
fn refusal(planned: &PlannedSet, candidacy: Option<&Candidacy>, policies: &Policies) -> Option<Reason> {
    if planned.by == Means::Course {
        let approval = planned.approval();
        let found = credit(planned.on, &approval, policies);
        if found != Credit::Counts {
            return Some(found.reason(planned.on, Some(&approval)));
        }
    }
    let candidacy = candidacy?;
    if planned.by == Means::Portfolio && planned.on < candidacy.admitted_on {
        let sentence = format!("A portfolio is submitted on or after the admission, here {}.", candidacy.admitted_on.long());
        return Some(Reason::new("portfolio_after_admission", 10, sentence));
    }
    let sentence = || format!("It comes after the deadline of {}.", candidacy.deadline.long());
    (candidacy.deadline < planned.on).then(|| Reason::new("candidacy_deadline", 18, sentence()))
}

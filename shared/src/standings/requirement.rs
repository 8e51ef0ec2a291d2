//! The requirement (Q8, Q9, Q10, Q12): which sets are achieved or pending, when it was complete, and by which route.

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::dossier::Outcome;
use crate::policies::Policy;

use super::types::{Means, Route, SetStanding, SetState};
use super::view::{Decision, View, Window};

/// What is achieved of the requirement, as known on the view's day.
#[derive(Debug)]
pub(super) struct Requirement<'a> {
    policy: &'a Policy,
    sets: [SetProgress; 10],
    graduation_pending: bool,
    /// The day of the certification and its route.
    pub(super) certified: Option<(Date, Route)>,
}

/// What is known of one set.
#[derive(Debug, Clone, Copy)]
struct SetProgress {
    required: bool,
    achieved: Option<Achievement>,
    pending: Option<Means>,
}

/// An achievement. The order is the rule: the earliest effect stands, then the earlier decision, then the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Achievement {
    effective_on: Date,
    decided_on: Date,
    by: Means,
}

impl<'a> Requirement<'a> {
    /// Sums up everything that the view shows.
    pub(super) fn of(view: View<'a>) -> Self {
        let policy = view.candidacy_policy();
        let window = view.candidacy();
        let mut sets = CompetencySet::ALL.map(|set| SetProgress { required: policy.requires(set), achieved: None, pending: None });
        for work in view.work() {
            if let Some(progress) = sets.get_mut(work.set.position()) {
                match judge(view, window.as_ref(), work.done_on, work.decision) {
                    Judgement::Achieved { effective_on, decided_on } => {
                        let achievement = Achievement { effective_on, decided_on, by: work.by };
                        progress.achieved = Some(progress.achieved.map_or(achievement, |other| other.min(achievement)));
                    }
                    Judgement::Pending => progress.pending = Some(progress.pending.map_or(work.by, |other| other.min(work.by))),
                    Judgement::Nothing => {}
                }
            }
        }

        let (mut graduation_pending, mut graduated_on) = (false, None::<Date>);
        for (done_on, decision) in view.graduations() {
            match judge(view, window.as_ref(), done_on, decision) {
                Judgement::Achieved { effective_on, .. } => graduated_on = Some(graduated_on.map_or(effective_on, |other| other.min(effective_on))),
                Judgement::Pending => graduation_pending = true,
                Judgement::Nothing => {}
            }
        }

        let by_sets = six_sets_on(policy, &sets).map(|on| (on, Route::Sets));
        let by_graduation = graduated_on.map(|on| (on, Route::Graduation));
        // On the same day the sets win: `Route::Sets` orders first.
        let certified = by_sets.into_iter().chain(by_graduation).min();
        Self { policy, sets, graduation_pending, certified }
    }

    /// Whether the deadline has passed and what is pending could, if all of it succeeded, complete the requirement.
    pub(super) fn awaits_decision(&self, view: View<'_>) -> bool {
        let after_deadline = view.candidacy().is_some_and(|window| window.deadline < view.day);
        after_deadline && self.certified.is_none() && self.could_complete()
    }

    /// Whether what is achieved and what is pending together would complete the requirement; a pending graduation
    /// alone suffices.
    pub(super) fn could_complete(&self) -> bool {
        let hopeful = |progress: &SetProgress| progress.achieved.is_some() || progress.pending.is_some();
        self.graduation_pending || self.left(hopeful) == (0, 0)
    }

    /// How many required sets are not achieved.
    pub(super) fn required_left(&self) -> u32 {
        self.left(|progress| progress.achieved.is_some()).0
    }

    /// How many electives are still needed.
    pub(super) fn electives_left(&self) -> u32 {
        self.left(|progress| progress.achieved.is_some()).1
    }

    /// Required sets and electives that are missing when `counts` says which sets count.
    fn left(&self, counts: impl Fn(&SetProgress) -> bool) -> (u32, u32) {
        let (mut required_left, mut electives) = (0, 0);
        for progress in &self.sets {
            match (progress.required, counts(progress)) {
                (true, false) => required_left += 1,
                (false, true) => electives += 1,
                (true, true) | (false, false) => {}
            }
        }
        (required_left, self.policy.electives_min.saturating_sub(electives))
    }

    /// All ten sets, in the programme's order.
    pub(super) fn set_standings(&self) -> Vec<SetStanding> {
        let standing = |(set, progress): (CompetencySet, &SetProgress)| {
            let (state, by, decided_on) = match (progress.achieved, progress.pending) {
                (Some(achievement), _) => (SetState::Achieved, Some(achievement.by), Some(achievement.decided_on)),
                (None, Some(by)) => (SetState::Pending, Some(by), None),
                (None, None) => (SetState::Open, None, None),
            };
            SetStanding { set, required: progress.required, state, by, decided_on }
        };
        CompetencySet::ALL.into_iter().zip(&self.sets).map(standing).collect()
    }
}

/// What a piece of work that counts by its own dates comes to.
enum Judgement {
    Achieved { effective_on: Date, decided_on: Date },
    Pending,
    Nothing,
}

fn judge(view: View<'_>, window: Option<&Window>, done_on: Date, decision: Option<Decision>) -> Judgement {
    match (window, decision) {
        (_, Some(Decision { outcome: Outcome::NotAchieved, .. })) => Judgement::Nothing,
        // Before the admission nothing is achieved; what would count waits for it.
        (None, _) => Judgement::Pending,
        (Some(window), Some(decision)) => view
            .effect(window, done_on, &decision)
            .map_or(Judgement::Nothing, |effective_on| Judgement::Achieved { effective_on, decided_on: decision.on }),
        (Some(window), None) if done_on <= window.deadline => Judgement::Pending,
        (Some(_), None) => Judgement::Nothing,
    }
}

/// The first day on which the effective achievements hold every required set and enough electives.
fn six_sets_on(policy: &Policy, sets: &[SetProgress; 10]) -> Option<Date> {
    let mut day = Date::FIRST;
    let mut electives = [None; 10];
    for (progress, elective) in sets.iter().zip(&mut electives) {
        let effective_on = progress.achieved.map(|achievement| achievement.effective_on);
        if progress.required {
            day = day.max(effective_on?);
        } else {
            *elective = effective_on;
        }
    }
    // Electives in the order of their effect, the missing ones last: the last one needed completes the requirement.
    electives.sort_unstable_by_key(|elective| (elective.is_none(), *elective));
    let needed = usize::try_from(policy.electives_min).ok()?;
    electives.get(..needed)?.iter().try_fold(day, |day, elective| elective.map(|elective| day.max(elective)))
}

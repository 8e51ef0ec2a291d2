//! The steps of an application: which there are, what each asks, and where the address says one is.

use serde::{Deserialize, Serialize};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::route::Route;

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The jobs.
    Work,
    /// The position and the education.
    Position,
    /// The membership.
    Membership,
    /// A look at everything before it is sent.
    Check,
}

impl Step {
    const ALL: [Self; 4] = [Self::Work, Self::Position, Self::Membership, Self::Check];

    /// What each is called, in their order.
    pub(super) const WORDS: [&str; 4] = ["Your work", "Your position", "Membership and files", "Check and submit"];

    /// The step of a draft, which counts from 1; the first where it has no such step.
    pub(super) fn numbered(number: u8) -> Self {
        let place = usize::from(number).checked_sub(1);
        place.and_then(|place| Self::ALL.get(place)).copied().unwrap_or(Self::Work)
    }

    /// Its number in a draft.
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::Work => 1,
            Self::Position => 2,
            Self::Membership => 3,
            Self::Check => 4,
        }
    }

    /// Its place, from 0.
    pub(super) const fn place(self) -> usize {
        match self {
            Self::Work => 0,
            Self::Position => 1,
            Self::Membership => 2,
            Self::Check => 3,
        }
    }

    /// What it is called.
    pub(super) fn words(self) -> &'static str {
        Self::WORDS.get(self.place()).copied().unwrap_or_default()
    }

    /// The one after it.
    pub(super) fn next(self) -> Option<Self> {
        Self::ALL.get(self.place().saturating_add(1)).copied()
    }

    /// The one before it.
    pub(super) fn previous(self) -> Option<Self> {
        self.place().checked_sub(1).and_then(|place| Self::ALL.get(place)).copied()
    }

    /// The step that asks for this member of the application.
    pub(super) fn of_member(member: &str) -> Self {
        match member {
            "in_support_position" | "has_diploma" => Self::Position,
            "ala_member_number" => Self::Membership,
            member if member.starts_with("evidence") => Self::Membership,
            _ => Self::Work,
        }
    }
}

/// The query of the page's address.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Query {
    step: Option<u8>,
}

/// The step that the address names, so that the browser's own way back leads through the steps; `otherwise` where it
/// names none. And the way to another.
#[hook]
pub(super) fn use_step(otherwise: Step) -> (Step, Callback<Step>) {
    let query = use_location().and_then(|location| location.query::<Query>().ok()).unwrap_or_default();
    let navigator = use_navigator();
    let go = use_callback((), move |step: Step, ()| {
        if let Some(navigator) = &navigator {
            // A number always makes a query.
            let _ = navigator.push_with_query(&Route::Apply, &Query { step: Some(step.number()) });
        }
    });
    (query.step.map_or(otherwise, Step::numbered), go)
}

#[cfg(test)]
mod tests {
    use shared::applications::DRAFT_STEPS;

    use super::Step;

    #[test]
    fn steps_follow_one_another_under_the_numbers_of_drafts() {
        assert_eq!(Step::ALL.map(Step::number), [1, 2, 3, DRAFT_STEPS]);
        assert_eq!(Step::ALL.map(|step| Step::numbered(step.number())), Step::ALL);
        assert_eq!(Step::ALL.map(Step::place), [0, 1, 2, 3]);
        assert_eq!((Step::numbered(0), Step::numbered(5)), (Step::Work, Step::Work));
        assert_eq!((Step::Work.previous(), Step::Work.next()), (None, Some(Step::Position)));
        assert_eq!((Step::Check.previous(), Step::Check.next()), (Some(Step::Membership), None));
        assert_eq!(Step::of_member("library_work[0].from"), Step::Work);
    }
}

//! Completions: a person completed a course on a day. Whether that gives credit for a set (Q10, Q16), and why not.

mod credit;
mod record;

use serde::{Deserialize, Serialize};

pub use credit::{Credit, credit};
pub use record::{CompletionDecision, CompletionRecord, completion_records};

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::dossier::Outcome;
use crate::ids::{CompletionId, CourseId, PersonId};
use crate::problem::{MemberError, Problem};
use crate::reasons::Reason;

/// Reports a completed course. It becomes one completion per set for which the course is approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportCompletion {
    /// The course, from the catalog.
    pub course_id: CourseId,
    /// The day it was completed; today or earlier.
    pub completed_on: Date,
}

/// What is wrong with a report made today, if anything.
pub fn check_report(report: &ReportCompletion, today: Date) -> Option<MemberError> {
    let detail = format!("`{}` lies in the future: report a course once it is completed", report.completed_on);
    (today < report.completed_on).then(|| MemberError::new("completed_on", detail))
}

/// What has become of a completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CompletionState {
    /// Staff have not decided.
    Reported,
    /// Staff found that the course was completed.
    Verified,
    /// Staff found that it was not.
    Refused,
}

impl CompletionState {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Verified => "verified",
            Self::Refused => "refused",
        }
    }
}

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Completion {
    /// The completion.
    pub id: CompletionId,
    /// Whose it is.
    pub person_id: PersonId,
    /// That person's name.
    pub person_name: String,
    /// The course.
    pub course_id: CourseId,
    /// Its title.
    pub course_title: String,
    /// Its provider.
    pub provider: String,
    /// The set that it is for.
    pub set: CompetencySet,
    /// The day the course was completed.
    pub completed_on: Date,
    /// What has become of it.
    pub state: CompletionState,
    /// The day it was decided.
    pub decided_on: Option<Date>,
    /// The reason of a refusal.
    pub decision_reason: Option<String>,
    /// Whether it gives credit, or would once verified.
    pub credit: Credit,
    /// Why it gives credit or none, and whether the set is achieved without it.
    pub reasons: Vec<Reason>,
}

/// The rule of the reason that a completion's set is achieved without it.
pub const ALREADY_ACHIEVED: &str = "set_already_achieved";

impl Completion {
    /// Whether its set is achieved without it, so that it changes nothing whatever credit it gives.
    pub fn changes_nothing(&self) -> bool {
        self.reasons.iter().any(|reason| reason.rule == ALREADY_ACHIEVED)
    }
}

/// The most completions that are decided by one request.
pub const DECISIONS_MAX: usize = 100;

/// Decides many completions alike. Each is an act of its own, with its own fate.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompletionsToDecide {
    /// The completions, each once.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub ids: Vec<CompletionId>,
    /// What was found of all of them.
    pub outcome: Outcome,
    /// Why; needed for `not_achieved`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: Option<String>,
}

impl std::fmt::Debug for CompletionsToDecide {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CompletionsToDecide { .. }")
    }
}

/// What became of one of many completions that were to be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompletionDecided {
    /// The completion.
    pub id: CompletionId,
    /// What has become of it; null where it was not decided.
    pub state: Option<CompletionState>,
    /// Why it was not decided; null where it was.
    pub problem: Option<Problem>,
}

/// What became of many completions, in the order in which they were named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompletionDecisions {
    /// One entry for each.
    pub items: Vec<CompletionDecided>,
}

/// What a report became: one completion per approved set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompletionList {
    /// The completions, in the order of the sets.
    pub items: Vec<Completion>,
}

/// One page of completions, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompletionPage {
    /// The completions, oldest report first.
    pub items: Vec<Completion>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

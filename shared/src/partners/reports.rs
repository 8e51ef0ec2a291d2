//! Completions that partners report: by candidate number and family name, one at a time or many, each with its own
//! answer. A partner is told what its own course and day give, and nothing else of where the candidate stands.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::completions::Credit;
use crate::ids::{CompletionId, CourseId};
use crate::problem::MemberError;
use crate::reasons::Reason;

/// The longest family name, in characters.
pub const FAMILY_NAME_CHARS_MAX: usize = 200;

/// Reports that a candidate completed a course of one's own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportForCandidate {
    /// The number that the candidate gave; it stands on the candidate's page.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20, examples("7K3M-9QTV")))]
    pub candidate_number: String,
    /// The candidate's family name; case, accents and hyphens do not matter. Together with the number it must fit.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Candidate")))]
    pub family_name: String,
    /// One of the partner's own courses.
    pub course_id: CourseId,
    /// The day it was completed; today or earlier.
    pub completed_on: Date,
}

impl std::fmt::Debug for ReportForCandidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReportForCandidate { .. }")
    }
}

/// Whether someone recorded by this name has this family name; both folded. The words of the family name stand in the
/// recorded name one after the other, wherever: in some names the family comes first.
pub fn is_family_of(family_folded: &str, recorded_folded: &str) -> bool {
    let family = words(family_folded);
    !family.is_empty() && words(recorded_folded).windows(family.len()).any(|part| part == family.as_slice())
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// What became of a row of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RowOutcome {
    /// It was recorded.
    Recorded,
    /// It was known before; nothing was recorded again.
    AlreadyRecorded,
    /// It was not recorded: `problem` says why.
    Refused,
}

/// The answer to one row of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowResult {
    /// The row, counted from 1; the header of a CSV file and empty lines are not counted.
    pub row: u32,
    /// What became of it.
    pub outcome: RowOutcome,
    /// The number as it was read; null where the row could not be read.
    pub candidate_number: Option<String>,
    /// One entry for each set for which the course is or was approved, with the credit that it gives.
    pub completions: Vec<ReportedSet>,
    /// Why it was refused.
    pub problem: Option<RowProblem>,
}

/// What a reported course gives for one set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportedSet {
    /// The completion.
    pub completion_id: CompletionId,
    /// The set.
    pub set: CompetencySet,
    /// Whether the course gives credit for it by its day and its approval.
    pub credit: Credit,
    /// Why.
    pub reason: Reason,
}

/// Why a row was refused: as a problem of its own would say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowProblem {
    /// The stable name of the kind, for programs.
    pub code: String,
    /// What happened and what to do, in one sentence.
    pub detail: String,
    /// The members of the row that are at fault.
    pub errors: Vec<MemberError>,
    /// The reasons of the rule that refused.
    pub reasons: Vec<Reason>,
}

/// How a reported completion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReportState {
    /// It waits for staff.
    Reported,
    /// It counts as completed.
    Verified,
    /// Staff found that it was not completed.
    Refused,
    /// Staff struck it from the record.
    Struck,
}

/// A completion that the partner reported, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartnerReport {
    /// The completion.
    pub completion_id: CompletionId,
    /// The candidate's number; null once it was erased.
    pub candidate_number: Option<String>,
    /// The candidate's name; null once it was erased.
    pub name: Option<String>,
    /// How it stands.
    pub state: ReportState,
    /// The course; null where the completion was struck.
    pub course_id: Option<CourseId>,
    /// Its title.
    pub course_title: Option<String>,
    /// The set.
    pub set: Option<CompetencySet>,
    /// The day the course was completed.
    pub completed_on: Option<Date>,
    /// The day it was decided.
    pub decided_on: Option<Date>,
    /// Whether the course gives credit for the set by its day and its approval.
    pub credit: Option<Credit>,
    /// Why.
    pub reason: Option<Reason>,
}

/// One page of what a partner reported, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartnerReportPage {
    /// The completions in the order of their last change: each once, a corrected one again at the end.
    pub items: Vec<PartnerReport>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
    /// Where this page ends. Keep it: sent as `after` another day, it gives what has changed since. Null as long as
    /// there is nothing.
    pub seen: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_is_a_part_of_the_name_by_whole_words() {
        for (family, recorded, fits) in [
            ("candidate", "demo candidate", true),
            ("garcia marquez", "gabriel garcia marquez", true),
            ("garcia-marquez", "gabriel garcia marquez", true),
            ("marquez garcia", "gabriel garcia marquez", false),
            ("o'brien", "flann o’brien", true),
            ("nguyen", "nguyen van an", true),
            ("cand", "demo candidate", false),
            ("", "demo candidate", false),
            ("-", "demo candidate", false),
            ("demo candidate jr", "demo candidate", false),
        ] {
            assert_eq!(is_family_of(family, recorded), fits, "{family} {recorded}");
        }
    }
}

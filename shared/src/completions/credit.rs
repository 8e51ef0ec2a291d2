//! Whether a completed course gives credit for a set (Q10, Q11, Q16).

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::dossier::ApprovalPeriod;
use crate::policies::Policies;
use crate::reasons::Reason;

/// Whether a completion counts by its own date and its approval's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Credit {
    /// It counts.
    Counts,
    /// Completed more than two years before the approval began (Q16).
    BeforeLookBack,
    /// Completed after the approval ended.
    AfterApprovalEnded,
    /// Completed after the approval was withdrawn.
    AfterWithdrawal,
    /// The course is not approved for the set (Q10, Q17).
    NotApproved,
}

/// Whether a course completed on `completed_on` counts under this approval, whoever completed it.
///
/// Credit reaches back two years before the approval (Q16; the policy of the approval's start governs), and forward
/// to its last day, or to the day it was withdrawn, both included.
///
/// ```
/// use shared::{completions::{Credit, credit}, dossier::ApprovalPeriod, policies::Policies};
/// let approval = ApprovalPeriod { from: "2026-01-01".parse()?, until: None, withdrawn_on: None };
/// assert_eq!(credit("2024-01-01".parse()?, &approval, &Policies::built_in()), Credit::Counts);
/// assert_eq!(credit("2023-12-31".parse()?, &approval, &Policies::built_in()), Credit::BeforeLookBack);
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn credit(completed_on: Date, approval: &ApprovalPeriod, policies: &Policies) -> Credit {
    let look_back_years = policies.in_force_on(approval.from).look_back_years;
    if completed_on < approval.from.years_earlier(look_back_years) {
        Credit::BeforeLookBack
    } else if approval.until.is_some_and(|until| completed_on > until) {
        Credit::AfterApprovalEnded
    } else if approval.withdrawn_on.is_some_and(|withdrawn_on| completed_on > withdrawn_on) {
        Credit::AfterWithdrawal
    } else {
        Credit::Counts
    }
}

impl Credit {
    /// Why, in a sentence; `approval` is the one that was asked about, if there is any.
    pub fn reason(self, completed_on: Date, approval: Option<&ApprovalPeriod>) -> Reason {
        let done = completed_on.long();
        match self {
            Self::Counts => Reason::new("credit_counts", 10, format!("The course was approved for this set when it was completed on {done}.")),
            Self::BeforeLookBack => Reason::new(
                "credit_look_back",
                16,
                match approval {
                    Some(approval) => {
                        format!("Credit reaches back two years before the approval of {}; the course was completed on {done}.", approval.from.long())
                    }
                    None => format!("Credit reaches back two years before the approval; the course was completed on {done}."),
                },
            ),
            Self::AfterApprovalEnded => {
                Reason::new("credit_approval_ended", 10, format!("The approval had ended when the course was completed on {done}."))
            }
            Self::AfterWithdrawal => {
                Reason::new("credit_approval_withdrawn", 10, format!("The approval had been withdrawn when the course was completed on {done}."))
            }
            Self::NotApproved => {
                Reason::new("credit_not_approved", 10, "The course is not approved for this set; only approved courses give credit.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credit_by_the_day() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let approval = |from, until: Option<&str>, withdrawn: Option<&str>| ApprovalPeriod {
            from: date(from),
            until: until.map(date),
            withdrawn_on: withdrawn.map(date),
        };
        for (completed_on, approval, expected) in [
            ("2023-12-31", approval("2026-01-01", None, None), Credit::BeforeLookBack),
            ("2024-01-01", approval("2026-01-01", None, None), Credit::Counts),
            ("2022-02-28", approval("2024-02-29", None, None), Credit::Counts),
            ("2022-02-27", approval("2024-02-29", None, None), Credit::BeforeLookBack),
            ("2026-06-01", approval("2026-01-01", Some("2026-06-01"), None), Credit::Counts),
            ("2026-06-02", approval("2026-01-01", Some("2026-06-01"), None), Credit::AfterApprovalEnded),
            ("2026-05-01", approval("2026-01-01", Some("2026-06-01"), Some("2026-05-01")), Credit::Counts),
            ("2026-05-02", approval("2026-01-01", Some("2026-06-01"), Some("2026-05-01")), Credit::AfterWithdrawal),
        ] {
            assert_eq!(credit(date(completed_on), &approval, &Policies::built_in()), expected, "{completed_on} {approval:?}");
        }
    }
}

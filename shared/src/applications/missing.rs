//! What an application lacks for the admission: what staff see in their queue, and what they ask for.

use serde::{Deserialize, Serialize};

use super::{ApplicationRecord, ApplicationState, Job, eligibility};
use crate::calendar::Date;
use crate::dossier::Application;
use crate::policies::Policy;

/// Something that an application lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Missing {
    /// The diploma.
    Diploma,
    /// The position that needs no master's degree.
    SupportPosition,
    /// Hours of library work.
    Hours,
    /// The answer to what staff asked.
    Answer,
    /// Of some job: where it was, as what, or whether it was paid.
    JobDetails,
    /// Money.
    Payment,
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

/// What an application that is open lacks as of this day, the most telling first; nothing of one that has ended.
///
/// `jobs` are its jobs with what is kept of them, `policy` the one in force on the day of submission.
pub fn missing(record: &ApplicationRecord, jobs: &[Job], policy: &Policy, today: Date) -> Vec<Missing> {
    let state = record.state();
    if !state.is_open() {
        return Vec::new();
    }
    let submitted = &record.submitted;
    // Hours are judged by themselves.
    let otherwise_fine = Application { has_diploma: true, in_support_position: true, ..submitted.clone() };
    let is_whole = |job: &Job| job.employer.is_some() && job.library_kind.is_some() && job.position.is_some() && job.engagement.is_some();
    let undecided = state.is_undecided();
    [
        (Missing::Diploma, undecided && !submitted.has_diploma),
        (Missing::SupportPosition, undecided && !submitted.in_support_position),
        (Missing::Hours, undecided && !eligibility(&otherwise_fine, policy).eligible),
        (Missing::Answer, state == ApplicationState::InformationRequested),
        (Missing::JobDetails, undecided && !jobs.iter().all(is_whole)),
        (Missing::Payment, record.invoices.iter().any(|invoice| 0 < invoice.owed_cents(today))),
    ]
    .into_iter()
    .filter_map(|(what, lacks)| lacks.then_some(what))
    .collect()
}

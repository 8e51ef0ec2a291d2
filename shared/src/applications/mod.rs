//! Applications: who may become a candidate (Q3, Q6), how an application is made and what becomes of it.

mod check;
mod draft;
mod eligibility;
mod jobs;
mod membership;
mod missing;
mod readmission;
mod record;

use serde::{Deserialize, Serialize};

pub use check::{application_refusal, check_application, check_job};
pub use draft::{ApplicationDraft, DRAFT_PART_CHARS_MAX, DRAFT_STEPS, DraftJob, KeptApplicationDraft, SaveApplicationDraft, check_draft};
pub use eligibility::{Eligibility, counted_minutes, eligibility, eligibility_reasons};
pub use jobs::{AppliedJob, EMPLOYER_CHARS_MAX, Engagement, Job, LibraryKind, check_job_texts, position_held, with_what_is_kept, works};
pub use membership::{difference_to_charge, mark_stays};
pub use missing::{Missing, missing};
pub use readmission::readmission_allowed;
pub use record::{ApplicationRecord, QuestionRecord, UnconfirmedRecord, application_records};

use crate::calendar::Date;
use crate::confirmations::Confirmation;
use crate::evidence::EvidenceFile;
use crate::ids::{ApplicationId, EvidenceId, InvoiceId, PersonId};
use crate::reasons::Reason;

/// The longest ALA membership number, in characters.
pub const MEMBER_NUMBER_CHARS_MAX: usize = 20;
/// The longest title of a position, in characters.
pub const POSITION_CHARS_MAX: usize = 200;
/// The most jobs in an application.
pub const LIBRARY_WORK_MAX: usize = 50;
/// The most hours a week that the form believes.
pub const WEEK_HOURS_MAX: u32 = 100;

/// What the rules count of a job in a library, paid or volunteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LibraryWork {
    /// Its first day.
    pub from: Date,
    /// Its last day; null for a job that goes on.
    #[serde(default)]
    pub until: Option<Date>,
    /// Minutes worked in a week.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_080))]
    pub minutes_per_week: u32,
}

/// The longest question of staff, and the longest answer to one, in characters.
pub const INFORMATION_CHARS_MAX: usize = 4_000;

/// Submits an application.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmitApplication {
    /// The jobs, at least one and at most 50.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
    pub library_work: Vec<Job>,
    /// Whether you have a high-school diploma or its equivalent.
    pub has_diploma: bool,
    /// Whether you hold a position, paid or volunteer, that does not require a master's degree in library science.
    pub in_support_position: bool,
    /// The title of that position.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Circulation assistant")))]
    pub position_title: String,
    /// Your ALA membership number; absent or null for non-members.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub ala_member_number: Option<String>,
    /// Files that you have sent and that wait for this application.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub evidence: Vec<EvidenceId>,
    /// The fee that you were told, in US cents: where it is another one by now, nothing is submitted. Absent or null for
    /// whatever it is; not looked at where a purchase order is to pay, which is charged as it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = json!(null)))]
    pub quoted_fee_cents: Option<u32>,
}

impl std::fmt::Debug for SubmitApplication {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SubmitApplication { .. }")
    }
}

/// What has become of an application, as of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ApplicationState {
    /// Submitted, and staff have not decided.
    Submitted,
    /// Submitted, and staff have asked the applicant for more. It waits for the answer, and may be decided all the same.
    InformationRequested,
    /// Accepted, and not yet paid in full.
    Accepted,
    /// Accepted and paid: the person was admitted.
    Admitted,
    /// Refused.
    Refused,
    /// Withdrawn by the applicant.
    Withdrawn,
}

impl ApplicationState {
    /// Whether anything is still to be decided or paid.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::InformationRequested | Self::Accepted)
    }

    /// Whether staff have not decided.
    pub const fn is_undecided(self) -> bool {
        matches!(self, Self::Submitted | Self::InformationRequested)
    }

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InformationRequested => "information_requested",
            Self::Accepted => "accepted",
            Self::Admitted => "admitted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Application {
    /// The application.
    pub id: ApplicationId,
    /// Who applied.
    pub person_id: PersonId,
    /// The applicant's name.
    pub person_name: String,
    /// The day it was submitted.
    pub submitted_on: Date,
    /// What has become of it.
    pub state: ApplicationState,
    /// The day it was decided or withdrawn.
    pub decided_on: Option<Date>,
    /// The reason of a refusal.
    pub decision_reason: Option<String>,
    /// The day of admission.
    pub admitted_on: Option<Date>,
    /// The title of the position.
    pub position_title: String,
    /// The ALA membership number.
    pub ala_member_number: Option<String>,
    /// Whether there is a diploma.
    pub has_diploma: bool,
    /// Whether the position needs no master's degree in library science.
    pub in_support_position: bool,
    /// The jobs.
    pub library_work: Vec<AppliedJob>,
    /// What staff have asked the applicant, oldest first; the last one is open while it has no answer.
    pub questions: Vec<Question>,
    /// What is missing for the admission, the most telling first.
    pub missing: Vec<Missing>,
    /// The hours that count and whether they suffice.
    pub eligibility: Eligibility,
    /// Why the applicant is eligible or is not.
    pub reasons: Vec<Reason>,
    /// The invoice of the fee.
    pub invoice_id: InvoiceId,
    /// The files that go with it.
    #[serde(default)]
    pub evidence: Vec<EvidenceFile>,
    /// The supervisors who were asked to confirm hours, and what came of it.
    #[serde(default)]
    pub confirmations: Vec<Confirmation>,
    /// That staff could not confirm the ALA membership; absent where they did not say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership_unconfirmed: Option<UnconfirmedMembership>,
}

/// That staff could not confirm a membership: the difference to the full fee is invoiced.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnconfirmedMembership {
    /// The day.
    pub on: Date,
    /// Why; null where it is not kept any more.
    pub reason: Option<String>,
    /// The invoice over the difference.
    pub invoice_id: InvoiceId,
}

impl std::fmt::Debug for UnconfirmedMembership {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UnconfirmedMembership { .. }")
    }
}

/// What staff asked of an applicant, and the answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    /// The day it was asked.
    pub asked_on: Date,
    /// What was asked; null where it is not kept any more.
    pub question: Option<String>,
    /// The day it was answered; null while it is open.
    pub answered_on: Option<Date>,
    /// The answer.
    pub answer: Option<String>,
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Question { .. }")
    }
}

/// Asks an applicant for more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestInformation {
    /// What is asked; the applicant reads it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4_000))]
    pub question: String,
}

impl std::fmt::Debug for RequestInformation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RequestInformation { .. }")
    }
}

/// Answers what staff asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiveInformation {
    /// The answer; staff read it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4_000))]
    pub answer: String,
    /// Files of yours that go with it, as with an application.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub evidence: Vec<EvidenceId>,
}

impl std::fmt::Debug for GiveInformation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GiveInformation { .. }")
    }
}

/// One page of applications, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationPage {
    /// The applications, oldest first.
    pub items: Vec<Application>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

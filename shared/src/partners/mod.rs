//! Partner institutions: providers of courses that call the API themselves. What they are, what they propose, and what
//! they report of candidates, of whom they see the number and the name.

mod proposals;
mod reports;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use proposals::{
    ApproveProposal, OUTLINE_CHARS_MAX, Proposal, ProposalPage, ProposalRecord, ProposalState, ProposeCourse, check_approvals, check_proposal,
    proposal_records,
};
pub use reports::{
    FAMILY_NAME_CHARS_MAX, PartnerReport, PartnerReportPage, ReportForCandidate, ReportState, ReportedSet, RowOutcome, RowProblem, RowResult,
    is_family_of,
};

use crate::calendar::Date;
use crate::courses::ProviderKind;
use crate::ids::PartnerId;

/// The longest that the secret before goes on working beside a new one, in hours.
pub const OLD_SECRET_HOURS_MAX: u32 = 168;

/// What a partner's token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Listing one's own courses, proposing courses.
    Courses,
    /// Reporting completions, and reading what became of them.
    Completions,
}

impl Scope {
    /// All, in their order.
    pub const ALL: [Self; 2] = [Self::Courses, Self::Completions];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Courses => "courses",
            Self::Completions => "completions",
        }
    }
}

/// Registers a provider of courses as a partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterPartner {
    /// The provider's name, exactly as its courses have it: the courses of this name and kind are the partner's.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Demo State Library")))]
    pub provider: String,
    /// The kind of provider.
    pub provider_kind: ProviderKind,
}

/// Whether a partner may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PartnerState {
    /// It may.
    Active,
    /// Staff have suspended it.
    Suspended,
}

/// A partner, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Partner {
    /// The partner; its `client_id` too.
    pub id: PartnerId,
    /// The provider's name.
    pub provider: String,
    /// The kind of provider.
    pub provider_kind: ProviderKind,
    /// Whether it may act.
    pub state: PartnerState,
    /// The day it was registered.
    pub registered_on: Date,
    /// The secrets that work now, latest first; never the secrets themselves.
    pub secrets: Vec<PartnerSecret>,
    /// How many courses of the catalog are its own.
    pub courses: u32,
}

/// A secret that works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartnerSecret {
    /// When it was given.
    pub issued_at: DateTime<Utc>,
    /// When it stops working; null until there is a newer one.
    pub ends_at: Option<DateTime<Utc>>,
}

/// One page of partners, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartnerPage {
    /// The partners, by name.
    pub items: Vec<Partner>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// Gives a partner a new secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssueSecret {
    /// For how many hours the secret before goes on working, so that the partner can change over; 0 ends it, and every
    /// token that was got with it, at once.
    #[cfg_attr(feature = "openapi", schema(maximum = 168, examples(24)))]
    pub old_ends_after_hours: u32,
}

/// A new secret. It is shown here and never again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedSecret {
    /// The partner, as it names itself at `/oauth/token`.
    pub client_id: PartnerId,
    /// The secret. Only its hash is kept.
    pub client_secret: String,
    /// When the secret before stops working; null where there was none.
    pub old_ends_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for IssuedSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IssuedSecret { .. }")
    }
}

/// A partner, as it sees itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnPartner {
    /// The partner; its `client_id` too.
    pub id: PartnerId,
    /// The provider's name, as its courses have it.
    pub provider: String,
    /// The kind of provider.
    pub provider_kind: ProviderKind,
    /// What the token is good for.
    pub scopes: Vec<Scope>,
}

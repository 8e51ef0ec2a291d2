//! The shapes of a standing: what [`super::evaluate`] answers, and the lists that staff see.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::applications::Eligibility;
use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::ids::PersonId;
use crate::reasons::Reason;

/// Where a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Status {
    /// No application.
    NotApplied,
    /// An application, and no admission yet.
    Applicant,
    /// Admitted, and at work on the requirement.
    Candidate,
    /// The deadline passed before the requirement was complete.
    CandidacyExpired,
    /// Certified.
    Certified,
    /// Certified, and the renewal window is open.
    RenewalOpen,
    /// The term has ended; the certification can still be renewed.
    InGrace,
    /// The grace has ended without a renewal.
    Lapsed,
    /// Revoked, for good.
    Revoked,
}

impl Status {
    /// All, in the order of a life.
    pub const ALL: [Self; 9] = [
        Self::NotApplied,
        Self::Applicant,
        Self::Candidate,
        Self::CandidacyExpired,
        Self::Certified,
        Self::RenewalOpen,
        Self::InGrace,
        Self::Lapsed,
        Self::Revoked,
    ];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotApplied => "not_applied",
            Self::Applicant => "applicant",
            Self::Candidate => "candidate",
            Self::CandidacyExpired => "candidacy_expired",
            Self::Certified => "certified",
            Self::RenewalOpen => "renewal_open",
            Self::InGrace => "in_grace",
            Self::Lapsed => "lapsed",
            Self::Revoked => "revoked",
        }
    }

    /// The words that people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NotApplied => "Not applied",
            Self::Applicant => "Applicant",
            Self::Candidate => "Candidate",
            Self::CandidacyExpired => "Candidacy expired",
            Self::Certified => "Certified",
            Self::RenewalOpen => "Certified, renewal open",
            Self::InGrace => "In the grace period",
            Self::Lapsed => "Lapsed",
            Self::Revoked => "Revoked",
        }
    }
}

/// The way in which the requirement was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Route {
    /// Three required sets and three electives.
    Sets,
    /// A degree or certificate of a recognised programme.
    Graduation,
}

impl Route {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sets => "sets",
            Self::Graduation => "graduation",
        }
    }
}

/// The way in which a set was, or may be, achieved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Means {
    /// By an approved course.
    Course,
    /// By a portfolio.
    Portfolio,
}

/// Where one set stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SetState {
    /// Achieved.
    Achieved,
    /// Something that would count waits for its decision, or for the admission.
    Pending,
    /// Nothing yet.
    Open,
}

/// Where a person stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// The day that was asked about.
    pub as_of: Date,
    /// Where the person stands.
    pub status: Status,
    /// Whether the applicant is eligible; null without an application.
    pub eligibility: Option<Eligibility>,
    /// The candidacy; null before admission.
    pub candidacy: Option<Candidacy>,
    /// All ten sets, in the programme's order.
    pub sets: Vec<SetStanding>,
    /// How many required sets are missing, whatever the route.
    pub required_left: u32,
    /// How many electives are missing, whatever the route.
    pub electives_left: u32,
    /// The day of the certification.
    pub certified_on: Option<Date>,
    /// How the requirement was met.
    pub route: Option<Route>,
    /// The term that holds the day, or that ended last; null before certification.
    pub term: Option<Term>,
    /// The next renewal; null before certification, and when lapsed or revoked.
    pub renewal: Option<RenewalOutlook>,
    /// Every change of status, the coming ones as they will be if nothing more happens.
    pub timeline: Vec<TimelineEntry>,
    /// Why the status is what it is; never empty.
    pub reasons: Vec<Reason>,
    /// What the person can do next, most urgent first.
    pub next_steps: Vec<NextStep>,
    /// The version of the policy that is in force on the day.
    pub policy: Cow<'static, str>,
}

/// The candidacy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidacy {
    /// The day of admission.
    pub admitted_on: Date,
    /// The last day for the person's own acts, extensions included.
    pub deadline: Date,
    /// Whether the deadline has passed and work done in time that could complete the requirement waits for its decision.
    pub awaiting_decision: bool,
}

/// Where one set stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetStanding {
    /// The set.
    pub set: CompetencySet,
    /// Whether everyone needs it.
    pub required: bool,
    /// Where it stands.
    pub state: SetState,
    /// By what it was, or may be, achieved; null when open.
    pub by: Option<Means>,
    /// The day of the decision; null unless achieved.
    pub decided_on: Option<Date>,
}

/// A term of certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Term {
    /// Its number, from 1.
    pub number: u32,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub expires_on: Date,
    /// The first day of its renewal window.
    pub renewal_opens_on: Date,
    /// The last day of its grace.
    pub grace_ends_on: Date,
}

/// The next renewal that is not yet granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenewalOutlook {
    /// Minutes that count up to the day.
    pub minutes_counted: u64,
    /// Minutes in technology among them.
    pub technology_minutes_counted: u64,
    /// Minutes needed.
    pub minutes_required: u64,
    /// Minutes in technology needed among them.
    pub technology_minutes_required: u64,
    /// Whether a renewal submitted on the day would be granted.
    pub ready: bool,
}

/// A change of status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// The first day.
    pub from: Date,
    /// The status from that day on.
    pub status: Status,
}

/// Something that the person can do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NextStep {
    /// A stable name, for example `complete_required_sets`.
    pub step: Cow<'static, str>,
    /// The last day for it, where there is one.
    pub by: Option<Date>,
    /// The FAQ question behind it.
    pub question: u8,
    /// One sentence in plain words.
    pub sentence: String,
}

/// A person's standing as the service answers it: the person and the standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonStanding {
    /// The person.
    pub person_id: PersonId,
    /// The person's name.
    pub name: String,
    /// The standing.
    pub standing: Standing,
}

/// One person in the list by status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingEntry {
    /// The person.
    pub person_id: PersonId,
    /// The person's name.
    pub name: String,
    /// The status on the day asked about.
    pub status: Status,
    /// The first day of that status.
    pub since: Date,
    /// The last day of it, if nothing more happens; null where it has no end.
    pub until: Option<Date>,
}

/// One page of the list by status, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingPage {
    /// The people, by name.
    pub items: Vec<StandingEntry>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

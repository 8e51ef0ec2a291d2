//! What is known of one enrolment of a person: the input of the rules, and the body of the rule contract.
//!
//! [`Dossier`] holds plain facts as the contract names them. Its fields are public and any values are allowed: what
//! the contract refuses is checked in [`crate::standings::contract`], and the rules are total over the rest.

use serde::{Deserialize, Deserializer, Serialize};

use crate::applications::LibraryWork;
use crate::calendar::Date;
use crate::competencies::CompetencySet;

mod from_facts;

pub use from_facts::{Enrolment, approval_for, enrolments, from_facts};

/// Everything that the rules look at. Absent members are null or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dossier {
    /// The application of this enrolment.
    pub application: Option<Application>,
    /// The day of admission. It alone decides whether there is a candidacy.
    pub admitted_on: Option<Date>,
    /// Extensions of the candidacy that were granted.
    #[serde(deserialize_with = "null_is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000, nullable))]
    pub extensions: Vec<Extension>,
    /// Completed courses, one entry per set.
    #[serde(deserialize_with = "null_is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000, nullable))]
    pub course_completions: Vec<CourseCompletion>,
    /// Submitted portfolios.
    #[serde(deserialize_with = "null_is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000, nullable))]
    pub portfolios: Vec<Portfolio>,
    /// Graduations from recognised programmes.
    #[serde(deserialize_with = "null_is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000, nullable))]
    pub graduations: Vec<Graduation>,
    /// Activities of continuing education.
    #[serde(deserialize_with = "null_is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000, nullable))]
    pub activities: Vec<Activity>,
    /// Renewals that were submitted.
    #[serde(deserialize_with = "null_is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000, nullable))]
    pub renewals: Vec<Renewal>,
    /// The day of a revocation.
    pub revoked_on: Option<Date>,
}

/// A list that may be given as null.
fn null_is_empty<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// An application, as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = DossierApplication))]
pub struct Application {
    /// The day it was submitted.
    pub submitted_on: Date,
    /// Whether the person has a high-school diploma or its equivalent (Q6).
    pub has_diploma: bool,
    /// Whether the person holds a position that does not require a master's degree in library science (Q3).
    pub in_support_position: bool,
    /// The jobs, paid or volunteer, in any type of library.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub library_work: Vec<LibraryWork>,
}

/// An extension of the candidacy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extension {
    /// The day it was granted.
    pub granted_on: Date,
    /// The last day that it covers.
    pub until: Date,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// The set, or the whole requirement, is achieved.
    Achieved,
    /// It is not.
    NotAchieved,
}

/// A completed course, for one set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CourseCompletion {
    /// The set.
    pub set: CompetencySet,
    /// The day the course was completed: the person's own act.
    pub completed_on: Date,
    /// The day it was decided; comes together with `outcome`.
    #[serde(default)]
    pub decided_on: Option<Date>,
    /// What was decided.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// The course's approval for this set.
    pub approval: ApprovalPeriod,
}

/// The time in which a course is approved for a set; renewed approvals without a gap are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalPeriod {
    /// Its first day.
    pub from: Date,
    /// Its last day; null while no end is set.
    #[serde(default)]
    pub until: Option<Date>,
    /// The day it was withdrawn, the last on which it holds.
    #[serde(default)]
    pub withdrawn_on: Option<Date>,
}

/// A submitted portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Portfolio {
    /// The set.
    pub set: CompetencySet,
    /// The day it was first submitted (a revision is not a new act).
    pub submitted_on: Date,
    /// The day it was decided; comes together with `outcome`.
    #[serde(default)]
    pub decided_on: Option<Date>,
    /// What was decided.
    #[serde(default)]
    pub outcome: Option<Outcome>,
}

/// A graduation from a recognised programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Graduation {
    /// The day the degree or certificate was awarded.
    pub graduated_on: Date,
    /// The day it was decided; comes together with `outcome`.
    #[serde(default)]
    pub decided_on: Option<Date>,
    /// What was decided.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// The recognition agreement with the college.
    pub agreement: AgreementPeriod,
}

/// The time of a recognition agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreementPeriod {
    /// Its first day.
    pub from: Date,
    /// Its last day; null while no end is set.
    #[serde(default)]
    pub until: Option<Date>,
}

/// An activity of continuing education.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// The day it was completed.
    pub completed_on: Date,
    /// How long it took, in minutes (a contact hour is 60).
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100_000))]
    pub minutes: u32,
    /// Whether it is related to technology.
    pub technology: bool,
}

/// A renewal that was submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Renewal {
    /// The day it was submitted.
    pub submitted_on: Date,
}

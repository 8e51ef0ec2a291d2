//! Courses: who provides them, how and where; the approvals that let them count; the catalog's wire bodies.

mod check;
mod record;

use serde::{Deserialize, Serialize};

pub use check::{APPROVAL_AHEAD_YEARS, approval_period, approval_refusal, check_course, check_state};
pub use record::{ApprovalRecord, approval_periods, approval_records, course_records};

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::dossier::ApprovalPeriod;
use crate::ids::{ApprovalId, CourseId};

/// The longest title, in characters.
pub const TITLE_CHARS_MAX: usize = 200;
/// The longest name of a provider or a city, in characters.
pub const PROVIDER_CHARS_MAX: usize = 200;

/// Kinds of providers (Q11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProviderKind {
    /// A state library.
    StateLibrary,
    /// A state library association.
    StateLibraryAssociation,
    /// A regional library cooperative.
    RegionalCooperative,
    /// A community college.
    CommunityCollege,
    /// A division or another unit of ALA.
    AlaUnit,
    /// An individual consultant.
    Consultant,
}

impl ProviderKind {
    /// All, in the FAQ's order.
    pub const ALL: [Self; 6] =
        [Self::StateLibrary, Self::StateLibraryAssociation, Self::RegionalCooperative, Self::CommunityCollege, Self::AlaUnit, Self::Consultant];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StateLibrary => "state_library",
            Self::StateLibraryAssociation => "state_library_association",
            Self::RegionalCooperative => "regional_cooperative",
            Self::CommunityCollege => "community_college",
            Self::AlaUnit => "ala_unit",
            Self::Consultant => "consultant",
        }
    }

    /// The words that people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::StateLibrary => "State library",
            Self::StateLibraryAssociation => "State library association",
            Self::RegionalCooperative => "Regional library cooperative",
            Self::CommunityCollege => "Community college",
            Self::AlaUnit => "ALA division or unit",
            Self::Consultant => "Individual consultant",
        }
    }
}

/// How a course is held (Q13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Delivery {
    /// In a room, at a place.
    FaceToFace,
    /// Online.
    Online,
}

impl Delivery {
    /// Both.
    pub const ALL: [Self; 2] = [Self::FaceToFace, Self::Online];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FaceToFace => "face_to_face",
            Self::Online => "online",
        }
    }

    /// The words that people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::FaceToFace => "Face to face",
            Self::Online => "Online",
        }
    }
}

/// Where a course is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// The city.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Springfield")))]
    pub city: String,
    /// The state or territory, by its two-letter postal code.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Z]{2}$", examples("IL")))]
    pub state: String,
}

/// The postal codes of the states, the district and the territories.
pub const STATES: [&str; 56] = [
    "AK", "AL", "AR", "AS", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME",
    "MI", "MN", "MO", "MP", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX",
    "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY",
];

/// Adds a course to the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddCourse {
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Library Technology Basics")))]
    pub title: String,
    /// The provider's name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Demo State Library")))]
    pub provider: String,
    /// The kind of provider.
    pub provider_kind: ProviderKind,
    /// How it is held.
    pub delivery: Delivery,
    /// Where; required face to face, absent online.
    #[serde(default)]
    pub place: Option<Place>,
}

/// Approves a course for a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApproveCourse {
    /// The set: one approval covers one.
    pub set: CompetencySet,
    /// The first day; today when absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day; by policy four years after the first when absent.
    #[serde(default)]
    pub until: Option<Date>,
}

/// A course in the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Course {
    /// The course.
    pub id: CourseId,
    /// Its title.
    pub title: String,
    /// The provider's name.
    pub provider: String,
    /// The kind of provider.
    pub provider_kind: ProviderKind,
    /// How it is held.
    pub delivery: Delivery,
    /// Where; null online.
    pub place: Option<Place>,
    /// Its approvals, by set and then by first day.
    pub approvals: Vec<Approval>,
}

impl Course {
    /// The same course as of another day: which of its approvals are in force.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        for approval in &mut self.approvals {
            let Approval { from, until, withdrawn_on, .. } = *approval;
            approval.in_force = ApprovalPeriod { from, until, withdrawn_on }.is_in_force_on(day);
        }
        self
    }
}

/// The approval of a course for a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approval {
    /// The approval.
    pub id: ApprovalId,
    /// The set.
    pub set: CompetencySet,
    /// Its first day.
    pub from: Date,
    /// Its last day; null while no end is set.
    pub until: Option<Date>,
    /// The day it was withdrawn, the last on which it holds.
    pub withdrawn_on: Option<Date>,
    /// Whether it is in force today.
    pub in_force: bool,
}

/// Courses by how their approvals stand today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CatalogPart {
    /// An approval is in force.
    #[default]
    InForce,
    /// None is in force yet, and one is to come.
    Upcoming,
    /// None is in force or to come, and one has ended by itself.
    Ended,
    /// None is in force or to come, and one was withdrawn.
    Withdrawn,
    /// There never was an approval.
    Unapproved,
    /// All courses.
    Any,
}

impl CatalogPart {
    /// All, in the order in which staff choose.
    pub const ALL: [Self; 6] = [Self::InForce, Self::Upcoming, Self::Ended, Self::Withdrawn, Self::Unapproved, Self::Any];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Upcoming => "upcoming",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
            Self::Unapproved => "unapproved",
            Self::Any => "any",
        }
    }
}

/// Ends an approval on a day to come, or today.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndApproval {
    /// The last day on which it holds: today or later, and before the end that stands.
    pub until: Date,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

impl std::fmt::Debug for EndApproval {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EndApproval { .. }")
    }
}

/// One page of the catalog, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoursePage {
    /// The courses, by title.
    pub items: Vec<Course>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

//! People: who someone is, how staff find them, and what staff see of and do to a person's file.

mod candidate_number;
mod correction;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use candidate_number::{CandidateNumber, CandidateNumberError};
pub use correction::{books_refusal, check_order, check_replacement, correction_refusal, reported_twice};

use crate::accounts::Role;
use crate::calendar::Date;
use crate::facts::{FactBody, Replacement};
use crate::ids::{ActId, FactId, PersonId};
use crate::standings::{Standing, Status};

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// The longest reason that staff give for a decision, in characters.
pub const REASON_CHARS_MAX: usize = 2_000;

/// Searches people by name, e-mail address, candidate number or certificate number. A body, so that no name stands in an address.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchPeople {
    /// Part of a name or of an address, or a whole number; case and accents do not matter.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub text: String,
    /// Where to go on: the `next` of the answer before.
    #[serde(default)]
    pub after: Option<String>,
    /// How many at most, 1 to 200; 50 when absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
}

impl std::fmt::Debug for SearchPeople {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SearchPeople { .. }")
    }
}

/// One person in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonSummary {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The address of the person's account.
    pub email: String,
    /// Where the person stands today.
    pub status: Status,
}

/// People that were found, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeopleFound {
    /// The people, by name.
    pub items: Vec<PersonSummary>,
    /// What to send as `after` for more; null at the end.
    pub next: Option<String>,
}

/// A person's file, for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonFile {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The address of the person's account; empty where it was erased.
    pub email: String,
    /// When who the person is was erased at their request; then the name says so.
    pub erased_at: Option<DateTime<Utc>>,
    /// The candidate number, by which providers report what the person completed; null once erased.
    #[serde(default)]
    pub candidate_number: Option<String>,
    /// The roles, in their order.
    pub roles: Vec<Role>,
    /// What was done, latest first, each act with its facts.
    pub acts: Vec<ActEntry>,
}

/// An account with a role besides that of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleHolder {
    /// Who.
    pub person_id: PersonId,
    /// The name.
    pub name: String,
    /// The address of the account.
    pub email: String,
    /// The roles, in their order.
    pub roles: Vec<Role>,
}

/// Accounts with roles, and where to go on. A page may hold fewer than were asked for though others follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleHolderPage {
    /// The accounts.
    pub items: Vec<RoleHolder>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// One act in a person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActEntry {
    /// The act.
    pub id: ActId,
    /// The operation, for example `accept_application`.
    pub operation: String,
    /// The instant.
    pub recorded_at: DateTime<Utc>,
    /// Who did it, by name; null for the programme itself.
    pub by: Option<String>,
    /// The reason that was given.
    pub reason: Option<String>,
    /// What it recorded.
    pub facts: Vec<FactEntry>,
}

/// One fact in a person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactEntry {
    /// The fact.
    pub id: FactId,
    /// The day on which it takes effect.
    pub on: Date,
    /// What happened.
    pub body: FactBody,
    /// Whether a later correction struck or replaced it.
    pub corrected: bool,
}

/// A reason, where one is needed and nothing else.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithReason {
    /// Why, for the person concerned and for the record.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Grants an extension of the candidacy.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrantExtension {
    /// The last day that it covers; later than the deadline that stands.
    pub until: Date,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Appoints a person to a role, or dismisses them from it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeRole {
    /// `staff` or `admin`.
    pub role: Role,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Corrects a fact: strikes it, or puts another of the same kind about the same thing in its place.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectFact {
    /// What stands in its place; absent or null to strike it.
    #[serde(default)]
    pub replacement: Option<Replacement>,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Shows what a correction would change, and records nothing.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewCorrection {
    /// What would stand in its place; absent or null to strike it.
    #[serde(default)]
    pub replacement: Option<Replacement>,
}

/// What a correction would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionPreview {
    /// Those whose standing today would be another, with both.
    pub effects: Vec<StandingEffect>,
    /// How many people were looked at.
    pub people_examined: u64,
    /// Whether there are more people whom it touches, who were not looked at.
    pub more: bool,
}

/// A person's standing today before and after a correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingEffect {
    /// Whose.
    pub person_id: PersonId,
    /// The name.
    pub person_name: String,
    /// As it is.
    pub before: Standing,
    /// As it would be.
    pub after: Standing,
}

/// Writes a note into a person's file.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddNote {
    /// What staff should know; the person may ask to read it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub text: String,
}

macro_rules! without_free_text {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )+};
}
without_free_text!(WithReason, GrantExtension, ChangeRole, CorrectFact, PreviewCorrection, AddNote);

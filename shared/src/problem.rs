//! What is sent when something is refused or fails: `application/problem+json` (RFC 9457) with a stable `code`,
//! the members of the request that are at fault, and the reasons of the rule that refused.

use serde::{Deserialize, Serialize};

use crate::reasons::Reason;

/// A problem as it is sent and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A relative address that names the kind of problem, for example `/problems/invalid`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do, in one sentence.
    pub detail: String,
    /// The stable name of the kind, for programs.
    pub code: String,
    /// The members of the request that are at fault, each with what is wrong and what to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<MemberError>,
    /// The reasons of the rule that refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// One member of a request that is at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberError {
    /// Which: a path such as `dossier.portfolios[0].decided_on`.
    pub member: String,
    /// What is wrong with it and what to do.
    pub detail: String,
}

impl MemberError {
    /// An error of this member.
    pub fn new(member: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { member: member.into(), detail: detail.into() }
    }

    /// The same as it stands in this place; of the place itself where it names no member.
    ///
    /// ```
    /// use shared::problem::MemberError;
    /// assert_eq!(MemberError::new("name", "is empty: fill it in").within("lines[3]").member, "lines[3].name");
    /// assert_eq!(MemberError::new("", "has 3 cells").within("rows[3]").member, "rows[3]");
    /// ```
    #[must_use]
    pub fn within(self, place: &str) -> Self {
        let member = if self.member.is_empty() { place.to_owned() } else { format!("{place}.{}", self.member) };
        Self { member, ..self }
    }
}

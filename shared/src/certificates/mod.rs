//! Certificates: their public numbers, and what a stranger learns who asks whether one is real.

mod number;
mod state;
mod timeline;

use serde::{Deserialize, Serialize};

pub use number::{CertificateNumber, NumberError};
pub use state::certificate_state;
pub use timeline::{CertificateStanding, CertificateTimeline};

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::ids::{CertificateId, PersonId};
use crate::standings::Route;

/// A certificate, as its holder and staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certificate {
    /// The certificate.
    pub id: CertificateId,
    /// Its public number, grouped.
    pub number: String,
    /// The name on it.
    pub name: String,
    /// The day of the certification.
    pub certified_on: Date,
    /// By sets or by graduation.
    pub route: Route,
    /// The sets that were achieved.
    pub sets: Vec<CompetencySet>,
    /// Where it stands today.
    pub state: CertificateState,
    /// The last day of the term that holds today, or of the last one.
    pub expires_on: Date,
}

/// The certificates of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateList {
    /// The certificates, oldest first.
    pub items: Vec<Certificate>,
}

/// Where a certificate stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CertificateState {
    /// It is good.
    Valid,
    /// Its term has ended, and it can still be renewed.
    InGrace,
    /// Its term has ended and was not renewed.
    Expired,
    /// It was revoked.
    Revoked,
    /// It was issued later than the day asked about.
    NotYet,
    /// No certificate has this number.
    Unknown,
}

impl CertificateState {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::InGrace => "in_grace",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::NotYet => "not_yet",
            Self::Unknown => "unknown",
        }
    }
}

/// Which certificates staff look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CertificatePart {
    /// Those that were revoked.
    Revoked,
}

/// A certificate in staff's list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateEntry {
    /// Whose it is.
    pub person_id: PersonId,
    /// The certificate.
    pub certificate: Certificate,
}

/// One page of certificates, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificatePage {
    /// The certificates, latest first.
    pub items: Vec<CertificateEntry>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// What differs from what the rules say by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DifferenceKind {
    /// A certificate that the rules would not issue, or not on that day.
    Unconfirmed,
    /// The rules say certified, and no certificate was issued.
    Missing,
    /// What is kept for lists says something else than the facts.
    Cache,
    /// A difference that this version does not know.
    #[serde(other)]
    Other,
}

/// Where something that was recorded or kept of a person differs from the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateDifference {
    /// Whose.
    pub person_id: PersonId,
    /// The person's name.
    pub person_name: String,
    /// What differs.
    pub kind: DifferenceKind,
    /// The number of the certificate, where it is about one.
    pub number: Option<String>,
}

/// What a look at some people found. People are looked at in steps: with many, the whole takes a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateCheck {
    /// What differs.
    pub items: Vec<CertificateDifference>,
    /// How many people were looked at in this step.
    pub people_examined: u64,
    /// How many people there are.
    pub people_total: u64,
    /// What to send as `after` to go on; null at the end.
    pub next: Option<String>,
}

/// What a stranger learns. All but the number, the day and the state is null where the certificate is unknown or was
/// not yet issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verification {
    /// The number that was asked about, grouped.
    pub number: String,
    /// The day that the answer is for.
    pub as_of: Date,
    /// Where the certificate stands on that day.
    pub state: CertificateState,
    /// The name of the holder.
    pub name: Option<String>,
    /// Whether the name was erased at the holder's request: then there is none, and the certificate stands as it did.
    pub name_erased: bool,
    /// The sets that were achieved, by code, in the programme's order.
    pub sets: Vec<CompetencySet>,
    /// The day of the certification.
    pub certified_on: Option<Date>,
    /// The last day of the term that holds the day, or of the last one before it.
    pub expires_on: Option<Date>,
    /// The last day on which it can still be renewed.
    pub grace_ends_on: Option<Date>,
    /// The day it was revoked.
    pub revoked_on: Option<Date>,
}

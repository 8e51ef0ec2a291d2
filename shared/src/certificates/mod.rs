//! Certificates: their public numbers, and what a stranger learns who asks whether one is real.

mod number;
mod state;

use serde::{Deserialize, Serialize};

pub use number::{CertificateNumber, NumberError};
pub use state::certificate_state;

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::ids::CertificateId;
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

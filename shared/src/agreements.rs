//! Recognition agreements (Q12): colleges whose graduates need no further course or portfolio. The catalog lists them
//! beside the courses (Q14).

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::ids::AgreementId;

/// A recognition agreement, as everyone may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agreement {
    /// The agreement.
    pub id: AgreementId,
    /// The college.
    pub college: String,
    /// Its first day.
    pub from: Date,
    /// Its last day; null while no end is set.
    pub until: Option<Date>,
}

/// One page of agreements, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreementPage {
    /// The agreements, by the name of the college.
    pub items: Vec<Agreement>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

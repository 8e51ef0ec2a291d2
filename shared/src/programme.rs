//! The programme itself, as the service answers it: which day it is there, and what the pages need to know.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;

/// What the pages need to know of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Programme {
    /// Today, in the programme's time zone.
    pub today: Date,
    /// That time zone, for example `America/Chicago`.
    pub time_zone: String,
    /// Whether the data are for demonstration only.
    pub demonstration: bool,
    /// Where questions are answered.
    pub contact_email: String,
    /// Whether the fee can be paid by card.
    pub card_offered: bool,
}

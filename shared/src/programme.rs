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
    /// The telephone number for questions, if there is one.
    pub contact_phone: Option<String>,
    /// Where letters, checks and purchase orders go, if that is said; it may have several lines.
    pub contact_postal_address: Option<String>,
    /// To whom checks are made out, if that is said.
    pub checks_payable_to: Option<String>,
    /// The bank account for transfers, if they are taken; it may have several lines.
    pub transfer_details: Option<String>,
    /// Where the app stands for those who use it, without a slash at its end.
    pub public_url: String,
    /// Whether the fee can be paid by card.
    pub card_offered: bool,
}

/// The longest name of somebody who writes to the programme, in characters.
pub const CONTACT_NAME_CHARS_MAX: usize = 200;
/// The longest subject of a message to the programme, in characters.
pub const CONTACT_SUBJECT_CHARS_MAX: usize = 150;
/// The longest message to the programme, in characters.
pub const CONTACT_MESSAGE_CHARS_MAX: usize = 5_000;

/// A message to the programme, from anyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactMessage {
    /// Who writes.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub name: String,
    /// Where the answer goes.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254))]
    pub email: String,
    /// What it is about.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 150))]
    pub subject: String,
    /// The message.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5000))]
    pub message: String,
    /// Leave it empty. People do not see this field; a message that fills it in is answered and not sent on.
    #[serde(default)]
    pub website: String,
}

/// That a message was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactAnswer {
    /// What happens now, in a sentence.
    pub message: String,
}

//! What one does with one's own account: name, address, sessions, taking one's data along, leaving.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What is typed to delete one's account: so that nobody does it by a slip.
pub const DELETE_CONFIRMATION: &str = "delete my account";

/// The name that stands where a name was erased.
pub const ERASED_NAME: &str = "(name erased)";

/// Changes one's name, with the password: it stands on one's certificates.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeName {
    /// The name that stands on a certificate.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Demo Candidate")))]
    pub name: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub current_password: String,
}

/// Asks to change the address of one's account, with the password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeEmail {
    /// The new address: a link to confirm it is mailed there.
    #[cfg_attr(feature = "openapi", schema(format = Email, max_length = 254, examples("new-address@demo.example")))]
    pub email: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub current_password: String,
}

/// Confirms a new address with the token that was mailed there.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmEmail {
    /// The token from the link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub token: String,
}

/// One of one's own sessions that stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionEntry {
    /// The session.
    #[cfg_attr(feature = "openapi", schema(format = Uuid, examples("01993e5c-6f00-7cc2-8000-0242ac120002")))]
    pub id: String,
    /// What it runs on, as far as the browser says, such as `Firefox on Linux`.
    pub device: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last refreshed: to within ten minutes, when it was last used.
    pub used_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// One's own sessions that stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionList {
    /// The sessions, last used first.
    pub items: Vec<SessionEntry>,
}

/// Asks for all that is kept of oneself: with the password, and with a code where the second step is set up.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportData {
    /// The password.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub current_password: String,
    /// Six digits from the app, or a recovery code; where the second step is set up.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub code: Option<String>,
}

/// Deletes one's own account: with the password, with a code where the second step is set up, and with words that
/// nobody types by a slip.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeleteAccount {
    /// The password.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub current_password: String,
    /// Six digits from the app, or a recovery code; where the second step is set up.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub code: Option<String>,
    /// The words `delete my account`.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, examples("delete my account")))]
    pub confirmation: String,
}

super::without_secrets!(ChangeName, ChangeEmail, ConfirmEmail, ExportData, DeleteAccount);

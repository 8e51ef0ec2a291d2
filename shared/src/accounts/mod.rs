//! Accounts: what signs in, its roles, and the wire bodies of registering, confirming and signing in.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, BuyerId, PersonId};

/// Passwords, tokens and addresses stay out of logs.
macro_rules! without_secrets {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )+};
}
use without_secrets;

mod documents;
mod profile;
mod second_factor;

pub use documents::{AcceptDocuments, Document, DocumentVersion, PRIVACY_VERSION, TERMS_VERSION, documents_due};
pub use profile::{ChangeEmail, ChangeName, ConfirmEmail, DELETE_CONFIRMATION, DeleteAccount, ERASED_NAME, ExportData, SessionEntry, SessionList};
pub use second_factor::{
    BeginSecondFactor, CODE_CHARS_MAX, CodeNeeded, ConfirmSecondFactor, QrCode, RECOVERY_CODES, RecoveryCodes, RemoveSecondFactor, SecondFactor,
    SecondFactorSecret, SecondStep, SignInWithCode, SignedIn,
};

/// The shortest password that is taken, in characters.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// The longest password that is taken, in characters.
pub const PASSWORD_CHARS_MAX: usize = 128;
/// The longest e-mail address that is taken, in characters.
pub const EMAIL_CHARS_MAX: usize = 254;

/// What someone may be in the programme. Roles are a set; everyone who registers is a `person`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Someone with an account: applies, pays, reports.
    Person,
    /// A partner institution, which calls the API directly.
    Partner,
    /// Orders for an institution that pays for people.
    Buyer,
    /// Runs the programme: decides, records, corrects.
    Staff,
    /// Appoints and dismisses staff.
    Admin,
}

impl Role {
    /// All, in their order.
    pub const ALL: [Self; 5] = [Self::Person, Self::Partner, Self::Buyer, Self::Staff, Self::Admin];

    /// The name on the wire, for example `staff`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Partner => "partner",
            Self::Buyer => "buyer",
            Self::Staff => "staff",
            Self::Admin => "admin",
        }
    }
}

/// Registers an account.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterAccount {
    /// Where the confirmation is sent.
    #[cfg_attr(feature = "openapi", schema(format = Email, max_length = 254, examples("candidate@demo.example")))]
    pub email: String,
    /// 12 to 128 characters, not easily guessed.
    #[cfg_attr(feature = "openapi", schema(format = Password, min_length = 12, max_length = 128))]
    pub password: String,
    /// The name that stands on a certificate.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Demo Candidate")))]
    pub name: String,
    /// The version of the privacy notice that was shown and is accepted.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20, examples("2026-11-27")))]
    pub privacy_version: String,
    /// The version of the terms that was shown and is accepted.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20, examples("2026-11-24")))]
    pub terms_version: String,
}

/// Confirms an address: with the token that came by mail, and with the password of that registration, so that nobody
/// opens an account under a password that a stranger chose.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmAccount {
    /// The token from the link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub token: String,
    /// The password that was chosen at this registration.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub password: String,
}

/// Names an address to send something to: the confirmation again, or a link to reset the password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailTo {
    /// The address of the account.
    #[cfg_attr(feature = "openapi", schema(format = Email, max_length = 254, examples("candidate@demo.example")))]
    pub email: String,
}

/// The answer that is the same whether or not an address has an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailUnderway {
    /// What happens next, in one sentence.
    pub message: String,
}

/// Sets a new password with a token that came by mail.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetPassword {
    /// The token from the link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub token: String,
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(format = Password, min_length = 12, max_length = 128))]
    pub password: String,
}

/// Sets a new password while signed in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The password so far.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub current_password: String,
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(format = Password, min_length = 12, max_length = 128))]
    pub new_password: String,
}

/// Signs in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The address of the account.
    #[cfg_attr(feature = "openapi", schema(format = Email, max_length = 254, examples("candidate@demo.example")))]
    pub email: String,
    /// Its password.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub password: String,
}

/// A session: what signing in and refreshing answer. The refresh token is in a cookie that scripts cannot read.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Goes into `Authorization: Bearer ...`. Keep it in memory only.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// After how many seconds the access token ends.
    pub expires_in_seconds: u32,
    /// Who is signed in.
    pub account: Account,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// The person that it belongs to.
    pub person_id: PersonId,
    /// The person's name.
    pub name: String,
    /// The address of the account.
    pub email: String,
    /// The candidate number, by which a provider of courses reports what the person completed; null once erased.
    #[serde(default)]
    pub candidate_number: Option<String>,
    /// The roles, in their order.
    pub roles: Vec<Role>,
    /// The documents whose version that holds waits to be accepted: until then one reads what is one's own, and no more.
    pub documents_due: Vec<Document>,
    /// Where the account stands with the second step of signing in.
    pub second_step: SecondStep,
    /// The institution for which the account orders; null where it orders for none.
    #[serde(default)]
    pub buyer: Option<AccountBuyer>,
}

/// The institution for which an account orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountBuyer {
    /// The buyer.
    pub id: BuyerId,
    /// What it is called.
    pub name: String,
}

without_secrets!(RegisterAccount, ConfirmAccount, MailTo, ResetPassword, ChangePassword, SignIn, Session);

/// What a browser tells a person about a password before sending it: whether it is long enough and not too long.
/// How easily it is guessed is judged by the server.
///
/// # Errors
/// A sentence that says what to change.
pub fn check_password_length(password: &str) -> Result<(), String> {
    let chars = password.chars().count();
    if chars < PASSWORD_CHARS_MIN {
        return Err(format!("has {chars} characters: use at least {PASSWORD_CHARS_MIN}"));
    }
    if chars > PASSWORD_CHARS_MAX {
        return Err(format!("has {chars} characters: use at most {PASSWORD_CHARS_MAX}"));
    }
    Ok(())
}

//! The second step of signing in: a code from an app (RFC 6238: SHA-1, six digits, thirty seconds), or a recovery code.

use serde::{Deserialize, Serialize};

use super::{Account, Session};

/// The longest code that is read, in characters: recovery codes are longer than those of an app.
pub const CODE_CHARS_MAX: usize = 40;
/// How many recovery codes there are at first.
pub const RECOVERY_CODES: usize = 10;

/// Where an account stands with the second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SecondStep {
    /// It is not set up, and need not be.
    Off,
    /// It is not set up, and what staff do waits for it.
    Needed,
    /// It is asked for at every signing in.
    On,
}

/// The second step of one's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// Where it stands.
    pub state: SecondStep,
    /// How many recovery codes are left.
    pub recovery_codes_left: u32,
}

/// What signing in answers where a second step follows.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeNeeded {
    /// Goes back with the code.
    pub challenge: String,
    /// For how many seconds.
    pub expires_in_seconds: u32,
}

/// What signing in answers: a session, or that a code is needed.
#[derive(Clone, Deserialize)]
#[serde(try_from = "Either")]
pub enum SignedIn {
    /// A session has begun.
    Session(Box<Session>),
    /// The password is right, and a code is needed.
    CodeNeeded(CodeNeeded),
}

/// The members of both. With `untagged` instead, everything in a session could be read in two ways, and every program of
/// the browser app would hold both.
#[derive(Deserialize)]
struct Either {
    challenge: Option<String>,
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in_seconds: u32,
    account: Option<Account>,
}

impl TryFrom<Either> for SignedIn {
    type Error = &'static str;

    fn try_from(answer: Either) -> Result<Self, Self::Error> {
        let expires_in_seconds = answer.expires_in_seconds;
        match (answer.challenge, answer.access_token, answer.token_type, answer.account) {
            (Some(challenge), ..) => Ok(Self::CodeNeeded(CodeNeeded { challenge, expires_in_seconds })),
            (None, Some(access_token), Some(token_type), Some(account)) => {
                Ok(Self::Session(Box::new(Session { access_token, token_type, expires_in_seconds, account })))
            }
            _ => Err("neither a session nor a challenge"),
        }
    }
}

/// The second step of signing in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInWithCode {
    /// What the first step answered.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub challenge: String,
    /// Six digits from the app, or a recovery code.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, examples("123456")))]
    pub code: String,
}

/// Begins to set up the second step, with the password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BeginSecondFactor {
    /// The password.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub current_password: String,
}

/// What goes into the app. It is shown once, and works when a first code has confirmed it.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorSecret {
    /// To type: base 32.
    pub secret: String,
    /// To open on the same device: `otpauth://totp/...`.
    pub uri: String,
    /// To scan: the same address as a QR code.
    pub qr: QrCode,
}

/// A QR code as a drawing: a square of so many modules, and the path (SVG, `d`) of its dark ones, one unit each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrCode {
    /// How many modules it is wide and high, with its quiet zone.
    pub modules: u32,
    /// The dark ones.
    pub path: String,
}

/// Confirms the second step with the first code of the app.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmSecondFactor {
    /// Six digits from the app.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, examples("123456")))]
    pub code: String,
}

/// The recovery codes: each signs in once where the app is lost. They are shown this once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<String>,
}

/// Removes the second step.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemoveSecondFactor {
    /// The password.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128))]
    pub current_password: String,
    /// Six digits from the app, or a recovery code.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, examples("123456")))]
    pub code: String,
}

super::without_secrets!(
    SignedIn,
    CodeNeeded,
    SignInWithCode,
    BeginSecondFactor,
    SecondFactorSecret,
    ConfirmSecondFactor,
    RecoveryCodes,
    RemoveSecondFactor
);

#[cfg(test)]
mod tests {
    use super::SignedIn;

    #[test]
    fn an_answer_is_a_challenge_or_a_session() {
        let read = serde_json::from_str::<SignedIn>;
        assert!(matches!(read(r#"{"challenge":"a","expires_in_seconds":300}"#), Ok(SignedIn::CodeNeeded(_))));
        assert!(read(r#"{"access_token":"a","token_type":"Bearer","expires_in_seconds":300}"#).is_err());
    }
}

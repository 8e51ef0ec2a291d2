//! Why there is no session, and what is said of it.

use actix_web::http::StatusCode;

/// Why there is no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedOut {
    /// No token was sent.
    NoToken,
    /// The token is not one of ours, or was tampered with.
    BadToken,
    /// The token or the session behind it has ended.
    Ended,
    /// A partner's token has ended, by itself, with its secret or by a suspension.
    PartnerEnded,
    /// E-mail address and password do not belong together.
    WrongPassword,
    /// The code of the second step is not right.
    WrongCode,
    /// The first step was too long ago, or was never made.
    NoChallenge,
}

impl SignedOut {
    pub(super) fn parts(self) -> (StatusCode, &'static str, &'static str, String) {
        let (code, title, detail) = match self {
            Self::NoToken => ("signed_out", "You are not signed in", "sign in, and send the access token as `Authorization: Bearer ...`"),
            Self::BadToken => ("bad_token", "The access token is not valid", "this access token is not one of ours; sign in again"),
            Self::Ended => ("session_ended", "Your session has ended", "your session has ended; refresh it, or sign in again"),
            Self::PartnerEnded => (
                "partner_token_ended",
                "The partner's token has ended",
                "ask for a new one at `/oauth/token`; where that is refused too, write to the programme",
            ),
            Self::WrongPassword => (
                "wrong_password",
                "Address or password is wrong",
                "address and password do not belong together; if you have just registered, follow the link in the mail first; otherwise check both, or reset the password",
            ),
            Self::WrongCode => {
                ("wrong_code", "The code is wrong", "this code is not right, or was used; wait for the next one in your app, or take a recovery code")
            }
            Self::NoChallenge => ("challenge_ended", "It took too long", "enter your address and password again; the code comes next"),
        };
        (StatusCode::UNAUTHORIZED, code, title, detail.to_owned())
    }
}

//! What partners are answered: at `/oauth/token` as RFC 6749 says, elsewhere as a problem like anyone.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Error;

/// Why `/oauth/token` gives no token (RFC 6749, section 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRefusal {
    /// A parameter is missing, comes twice or cannot be read: which, and what to do.
    InvalidRequest(&'static str),
    /// The partner is unknown, suspended, or showed a wrong secret.
    InvalidClient,
    /// Another grant than the client's own credentials.
    UnsupportedGrant,
    /// A scope that there is not.
    InvalidScope,
}

/// A refusal as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenProblem {
    /// One of RFC 6749's names: `invalid_request`, `invalid_client`, `unsupported_grant_type`, `invalid_scope`.
    #[schema(examples("invalid_client"))]
    pub error: String,
    /// What to do, in one sentence.
    #[schema(examples("no partner has this client_id and client_secret"))]
    pub error_description: String,
}

impl TokenRefusal {
    pub(super) const fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::InvalidRequest(detail) => (StatusCode::BAD_REQUEST, "invalid_request", detail),
            Self::InvalidClient => (
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "no partner that may act has this client_id and client_secret; check both, or ask the programme for a new secret",
            ),
            Self::UnsupportedGrant => (StatusCode::BAD_REQUEST, "unsupported_grant_type", "send grant_type=client_credentials; there is no other"),
            Self::InvalidScope => {
                (StatusCode::BAD_REQUEST, "invalid_scope", "name `courses`, `completions` or both with a space between, or leave scope out for both")
            }
        }
    }

    pub(super) fn response(self) -> HttpResponse {
        let (status, error, detail) = self.parts();
        let mut response = HttpResponse::build(status);
        response.insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::PRAGMA, "no-cache"));
        if status == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Basic realm=\"partners\", charset=\"UTF-8\""));
        }
        response.json(TokenProblem { error: error.to_owned(), error_description: detail.to_owned() })
    }
}

/// Status, code, title and detail of what only partners are answered.
pub(super) fn parts(error: &Error) -> Option<(StatusCode, &'static str, &'static str, String)> {
    match error {
        Error::Token(refusal) => {
            let (status, code, detail) = refusal.parts();
            Some((status, code, "There is no token for this", detail.to_owned()))
        }
        Error::Scope(scope) => Some((
            StatusCode::FORBIDDEN,
            "insufficient_scope",
            "The token is not good for this",
            format!("this token was asked for without the scope `{scope}`; ask for one with it at `/oauth/token`"),
        )),
        Error::NotRows => Some((
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_rows",
            "The body is neither NDJSON nor CSV",
            "send rows with `Content-Type: application/x-ndjson` or `Content-Type: text/csv`, in UTF-8".to_owned(),
        )),
        _ => None,
    }
}

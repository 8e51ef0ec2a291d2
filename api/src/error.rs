//! Everything that can be answered instead of what was asked for. The only place that knows HTTP statuses: each
//! error becomes a problem (RFC 9457) with a stable code. What the server did wrong is logged here, and never sent.

mod files;
mod partners;
mod signed_out;

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, ResponseError};
use shared::problem::{MemberError, Problem};
use shared::reasons::{Reason, Refusal};

pub use partners::{TokenProblem, TokenRefusal};
pub use signed_out::SignedOut;

use crate::db::{Remedy, StoreError};

/// The media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request is not answered as asked.
#[derive(Debug)]
pub enum Error {
    /// It does not parse: which member, and why.
    Unreadable(MemberError),
    /// It parses, and members hold what cannot be.
    Invalid(Vec<MemberError>),
    /// A rule says no.
    Refused(Refusal),
    /// It contradicts a recorded fact.
    Conflict(Refusal),
    /// The key was sent before with another request.
    KeyReused,
    /// There is no such thing, or it is not the asker's: `application`, `page`, ...
    NotFound(&'static str),
    /// Nobody is signed in, or the session has ended.
    SignedOut(SignedOut),
    /// The roles lack the operation.
    Forbidden,
    /// Staff do what they do only with the second step of signing in, and it is not set up.
    SecondStepNeeded,
    /// A document is to be accepted first.
    DocumentsDue,
    /// Nobody decides anything of their own.
    OwnMatter,
    /// A cookie came from another site's page.
    ForeignOrigin,
    /// Too often: try again after so many seconds.
    TooMany(u32),
    /// The body is longer than so many bytes.
    TooLarge(usize),
    /// The body is not JSON.
    NotJson,
    /// The body has no rows: neither NDJSON nor CSV.
    NotRows,
    /// The body is no table: no CSV.
    NotTable,
    /// A file is of another kind than is taken, or than its name says: what it is.
    OtherKind(String),
    /// The same of the buyer's own document of an order, which is no Word document: what it is.
    OtherDocument(String),
    /// The store of files does not answer, or not as it should: what it said.
    Files(String),
    /// A partner gets no token.
    Token(TokenRefusal),
    /// A partner's token lacks this scope.
    Scope(&'static str),
    /// The address is there, but not for this method; these are.
    WrongMethod(Vec<String>),
    /// The gateway does not answer, or not as it should: what it said.
    Gateway(String),
    /// The database failed.
    Store(StoreError),
    /// A defect: something that cannot happen did.
    Defect(String),
    /// The work was cut short.
    Interrupted,
}

impl Error {
    /// One member that holds what cannot be.
    pub fn invalid(member: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![MemberError::new(member, detail)])
    }

    /// Contradicts a recorded fact, for this reason.
    pub fn conflict(code: &'static str, question: u8, sentence: impl Into<String>) -> Self {
        Self::Conflict(Refusal::new(code, question, sentence))
    }

    /// What is sent.
    pub fn problem(&self) -> Problem {
        let (status, code, title, detail) = self.parts();
        let (errors, reasons) = self.members_and_reasons();
        Problem {
            kind: format!("/problems/{code}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail,
            code: code.to_owned(),
            errors,
            reasons,
        }
    }

    fn members_and_reasons(&self) -> (Vec<MemberError>, Vec<Reason>) {
        match self {
            Self::Unreadable(member) => (vec![member.clone()], Vec::new()),
            Self::Invalid(members) => (members.clone(), Vec::new()),
            Self::Refused(refusal) | Self::Conflict(refusal) => (Vec::new(), refusal.reasons.clone()),
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// Whether it refuses what was asked; otherwise something failed here.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Gateway(_) | Self::Files(_) | Self::Store(_) | Self::Defect(_) | Self::Interrupted)
    }

    /// Status, code, title and detail.
    fn parts(&self) -> (StatusCode, &'static str, &'static str, String) {
        match self {
            Self::Unreadable(member) => {
                (StatusCode::BAD_REQUEST, "unreadable", "The request cannot be read", format!("`{}`: {}", member.member, member.detail))
            }
            Self::Invalid(members) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "The request is invalid", sentence_of(members)),
            Self::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.code, "A rule refuses it", refusal.to_string()),
            Self::Conflict(refusal) => (StatusCode::CONFLICT, refusal.code, "It contradicts what is recorded", refusal.to_string()),
            Self::SignedOut(why) => why.parts(),
            Self::Store(error) => store_parts(error),
            other => files::parts(other).or_else(|| partners::parts(other)).unwrap_or_else(|| other.fixed_parts()),
        }
    }

    /// The parts of what is always said in the same way.
    fn fixed_parts(&self) -> (StatusCode, &'static str, &'static str, String) {
        let (status, code, title, detail): (_, _, _, &str) = match self {
            Self::KeyReused => (
                StatusCode::CONFLICT,
                "idempotency_key_reused",
                "The key was used before",
                "this Idempotency-Key came before with another request; send a new key with a new request",
            ),
            Self::NotFound(what) => return (StatusCode::NOT_FOUND, "not_found", "Not found", format!("there is no such {what}, or it is not yours")),
            Self::Forbidden => (
                StatusCode::FORBIDDEN,
                "forbidden",
                "Your roles do not allow it",
                "your roles do not allow this operation; ask an administrator of the programme",
            ),
            Self::SecondStepNeeded => (
                StatusCode::FORBIDDEN,
                "second_step_needed",
                "Set up the second step first",
                "staff sign in with a second step: set it up in your account, and go on here",
            ),
            Self::DocumentsDue => (
                StatusCode::FORBIDDEN,
                "documents_due",
                "Accept the documents first",
                "the privacy notice or the terms of use have changed: accept them in your account, and go on here",
            ),
            Self::OwnMatter => (
                StatusCode::FORBIDDEN,
                "own_matter",
                "Nobody decides anything of their own",
                "this is your own matter; another member of the staff must decide it",
            ),
            Self::ForeignOrigin => (
                StatusCode::FORBIDDEN,
                "foreign_origin",
                "The request came from elsewhere",
                "a session is refreshed only from the app's own pages: send its `Origin`",
            ),
            Self::TooMany(seconds) => {
                return (
                    StatusCode::TOO_MANY_REQUESTS,
                    "too_many",
                    "Too many requests",
                    format!("too many requests; try again in {seconds} seconds"),
                );
            }
            Self::TooLarge(bytes) => {
                return (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The body is too large", format!("the body may have at most {bytes} bytes"));
            }
            Self::NotJson => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "The body is not JSON",
                "send the body as JSON with `Content-Type: application/json`",
            ),
            Self::NotTable => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_table",
                "The body is no table",
                "send the rows as comma-separated values with `Content-Type: text/csv`",
            ),
            Self::Gateway(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "gateway_unreachable",
                "The card service does not answer",
                "this request charged nothing; try again in a moment, and if you have just paid, wait for the receipt",
            ),
            Self::WrongMethod(methods) => {
                return (
                    StatusCode::METHOD_NOT_ALLOWED,
                    "wrong_method",
                    "The method does not fit",
                    format!("this address takes {}", methods.join(", ")),
                );
            }
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "defect", "Something went wrong here", "it is our fault and was logged; try again later"),
        };
        (status, code, title, detail.to_owned())
    }

    /// Logs what the server, not the asker, did wrong.
    fn log(&self) {
        match self {
            Self::Store(error) if error.remedy() == Remedy::Later => tracing::warn!(%error, "the database is not available"),
            Self::Store(error) if error.remedy() == Remedy::None => tracing::error!(%error, "the database failed"),
            Self::Gateway(detail) => tracing::warn!(%detail, "the gateway does not answer as it should"),
            Self::Files(detail) => tracing::warn!(%detail, "the store of files does not answer as it should"),
            Self::Defect(detail) => tracing::error!(%detail, "a defect"),
            Self::Interrupted => tracing::error!("work was cut short"),
            _ => {}
        }
    }
}

fn store_parts(error: &StoreError) -> (StatusCode, &'static str, &'static str, String) {
    match error.remedy() {
        Remedy::Conflict => (StatusCode::CONFLICT, "already_recorded", "It was recorded before", "this was recorded before; load it anew".to_owned()),
        Remedy::Later => (
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Not available now",
            "nothing was recorded; try again in a few seconds with the same key".to_owned(),
        ),
        Remedy::None => Error::Interrupted.fixed_parts(),
    }
}

/// The first member's error, and how many there are besides.
fn sentence_of(members: &[MemberError]) -> String {
    let first = members.first().map(|error| format!("`{}`: {}", error.member, error.detail)).unwrap_or_default();
    match members.len().saturating_sub(1) {
        0 => first,
        more => format!("{first} (and {more} more)"),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => write!(f, "{error}"),
            Self::Defect(detail) | Self::Gateway(detail) | Self::Files(detail) => f.write_str(detail),
            other => f.write_str(&other.problem().detail),
        }
    }
}

impl std::error::Error for Error {}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.parts().0
    }

    fn error_response(&self) -> HttpResponse {
        self.log();
        if let Self::Token(refusal) = self {
            return refusal.response();
        }
        let problem = self.problem();
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CONTENT_TYPE, PROBLEM_JSON));
        match self {
            Self::TooMany(seconds) => response.insert_header((header::RETRY_AFTER, seconds.to_string())),
            Self::Store(error) if error.remedy() == Remedy::Later => response.insert_header((header::RETRY_AFTER, "2")),
            Self::Gateway(_) | Self::Files(_) => response.insert_header((header::RETRY_AFTER, "5")),
            Self::WrongMethod(methods) => response.insert_header((header::ALLOW, methods.join(", "))),
            Self::SignedOut(_) => response.insert_header((header::WWW_AUTHENTICATE, "Bearer")),
            _ => &mut response,
        };
        response.body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<MemberError> for Error {
    fn from(error: MemberError) -> Self {
        Self::Invalid(vec![error])
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Defect(format!("cannot be written as JSON: {error}"))
    }
}

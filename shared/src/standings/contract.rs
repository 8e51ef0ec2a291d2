//! The contract of the rule engine: a request as JSON, a standing or a refusal that names the members at fault.
//!
//! The server's open endpoint, the command `lssc standing` and the WebAssembly export all answer from here.

mod validate;

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::policies::Policies;
use crate::problem::MemberError;
use crate::strict;

use super::types::Standing;

/// The longest request, in bytes: 1 MiB.
pub const REQUEST_BYTES_MAX: usize = 1_048_576;
/// The most entries in a list.
pub const LIST_ENTRIES_MAX: usize = 1_000;

/// What is asked: where would a person stand on this day, were this all that is known?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandingRequest {
    /// The day that is asked about.
    pub as_of: Date,
    /// What is known.
    pub dossier: Dossier,
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Longer than [`REQUEST_BYTES_MAX`].
    #[error("the request is longer than {REQUEST_BYTES_MAX} bytes")]
    TooLarge,
    /// Not JSON, or not of the request's shape.
    #[error("`{}`: {}", .0.member, .0.detail)]
    Shape(MemberError),
    /// Of the right shape, with values that the contract refuses.
    #[error("{}", .0.iter().map(|error| format!("`{}`: {}", error.member, error.detail)).collect::<Vec<_>>().join("; "))]
    Values(Vec<MemberError>),
}

/// Reads a request.
///
/// # Errors
/// [`RequestError`], which names the members at fault.
pub fn parse(request: &[u8]) -> Result<StandingRequest, RequestError> {
    if request.len() > REQUEST_BYTES_MAX {
        return Err(RequestError::TooLarge);
    }
    let request: StandingRequest = strict::from_json(request).map_err(RequestError::Shape)?;
    let errors = validate::errors(&request.dossier);
    if errors.is_empty() { Ok(request) } else { Err(RequestError::Values(errors)) }
}

/// A request's standing under the built-in policies.
///
/// # Errors
/// As [`parse`].
pub fn standing(request: &[u8]) -> Result<Standing, RequestError> {
    let request = parse(request)?;
    Ok(super::evaluate(&request.dossier, &Policies::built_in(), request.as_of))
}

/// What stands in the place of an answer where the request is refused and there is no HTTP to say so.
#[derive(Debug, Serialize)]
pub struct RefusedRequest {
    /// `too_large`, `malformed` or `invalid`.
    pub code: &'static str,
    /// What is wrong.
    pub detail: String,
    /// The members at fault.
    pub errors: Vec<MemberError>,
}

impl From<RequestError> for RefusedRequest {
    fn from(error: RequestError) -> Self {
        let detail = error.to_string();
        let (code, errors) = match error {
            RequestError::TooLarge => ("too_large", Vec::new()),
            RequestError::Shape(error) => ("malformed", vec![error]),
            RequestError::Values(errors) => ("invalid", errors),
        };
        Self { code, detail, errors }
    }
}

/// The answer as JSON: `Ok` a [`Standing`], `Err` a [`RefusedRequest`].
///
/// # Errors
/// The refusal, as JSON.
pub fn answer(request: &[u8]) -> Result<String, String> {
    let json = |value: Result<String, serde_json::Error>| value.unwrap_or_else(|error| error.to_string());
    match standing(request) {
        Ok(standing) => Ok(json(serde_json::to_string(&standing))),
        Err(error) => Err(json(serde_json::to_string(&RefusedRequest::from(error)))),
    }
}

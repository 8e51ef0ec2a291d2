//! Request bodies: JSON of bounded length, whose faults are named by the member.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::problem::MemberError;
use shared::strict;

use super::Extracting;
use crate::error::Error;

/// The longest body, in bytes, where an operation says nothing else.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// The body of an operation that anyone may call.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// For operations that take no body: none, or `{}`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoBody {}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move { parse(&read_body(&request, payload, BODY_BYTES_MAX).await?).map(Self) })
    }
}

/// Reads a body of at most `bytes_max` bytes. None at all reads as `{}`, so that what is missing is named.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::NotJson`], or [`Error::Unreadable`] where the connection broke off.
pub async fn read_body(request: &HttpRequest, payload: Payload, bytes_max: usize) -> Result<web::Bytes, Error> {
    let mut payload = payload;
    let read = web::Payload::from_request(request, &mut payload).await.map_err(|_| broken_off())?;
    let bytes = read.to_bytes_limited(bytes_max).await.map_err(|_| Error::TooLarge(bytes_max))?.map_err(|_| broken_off())?;
    if bytes.is_empty() {
        return Ok(web::Bytes::from_static(b"{}"));
    }
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case("application/json") { Ok(bytes) } else { Err(Error::NotJson) }
}

/// Reads comma-separated values of at most `bytes_max` bytes.
///
/// # Errors
/// [`Error::NotTable`], [`Error::TooLarge`], or [`Error::Unreadable`] where the connection broke off.
pub(crate) async fn read_table(request: &HttpRequest, payload: web::Payload, bytes_max: usize) -> Result<web::Bytes, Error> {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/csv") {
        return Err(Error::NotTable);
    }
    payload.to_bytes_limited(bytes_max).await.map_err(|_| Error::TooLarge(bytes_max))?.map_err(|_| broken_off())
}

fn broken_off() -> Error {
    Error::Unreadable(MemberError::new("body", "it broke off; send it again"))
}

/// Parses a body.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    strict::from_json(bytes).map_err(|fault| {
        let member = if fault.member == "." { "body".to_owned() } else { fault.member };
        Error::Unreadable(MemberError { member, ..fault })
    })
}

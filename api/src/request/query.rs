//! Query strings: unknown parameters are refused, faults are named. They are never logged.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use shared::problem::MemberError;

use crate::error::Error;

/// The parameters of a query.
#[derive(Debug)]
pub struct Parameters<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Parameters<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parser = serde_urlencoded::Deserializer::new(url::form_urlencoded::parse(request.query_string().as_bytes()));
        ready(serde_path_to_error::deserialize(parser).map(Self).map_err(|error| {
            let path = error.path().to_string();
            let member = if path == "." { "query".to_owned() } else { path };
            Error::Unreadable(MemberError::new(member, error.into_inner().to_string()))
        }))
    }
}

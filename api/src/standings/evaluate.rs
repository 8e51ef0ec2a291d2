//! The rules as a service: the standing of any dossier, stored nowhere, open to all.

use actix_web::web::{Json, Payload};
use actix_web::{HttpRequest, post};
use shared::policies::Policies;
use shared::problem::MemberError;
use shared::standings::contract::{self, REQUEST_BYTES_MAX, RequestError, StandingRequest};
use shared::standings::{Standing, evaluate};

use crate::error::Error;
use crate::request::read_body;

/// Where would a person stand on a day, were this all that is known?
#[utoipa::path(tag = "standings", request_body = StandingRequest, responses((status = 200, body = Standing)))]
#[post("/rules/standing")]
pub(super) async fn evaluate_standing(request: HttpRequest, payload: Payload) -> Result<Json<Standing>, Error> {
    let body = read_body(&request, payload.into_inner(), REQUEST_BYTES_MAX).await?;
    // A megabyte of facts takes a while: other requests go on meanwhile.
    let answer = tokio::task::spawn_blocking(move || {
        let asked = contract::parse(&body)?;
        Ok(evaluate(&asked.dossier, &Policies::built_in(), asked.as_of))
    });
    answer.await.map_err(|_| Error::Interrupted)?.map(Json).map_err(refused)
}

fn refused(error: RequestError) -> Error {
    match error {
        RequestError::TooLarge => Error::TooLarge(REQUEST_BYTES_MAX),
        // The request as a whole is called `body` here, as in every operation.
        RequestError::Shape(at) if at.member == "." => Error::Unreadable(MemberError::new("body", at.detail)),
        RequestError::Shape(member) => Error::Unreadable(member),
        RequestError::Values(members) => Error::Invalid(members),
    }
}

//! Where Stripe tells what became of money. Who tells is known by the signature alone.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::problem::MemberError;

use super::super::Gateway;
use super::event::{Event, Told};
use super::settle::{Taken, take_money, take_session};
use super::{signature, waiting};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// The longest event, in bytes.
pub const EVENT_BYTES_MAX: usize = 256 * 1024;

const HEADER: &str = "Stripe-Signature";

/// Takes an event of Stripe: a card was charged, a session has ended, money went back. It is for Stripe alone, which signs
/// it; sent again, it is recorded once. What nothing follows from is taken and left alone.
#[utoipa::path(
    tag = "invoices",
    params(("Stripe-Signature" = String, Header, description = "When and by whom it was signed: `t=<seconds>,v1=<hex>`.")),
    request_body(content = serde_json::Value, description = "An event, as Stripe's documentation has it; of at most 256 KiB."),
    responses(
        (status = 204, description = "It is taken."),
        (status = 404, description = "Cards are not taken by Stripe here.", body = shared::problem::Problem, content_type = "application/problem+json")
    )
)]
#[post("/stripe/events")]
pub(in crate::invoices) async fn take_stripe_event(
    request: HttpRequest,
    payload: Payload,
    moment: Moment,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let not_taken = |why: &str| Error::Unreadable(MemberError::new(HEADER, why));
    let signed = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).ok_or_else(|| not_taken("is missing"))?;
    let Gateway::Stripe(stripe) = gateway.get_ref() else { return Err(Error::NotFound("address")) };
    let body = read(payload).await?;
    signature::check(signed, &body, &stripe.webhook_secrets, moment.now).map_err(|untrusted| not_taken(untrusted.why()))?;
    let unreadable = |error: serde_json::Error| Error::Unreadable(MemberError::new("body", error.to_string()));
    let event: Event = serde_json::from_slice(&body).map_err(unreadable)?;
    let (id, kind) = (event.id.clone(), event.kind.clone());
    let heard = stripe.hears(moment);
    match event.told() {
        Told::Session(session) => db.write(move |tx| take_session(tx, &session, &heard)).await?,
        Told::Money(money) => {
            db.write(move |tx| {
                if take_money(tx, &money, &heard)? == Taken::Unknown {
                    waiting::keep(tx, &id, &money, moment.now)?;
                }
                Ok(())
            })
            .await?;
        }
        Told::Else => tracing::debug!(%kind, "nothing follows from this event"),
    }
    Ok(HttpResponse::NoContent().finish())
}

async fn read(payload: Payload) -> Result<web::Bytes, Error> {
    let broken_off = || Error::Unreadable(MemberError::new("body", "it broke off; send it again"));
    payload.to_bytes_limited(EVENT_BYTES_MAX).await.map_err(|_| Error::TooLarge(EVENT_BYTES_MAX))?.map_err(|_| broken_off())
}

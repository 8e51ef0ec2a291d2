//! One line for each request: an id, the method, the pattern of the path, the status, how long it took. Never the path
//! itself, the query string, the body or a header: ids, numbers, names and tokens stand there.

use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use tracing::Instrument;

use crate::ids;

/// Gives the request an id, which the answer carries too, and logs it.
pub(crate) async fn requests<B: MessageBody + 'static>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let id = ids::fresh().to_string();
    let span = tracing::info_span!("request", %id, method = %request.method(), path = tracing::field::Empty);
    async move {
        let started = Instant::now();
        let mut response = next.call(request).await?;
        let pattern = response.request().match_pattern();
        tracing::Span::current().record("path", pattern.as_deref().unwrap_or("-"));
        let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), took_ms, "answered");
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
        }
        Ok(response)
    }
    .instrument(span)
    .await
}

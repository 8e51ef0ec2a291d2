//! A flood shield: so many requests a second from one address and no more. It keeps the server breathing; limits on
//! guessing are counted in the database (`auth::attempts`).

use std::num::NonZeroU32;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{ResponseError, web};
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::config::Config;
use crate::error::Error;
use crate::peer;

/// Counts requests by address.
pub(crate) struct Shield(DefaultKeyedRateLimiter<String>);

impl std::fmt::Debug for Shield {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It holds addresses.
        f.write_str("Shield { .. }")
    }
}

impl Shield {
    pub(crate) fn new(config: &Config) -> Self {
        let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self(DefaultKeyedRateLimiter::keyed(Quota::per_second(at_least_one(config.flood_per_second)).allow_burst(at_least_one(config.flood_burst))))
    }

    /// Forgets the addresses that have been quiet.
    pub(crate) fn tidy(&self) {
        self.0.retain_recent();
    }
}

/// Lets a request through, or answers that there were too many.
pub(crate) async fn shield<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let (Some(shield), Some(config)) = (request.app_data::<web::Data<Shield>>(), request.app_data::<web::Data<Config>>()) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let address = peer::address(request.request(), &config.trusted_proxies);
    let Err(until) = shield.0.check_key(&address) else { return Ok(next.call(request).await?.map_into_left_body()) };
    let wait = until.wait_time_from(shield.0.clock().now()).as_secs().saturating_add(1);
    let refused = Error::TooMany(u32::try_from(wait).unwrap_or(u32::MAX)).error_response();
    Ok(request.into_response(refused).map_into_right_body())
}

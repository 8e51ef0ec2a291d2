//! The answer to signing in and refreshing: the access token in the body, the refresh token in a cookie that scripts
//! cannot read and that only the session's own addresses receive.

use std::future::{Ready, ready};

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use shared::accounts::{Account, Session};

use crate::auth::sessions::SESSION_DAYS;
use crate::auth::{ACCESS_SECONDS, Claims, Keys, Requester, StaffTotp};
use crate::clock::Moment;
use crate::config::Config;
use crate::error::Error;

/// The name of the cookie.
pub const REFRESH_COOKIE: &str = "lssc_refresh";

const PATH: &str = "/api/v1/sessions";

/// A session that has begun or goes on.
pub(super) struct Granted {
    pub(super) requester: Requester,
    pub(super) account: Account,
    pub(super) refresh_token: String,
}

/// What a session is granted with.
pub(super) struct Grants {
    pub(super) keys: Data<Keys>,
    pub(super) config: Data<Config>,
    pub(super) staff_totp: StaffTotp,
}

impl FromRequest for Grants {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let shared = (request.app_data(), request.app_data(), request.app_data::<Data<StaffTotp>>());
        let (Some(keys), Some(config), Some(staff_totp)) = shared else { return ready(Err(Error::Interrupted)) };
        ready(Ok(Self { keys: Data::clone(keys), config: Data::clone(config), staff_totp: ***staff_totp }))
    }
}

/// Answers a session.
pub(super) fn answer(granted: Granted, grants: &Grants, moment: Moment) -> Result<HttpResponse, Error> {
    let access_token = grants.keys.sign(&Claims::new(&granted.requester, moment.now))?;
    let session = Session { access_token, token_type: "Bearer".to_owned(), expires_in_seconds: ACCESS_SECONDS, account: granted.account };
    let cookie = cookie(granted.refresh_token, Duration::days(SESSION_DAYS), &grants.config);
    Ok(HttpResponse::Ok().cookie(cookie).json(session))
}

/// A cookie that takes the place of the session's and ends at once.
pub(super) fn removal(config: &Config) -> Cookie<'static> {
    cookie(String::new(), Duration::ZERO, config)
}

fn cookie(value: String, max_age: Duration, config: &Config) -> Cookie<'static> {
    Cookie::build(REFRESH_COOKIE, value).path(PATH).http_only(true).same_site(SameSite::Strict).secure(config.is_https()).max_age(max_age).finish()
}

//! Refreshing a session with its cookie. Only the app's own pages may: the `Origin` is checked.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError, post};
use shared::accounts::Session;

use super::cookie::{self, Granted, Grants, REFRESH_COOKIE};
use super::store;
use crate::auth::StaffTotp;
use crate::auth::sessions::{self, Refreshed};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::{Error, SignedOut};

/// Goes on with the session in the cookie: a new access token, and a new refresh token in the cookie. The one before
/// may be presented until a new one is used; after that it ends the session, and so does any other new one.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, description = "The session goes on.", body = Session),
        (status = 204, description = "Nobody is signed in here: there is no cookie."),
        (status = 401, description = "The session has ended; its cookie is removed."),
        (status = 403, description = "The `Origin` is not the app's.")
    ),
    params(("Origin" = String, Header, description = "The app's own origin; browsers send it by themselves."))
)]
#[post("/sessions/refresh")]
pub(super) async fn refresh_session(request: HttpRequest, moment: Moment, grants: Grants, db: Data<Db>) -> Result<HttpResponse, Error> {
    let origin = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    if origin != grants.config.public_url.origin().ascii_serialization() {
        return Err(Error::ForeignOrigin);
    }
    // Most visitors have no session, and that is no error.
    let Some(token) = request.cookie(REFRESH_COOKIE).map(|cookie| cookie.value().to_owned()) else {
        return Ok(HttpResponse::NoContent().finish());
    };
    let staff_totp = grants.staff_totp;
    match db.write(move |tx| refresh(tx, &token, staff_totp, moment)).await? {
        Some(granted) => cookie::answer(granted, &grants, moment),
        None => ended(&grants.config),
    }
}

/// Says so, and takes the cookie away: the next visit does not ask again.
fn ended(config: &Config) -> Result<HttpResponse, Error> {
    let mut response = Error::SignedOut(SignedOut::Ended).error_response();
    response.add_cookie(&cookie::removal(config)).map_err(|error| Error::Defect(error.to_string()))?;
    Ok(response)
}

/// None where the session has ended; that it ended just now must be committed, so it is no error in here.
fn refresh(tx: &mut DbConnection, token: &str, staff_totp: StaffTotp, moment: Moment) -> Result<Option<Granted>, Error> {
    let Refreshed::GoesOn(requester, refresh_token) = sessions::refresh(tx, token, moment.now)? else { return Ok(None) };
    let kept = store::by_id(tx, requester.account)?.ok_or(Error::SignedOut(SignedOut::Ended))?;
    Ok(Some(Granted { account: store::shown(tx, kept, staff_totp)?, requester, refresh_token }))
}

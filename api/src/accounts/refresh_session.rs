//! Refreshing a session with its cookie. Only the app's own pages may: the `Origin` is checked.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use shared::accounts::Session;

use super::cookie::{self, Granted, REFRESH_COOKIE};
use super::store;
use crate::auth::Keys;
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
        (status = 401, description = "There is no session, or it has ended."),
        (status = 403, description = "The `Origin` is not the app's.")
    ),
    params(("Origin" = String, Header, description = "The app's own origin; browsers send it by themselves."))
)]
#[post("/sessions/refresh")]
pub(super) async fn refresh_session(
    request: HttpRequest,
    moment: Moment,
    keys: Data<Keys>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let origin = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    if origin != config.public_url.origin().ascii_serialization() {
        return Err(Error::ForeignOrigin);
    }
    let token = request.cookie(REFRESH_COOKIE).ok_or(Error::SignedOut(SignedOut::NoToken))?.value().to_owned();
    let granted = db.write(move |tx| refresh(tx, &token, moment)).await?.ok_or(Error::SignedOut(SignedOut::Ended))?;
    cookie::answer(granted, &keys, &config, moment)
}

/// None where the session has ended; that it ended just now must be committed, so it is no error in here.
fn refresh(tx: &mut DbConnection, token: &str, moment: Moment) -> Result<Option<Granted>, Error> {
    let Refreshed::GoesOn(requester, refresh_token) = sessions::refresh(tx, token, moment.now)? else { return Ok(None) };
    let kept = store::by_id(tx, requester.account)?.ok_or(Error::SignedOut(SignedOut::Ended))?;
    Ok(Some(Granted { account: store::shown(tx, kept)?, requester, refresh_token }))
}

//! Signing in. An address that is unknown, or not confirmed yet, takes as long as a wrong password and is answered
//! alike; attempts are counted per account and per address before they are made.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use shared::accounts::{PASSWORD_CHARS_MAX, Session, SignIn};

use super::cookie::{self, Granted};
use super::store;
use crate::auth::attempts::{self, SIGN_IN_PER_ACCOUNT, SIGN_IN_PER_ADDRESS};
use crate::auth::{Keys, Passwords, Requester, sessions};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::{Error, SignedOut};
use crate::peer;
use crate::request::Body;
use crate::text::{email, email_key};

const WRONG: Error = Error::SignedOut(SignedOut::WrongPassword);

/// Signs in: an access token in the answer, and a refresh token in a cookie.
#[utoipa::path(
    tag = "accounts",
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in; the cookie `lssc_refresh` refreshes the session.", body = Session),
        (status = 401, description = "Address and password do not belong together, or the address is not confirmed yet.")
    )
)]
#[post("/sessions")]
pub(super) async fn sign_in(
    request: HttpRequest,
    body: Body<SignIn>,
    moment: Moment,
    passwords: Data<Passwords>,
    keys: Data<Keys>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let email = email("email", &body.0.email).map_err(|_| WRONG)?;
    if body.0.password.chars().count() > PASSWORD_CHARS_MAX {
        return Err(WRONG);
    }
    let (mailbox, address) = (email_key(&email), peer::address(&request, &config.trusted_proxies));
    let counted = db.write(move |tx| attempts::count(tx, &[(SIGN_IN_PER_ACCOUNT, &mailbox), (SIGN_IN_PER_ADDRESS, &address)], moment.now)).await?;
    let known = db.read(move |conn| Ok(store::by_email(conn, &email)?)).await?;
    let fits = passwords.verify(body.0.password, known.as_ref().map(|account| account.password_hash.clone())).await?;
    let account = known.filter(|_| fits).ok_or(WRONG)?;
    let granted = db.write(move |tx| begin(tx, &account, &counted, moment.now)).await?;
    cookie::answer(granted, &keys, &config, moment)
}

/// Begins the session, where the password that was verified is still the account's: it may have changed meanwhile.
fn begin(tx: &mut DbConnection, verified: &store::Kept, counted: &[String], now: DateTime<Utc>) -> Result<Granted, Error> {
    let kept = store::by_id(tx, verified.id)?.filter(|kept| kept.password_hash == verified.password_hash).ok_or(WRONG)?;
    attempts::forget(tx, counted)?;
    let (session, refresh_token) = sessions::begin(tx, kept.id, now)?;
    let account = store::shown(tx, kept)?;
    let requester = Requester { account: account.id, person: account.person_id, session, roles: account.roles.clone() };
    Ok(Granted { requester, account, refresh_token })
}

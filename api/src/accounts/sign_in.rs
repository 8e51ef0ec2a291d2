//! Signing in. An unknown address takes as long as a wrong password and is answered alike; attempts are counted per
//! account and per address before they are made.

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
use crate::text::{email, folded};

/// Signs in: an access token in the answer, and a refresh token in a cookie.
#[utoipa::path(
    tag = "accounts",
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in; the cookie `lssc_refresh` refreshes the session.", body = Session),
        (status = 401, description = "Address and password do not belong together."),
        (status = 403, description = "The address is not confirmed yet.")
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
    const WRONG: Error = Error::SignedOut(SignedOut::WrongPassword);
    let email = email("email", &body.0.email).map_err(|_| WRONG)?;
    if body.0.password.chars().count() > PASSWORD_CHARS_MAX {
        return Err(WRONG);
    }
    let (mailbox, address) = (folded(&email), peer::address(&request, &config.trusted_proxies));
    let counted = db.write(move |tx| attempts::count(tx, &[(SIGN_IN_PER_ACCOUNT, &mailbox), (SIGN_IN_PER_ADDRESS, &address)], moment.now)).await?;
    let known = db.read(move |conn| find(conn, &email, moment.now)).await?;
    if !passwords.verify(body.0.password, known.hash()).await? {
        return Err(WRONG);
    }
    let Known::Account(account) = known else { return Err(Error::Unconfirmed) };
    let granted = db.write(move |tx| begin(tx, account.clone(), &counted, moment.now)).await?;
    cookie::answer(granted, &keys, &config, moment)
}

/// What an address stands for.
enum Known {
    Account(store::Kept),
    Registration(store::Registration),
    Nobody,
}

impl Known {
    fn hash(&self) -> Option<String> {
        match self {
            Self::Account(account) => Some(account.password_hash.clone()),
            Self::Registration(registration) => Some(registration.password_hash.clone()),
            Self::Nobody => None,
        }
    }
}

fn find(conn: &mut DbConnection, email: &str, now: DateTime<Utc>) -> Result<Known, Error> {
    if let Some(account) = store::by_email(conn, email)? {
        return Ok(Known::Account(account));
    }
    Ok(store::latest_registration(conn, email, now)?.map_or(Known::Nobody, Known::Registration))
}

fn begin(tx: &mut DbConnection, kept: store::Kept, counted: &[String], now: DateTime<Utc>) -> Result<Granted, Error> {
    attempts::forget(tx, counted)?;
    let (session, refresh_token) = sessions::begin(tx, kept.id, now)?;
    let account = store::shown(tx, kept)?;
    let requester = Requester { account: account.id, person: account.person_id, session, roles: account.roles.clone() };
    Ok(Granted { requester, account, refresh_token })
}

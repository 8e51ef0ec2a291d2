//! Signing in. An address that is unknown, or not confirmed yet, takes as long as a wrong password and is answered
//! alike; attempts are counted per account and per address before they are made. Where the second step is set up, the
//! password opens nothing but a challenge, and a code meets it.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use shared::accounts::{CodeNeeded, PASSWORD_CHARS_MAX, Session, SignIn, SignInWithCode};

use super::cookie::{self, Granted, Grants};
use super::proof;
use super::store;
use crate::auth::attempts::{self, SIGN_IN_PER_ACCOUNT, SIGN_IN_PER_ADDRESS};
use crate::auth::second_factors::{self, CHALLENGE_SECONDS};
use crate::auth::{Passwords, Requester, StaffTotp, device_label, sessions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::{Error, SignedOut};
use crate::peer;
use crate::request::Body;
use crate::text::{email, email_key};

const WRONG: Error = Error::SignedOut(SignedOut::WrongPassword);

/// What follows the right password.
enum First {
    Session(Box<Granted>),
    Challenge(String),
}

/// Where a session begins.
#[derive(Clone)]
struct Place {
    device: String,
    staff_totp: StaffTotp,
}

/// Signs in: an access token in the answer, and a refresh token in a cookie. Where the second step is set up, a challenge
/// instead, which goes to `POST /sessions/second-step` with a code.
#[utoipa::path(
    tag = "accounts",
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in; the cookie `lssc_refresh` refreshes the session.", body = Session),
        (status = 202, description = "The password is right; a code is needed.", body = CodeNeeded),
        (status = 401, description = "Address and password do not belong together, or the address is not confirmed yet.")
    )
)]
#[post("/sessions")]
pub(super) async fn sign_in(
    request: HttpRequest,
    body: Body<SignIn>,
    moment: Moment,
    passwords: Data<Passwords>,
    grants: Grants,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let email = email("email", &body.0.email).map_err(|_| WRONG)?;
    if body.0.password.chars().count() > PASSWORD_CHARS_MAX {
        return Err(WRONG);
    }
    let (mailbox, address) = (email_key(&email), peer::address(&request, &grants.config.trusted_proxies));
    let counted = db.write(move |tx| attempts::count(tx, &[(SIGN_IN_PER_ACCOUNT, &mailbox), (SIGN_IN_PER_ADDRESS, &address)], moment.now)).await?;
    let known = db.read(move |conn| Ok(store::by_email(conn, &email)?)).await?;
    let fits = passwords.verify(body.0.password, known.as_ref().map(|account| account.password_hash.clone())).await?;
    let account = known.filter(|_| fits).ok_or(WRONG)?;
    let place = Place { device: device(&request), staff_totp: grants.staff_totp };
    match db.write(move |tx| first(tx, &account, &counted, &place, moment.now)).await? {
        First::Session(granted) => cookie::answer(*granted, &grants, moment),
        First::Challenge(challenge) => Ok(HttpResponse::Accepted().json(CodeNeeded { challenge, expires_in_seconds: CHALLENGE_SECONDS })),
    }
}

/// The second step: meets the challenge with a code of the app, or a recovery code.
#[utoipa::path(
    tag = "accounts",
    request_body = SignInWithCode,
    responses(
        (status = 200, description = "Signed in; the cookie `lssc_refresh` refreshes the session.", body = Session),
        (status = 401, description = "The code is not right, or the challenge has ended.")
    )
)]
#[post("/sessions/second-step")]
pub(super) async fn sign_in_with_code(
    request: HttpRequest,
    body: Body<SignInWithCode>,
    moment: Moment,
    grants: Grants,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let SignInWithCode { challenge, code } = body.0;
    let token = challenge.clone();
    let account = db.read(move |conn| Ok(second_factors::challenged(conn, &token, moment.now)?)).await?.ok_or(NO_CHALLENGE)?;
    proof::take_code(&db, &grants.keys, account, code, moment, || Error::SignedOut(SignedOut::WrongCode)).await?;
    let place = Place { device: device(&request), staff_totp: grants.staff_totp };
    let granted = db
        .write(move |tx| {
            // Asked again: the password may have changed meanwhile, and took the challenge with it.
            second_factors::challenged(tx, &challenge, moment.now)?.ok_or(NO_CHALLENGE)?;
            second_factors::forget_challenges(tx, account)?;
            let kept = store::by_id(tx, account)?.ok_or(NO_CHALLENGE)?;
            begin(tx, kept, &place, moment.now)
        })
        .await?;
    cookie::answer(granted, &grants, moment)
}

const NO_CHALLENGE: Error = Error::SignedOut(SignedOut::NoChallenge);

/// What follows, where the password that was verified is still the account's: it may have changed meanwhile.
fn first(tx: &mut DbConnection, verified: &store::Kept, counted: &[String], place: &Place, now: DateTime<Utc>) -> Result<First, Error> {
    let kept = store::by_id(tx, verified.id)?.filter(|kept| kept.password_hash == verified.password_hash).ok_or(WRONG)?;
    attempts::forget(tx, counted)?;
    if second_factors::is_on(tx, kept.id)? {
        return Ok(First::Challenge(second_factors::challenge(tx, kept.id, now)?));
    }
    Ok(First::Session(Box::new(begin(tx, kept, place, now)?)))
}

fn begin(tx: &mut DbConnection, kept: store::Kept, place: &Place, now: DateTime<Utc>) -> Result<Granted, Error> {
    let (session, refresh_token) = sessions::begin(tx, kept.id, &place.device, now)?;
    let account = store::shown(tx, kept, place.staff_totp)?;
    let requester = Requester { account: account.id, person: account.person_id, session, roles: account.roles.clone() };
    Ok(Granted { requester, account, refresh_token })
}

fn device(request: &HttpRequest) -> String {
    device_label(request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default())
}

//! The second step of one's own account: setting it up with an app, confirming it with a first code, removing it.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::accounts::{BeginSecondFactor, ConfirmSecondFactor, RecoveryCodes, RemoveSecondFactor, SecondFactor, SecondFactorSecret};

use super::proof;
use super::{mails, store};
use crate::auth::attempts::{self, CODE_PER_ACCOUNT};
use crate::auth::codes::{self, Secret};
use crate::auth::permissions::{KeepOwnAccount, ReadOwnAccount};
use crate::auth::{Keys, Passwords, Require, StaffTotp, second_factors, second_step, sessions};
use crate::db::Db;
use crate::error::Error;
use crate::request::Command;
use crate::{ids, outbox};

/// Where one's own account stands with the second step of signing in.
#[utoipa::path(tag = "accounts", responses((status = 200, body = SecondFactor)), security(("session" = [])))]
#[get("/me/second-factor")]
pub(super) async fn get_second_factor(
    requester: Require<ReadOwnAccount>,
    staff_totp: Data<StaffTotp>,
    db: Data<Db>,
) -> Result<Json<SecondFactor>, Error> {
    let (requester, staff_totp) = (requester.into_inner(), **staff_totp);
    db.read(move |conn| {
        let state = second_step(conn, requester.account, &requester.roles, staff_totp)?;
        let left = second_factors::recovery_codes_left(conn, requester.account)?;
        Ok(Json(SecondFactor { state, recovery_codes_left: u32::try_from(left).unwrap_or_default() }))
    })
    .await
}

/// Begins to set up the second step: a new secret for an app, shown this once. It is asked for as soon as a first code has
/// confirmed it.
#[utoipa::path(
    tag = "accounts",
    request_body = BeginSecondFactor,
    responses((status = 200, description = "Put it into the app, and confirm it.", body = SecondFactorSecret)),
    security(("session" = []))
)]
#[post("/me/second-factor")]
pub(super) async fn begin_second_factor(
    command: Command<KeepOwnAccount, BeginSecondFactor>,
    passwords: Data<Passwords>,
    keys: Data<Keys>,
    db: Data<Db>,
) -> Result<Json<SecondFactorSecret>, Error> {
    let Command { requester, body, moment, .. } = command;
    let proven = proof::by_password(&db, &passwords, &requester, body.current_password, moment).await?;
    let secret: Secret = ids::random();
    let account = proven.kept.id;
    let sealed = keys.seal(&account.to_string(), &secret)?;
    let uri = codes::address(&secret, &proven.kept.email);
    db.write(move |tx| {
        proven.stands(tx, moment)?;
        if second_factors::is_on(tx, account)? {
            return Err(Error::conflict("second_step_on", 27, "The second step is set up already: remove it first."));
        }
        Ok(second_factors::begin(tx, account, &sealed, moment.now)?)
    })
    .await?;
    Ok(Json(SecondFactorSecret { secret: codes::as_text(&secret), qr: codes::drawing(&uri)?, uri }))
}

/// Confirms the second step with the first code of the app; other sessions end. Answers the recovery codes, this once.
#[utoipa::path(
    tag = "accounts",
    request_body = ConfirmSecondFactor,
    responses((status = 200, description = "It is asked for from now on.", body = RecoveryCodes)),
    security(("session" = []))
)]
#[post("/me/second-factor/confirm")]
pub(super) async fn confirm_second_factor(
    command: Command<KeepOwnAccount, ConfirmSecondFactor>,
    keys: Data<Keys>,
    db: Data<Db>,
) -> Result<Json<RecoveryCodes>, Error> {
    let Command { requester, body, moment, .. } = command;
    let requester = requester.into_inner();
    let subject = requester.account.to_string();
    let counted = db.write(move |tx| attempts::count(tx, &[(CODE_PER_ACCOUNT, &subject)], moment.now)).await?;
    let codes = codes::recovery_codes();
    let fresh = codes.clone();
    let right = db
        .write(move |tx| {
            let account = requester.account;
            if !second_factors::confirm(tx, &keys, account, &body.code, &fresh, moment.now)? {
                return Ok(false);
            }
            attempts::forget(tx, &counted)?;
            sessions::end_all(tx, account, Some(requester.session), moment.now)?;
            if let Some(kept) = store::by_id(tx, account)? {
                outbox::queue(tx, moment.now, &mails::second_step_on(&kept.email, &kept.name))?;
            }
            Ok(true)
        })
        .await?;
    if right { Ok(Json(RecoveryCodes { codes })) } else { Err(Error::invalid("code", "is not what the app shows now; wait for the next one")) }
}

/// Removes the second step, with the password and a code. Staff who need it set up another one.
#[utoipa::path(
    tag = "accounts",
    request_body = RemoveSecondFactor,
    responses((status = 204, description = "It is asked for no longer.")),
    security(("session" = []))
)]
#[post("/me/second-factor/remove")]
pub(super) async fn remove_second_factor(
    command: Command<KeepOwnAccount, RemoveSecondFactor>,
    passwords: Data<Passwords>,
    keys: Data<Keys>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let Command { requester, body, moment, .. } = command;
    let account = requester.account;
    if !db.read(move |conn| Ok(second_factors::is_on(conn, account)?)).await? {
        return Err(Error::conflict("second_step_off", 27, "The second step is not set up: there is nothing to remove."));
    }
    let shown = (body.current_password, Some(body.code));
    let proven = proof::by_password_and_code(&db, (&passwords, &keys), &requester, shown, moment).await?;
    db.write(move |tx| {
        proven.stands(tx, moment)?;
        second_factors::remove(tx, account)?;
        Ok(outbox::queue(tx, moment.now, &mails::second_step_off(&proven.kept.email, &proven.kept.name))?)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

//! Setting a new password with a mailed token: all sessions end.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::accounts::ResetPassword;

use super::confirm::spent;
use super::{mails, store};
use crate::auth::attempts::{self, PASSWORD_PER_LINK};
use crate::auth::{Passwords, check_length, second_factors, sessions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::outbox;
use crate::request::Body;

/// Sets a new password with the token that was mailed, and ends all sessions.
#[utoipa::path(tag = "accounts", request_body = ResetPassword, responses((status = 204, description = "The password is set: sign in.")))]
#[post("/accounts/reset-password/complete")]
pub(super) async fn reset_password(
    body: Body<ResetPassword>,
    moment: Moment,
    passwords: Data<Passwords>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let ResetPassword { token, password } = body.0;
    let asked = token.clone();
    let account = db.read(move |conn| Ok(store::account_of(conn, &asked, moment.now)?)).await?.ok_or_else(unusable)?;
    check_length("password", &password)?;
    let subject = account.id.to_string();
    let counted = db.write(move |tx| attempts::count(tx, &[(PASSWORD_PER_LINK, &subject)], moment.now)).await?;
    passwords.judge("password", &password, [&account.email, &account.name]).await?;
    let password_hash = passwords.hash(password).await?;
    db.write(move |tx| reset(tx, &token, &password_hash, &counted, moment)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn reset(tx: &mut DbConnection, token: &str, password_hash: &str, counted: &[String], moment: Moment) -> Result<(), Error> {
    // Asked again: while the password was being hashed, the token may have been used.
    let account = store::account_of(tx, token, moment.now)?.ok_or_else(unusable)?;
    attempts::forget(tx, counted)?;
    // Codes that somebody else tried with the old password keep nobody out any more.
    attempts::forget_all(tx, &[&account.id.to_string()])?;
    store::set_password(tx, account.id, password_hash)?;
    store::forget_tokens(tx, account.id)?;
    second_factors::forget_challenges(tx, account.id)?;
    sessions::end_all(tx, account.id, None, moment.now)?;
    Ok(outbox::queue(tx, moment.now, &mails::password_changed(&account.email, &account.name))?)
}

fn unusable() -> Error {
    spent("ask for a new mail")
}

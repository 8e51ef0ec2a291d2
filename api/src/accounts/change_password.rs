//! Changing the password while signed in: all other sessions end.

use actix_web::web::Data;
use actix_web::{HttpResponse, put};
use shared::accounts::ChangePassword;

use super::store::Kept;
use super::{mails, store};
use crate::auth::attempts::{self, SIGN_IN_PER_ACCOUNT};
use crate::auth::permissions::KeepOwnAccount;
use crate::auth::{Passwords, SessionId, check_length, sessions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::{Error, SignedOut};
use crate::outbox;
use crate::request::Command;
use crate::text::email_key;

/// Changes the password, and ends all other sessions.
#[utoipa::path(
    tag = "accounts",
    request_body = ChangePassword,
    responses((status = 204, description = "The password is changed.")),
    security(("session" = []))
)]
#[put("/me/password")]
pub(super) async fn change_password(
    command: Command<KeepOwnAccount, ChangePassword>,
    passwords: Data<Passwords>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let Command { requester, body, moment, .. } = command;
    let (account, session) = (requester.account, requester.session);
    let kept = db.read(move |conn| Ok(store::by_id(conn, account)?)).await?.ok_or(Error::NotFound("account"))?;
    check_length("new_password", &body.new_password)?;
    let mailbox = email_key(&kept.email);
    let counted = db.write(move |tx| attempts::count(tx, &[(SIGN_IN_PER_ACCOUNT, &mailbox)], moment.now)).await?;
    if !passwords.verify(body.current_password, Some(kept.password_hash.clone())).await? {
        return Err(wrong());
    }
    passwords.judge("new_password", &body.new_password, [&kept.email, &kept.name]).await?;
    let password_hash = passwords.hash(body.new_password).await?;
    db.write(move |tx| change(tx, &kept, &password_hash, session, &counted, moment)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn change(tx: &mut DbConnection, kept: &Kept, password_hash: &str, session: SessionId, counted: &[String], moment: Moment) -> Result<(), Error> {
    // Asked again: while the passwords were being hashed, the session may have ended or the password have changed.
    sessions::look_up(tx, session, moment.now)?.ok_or(Error::SignedOut(SignedOut::Ended))?;
    store::by_id(tx, kept.id)?.filter(|now| now.password_hash == kept.password_hash).ok_or_else(wrong)?;
    attempts::forget(tx, counted)?;
    store::set_password(tx, kept.id, password_hash)?;
    store::forget_tokens(tx, kept.id)?;
    sessions::end_all(tx, kept.id, Some(session), moment.now)?;
    Ok(outbox::queue(tx, moment.now, &mails::password_changed(&kept.email, &kept.name))?)
}

fn wrong() -> Error {
    Error::invalid("current_password", "is not your password")
}

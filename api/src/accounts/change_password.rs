//! Changing the password while signed in: all other sessions end.

use actix_web::web::Data;
use actix_web::{HttpResponse, put};
use shared::accounts::ChangePassword;

use super::proof::{self, Proven};
use super::{mails, store};
use crate::auth::permissions::KeepOwnAccount;
use crate::auth::{Passwords, check_length, second_factors, sessions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::outbox;
use crate::request::Command;

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
    check_length("new_password", &body.new_password)?;
    let proven = proof::by_password(&db, &passwords, &requester, body.current_password, moment).await?;
    passwords.judge("new_password", &body.new_password, [&proven.kept.email, &proven.kept.name]).await?;
    let password_hash = passwords.hash(body.new_password).await?;
    db.write(move |tx| change(tx, &proven, &password_hash, moment)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn change(tx: &mut DbConnection, proven: &Proven, password_hash: &str, moment: Moment) -> Result<(), Error> {
    proven.stands(tx, moment)?;
    let kept = &proven.kept;
    store::set_password(tx, kept.id, password_hash)?;
    store::forget_tokens(tx, kept.id)?;
    second_factors::forget_challenges(tx, kept.id)?;
    sessions::end_all(tx, kept.id, Some(proven.session()), moment.now)?;
    Ok(outbox::queue(tx, moment.now, &mails::password_changed(&kept.email, &kept.name))?)
}

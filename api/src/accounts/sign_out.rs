//! Signing out, here or everywhere.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};

use super::{cookie, email_changes};
use crate::auth::permissions::KeepOwnAccount;
use crate::auth::sessions;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::request::Command;

/// Ends this session.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "The session has ended.")), security(("session" = [])))]
#[delete("/sessions/current")]
pub(super) async fn sign_out(command: Command<KeepOwnAccount>, config: Data<Config>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let (session, now) = (command.requester.session, command.moment.now);
    db.write(move |tx| Ok(sessions::end(tx, session, now)?)).await?;
    Ok(HttpResponse::NoContent().cookie(cookie::removal(&config)).finish())
}

/// Ends all sessions of the account, at once, and a change of its address that waits for its confirmation.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "All sessions have ended.")), security(("session" = [])))]
#[delete("/sessions")]
pub(super) async fn sign_out_everywhere(command: Command<KeepOwnAccount>, config: Data<Config>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let (account, now) = (command.requester.account, command.moment.now);
    db.write(move |tx| {
        // Who signs out everywhere wants nothing that somebody else began to go on.
        email_changes::forget(tx, account)?;
        Ok(sessions::end_all(tx, account, None, now)?)
    })
    .await?;
    Ok(HttpResponse::NoContent().cookie(cookie::removal(&config)).finish())
}

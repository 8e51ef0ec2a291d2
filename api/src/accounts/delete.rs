//! Deleting one's own account.

use actix_web::HttpResponse;
use actix_web::post;
use actix_web::web::Data;
use shared::accounts::{DELETE_CONFIRMATION, DeleteAccount};

use super::{cookie, proof};
use crate::auth::permissions::KeepOwnAccount;
use crate::auth::{Keys, Passwords};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::people;
use crate::record::Act;
use crate::request::Command;

/// Deletes one's own account: who one is is erased, at once and for good. What is recorded stays under ids alone, and
/// certificates can be verified without a name. Members of the staff end their duties first.
#[utoipa::path(
    tag = "accounts",
    request_body = DeleteAccount,
    responses((status = 204, description = "It is deleted; a last mail says so.")),
    security(("session" = []))
)]
#[post("/me/delete")]
pub(super) async fn delete_account(
    command: Command<KeepOwnAccount, DeleteAccount>,
    passwords: Data<Passwords>,
    keys: Data<Keys>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let Command { requester, body, moment, .. } = command;
    if body.confirmation.trim().to_lowercase() != DELETE_CONFIRMATION {
        return Err(Error::invalid("confirmation", format!("type the words `{DELETE_CONFIRMATION}`")));
    }
    let shown = (body.current_password, body.code);
    let proven = proof::by_password_and_code(&db, (&passwords, &keys), &requester, shown, moment).await?;
    let act =
        Act { account: Some(proven.kept.id.into()), operation: "delete_account", now: moment.now, today: moment.today, reason: None, key: None };
    db.write(move |tx| {
        proven.stands(tx, moment)?;
        people::erase(tx, &act, proven.kept.person)
    })
    .await?;
    Ok(HttpResponse::NoContent().cookie(cookie::removal(&config)).finish())
}

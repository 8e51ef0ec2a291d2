//! Discarding a draft.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};

use super::store;
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::request::Command;

/// Discards the draft of your next application, if there is one.
#[utoipa::path(tag = "applications", security(("session" = [])), responses((status = 204, description = "No draft is kept any more.")))]
#[delete("/me/application-draft")]
pub(in crate::applications) async fn discard_application_draft(command: Command<permissions::Apply>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let person = command.requester.person;
    db.write(move |tx| Ok(store::discard(tx, person)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

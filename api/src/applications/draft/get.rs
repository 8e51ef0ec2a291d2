//! The draft as it was saved last.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::applications::KeptApplicationDraft;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadOwn;
use crate::db::Db;
use crate::error::Error;

/// The draft of your next application; one of version 0 where none is kept.
#[utoipa::path(tag = "applications", security(("session" = [])), responses((status = 200, body = KeptApplicationDraft)))]
#[get("/me/application-draft")]
pub(in crate::applications) async fn get_application_draft(requester: Require<ReadOwn>, db: Data<Db>) -> Result<Json<KeptApplicationDraft>, Error> {
    let person = requester.person;
    let kept = db.read(move |conn| Ok(store::find(conn, person)?)).await?;
    // None kept is the usual case and no error: browsers complain of a 404 in their consoles.
    Ok(Json(kept.unwrap_or_default()))
}

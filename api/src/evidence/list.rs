//! One's own files that wait for the next application.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::evidence::EvidenceList;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadOwn;
use crate::db::Db;
use crate::error::Error;

/// Your files that wait for your next application, in the order in which they were sent.
#[utoipa::path(tag = "evidence", security(("session" = [])), responses((status = 200, body = EvidenceList)))]
#[get("/me/evidence")]
pub(super) async fn list_my_evidence(requester: Require<ReadOwn>, db: Data<Db>) -> Result<Json<EvidenceList>, Error> {
    let person = requester.person;
    Ok(Json(EvidenceList { items: db.read(move |conn| Ok(store::waiting(conn, person)?)).await? }))
}

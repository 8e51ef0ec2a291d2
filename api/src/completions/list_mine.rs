//! One's own completions.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::completions::CompletionList;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadOwn;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// Your completions, by day, then by set.
#[utoipa::path(tag = "completions", responses((status = 200, body = CompletionList)), security(("session" = [])))]
#[get("/me/completions")]
pub(super) async fn list_my_completions(requester: Require<ReadOwn>, moment: Moment, db: Data<Db>) -> Result<Json<CompletionList>, Error> {
    let person = requester.person;
    let items = db.read(move |conn| store::of_person(conn, person, moment.today)).await?;
    Ok(Json(CompletionList { items }))
}

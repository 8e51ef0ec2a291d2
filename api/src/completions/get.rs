//! One completion: one's own, or as staff anyone's.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::completions::Completion;
use shared::ids::CompletionId;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadOwnOrAny;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// One completion.
#[utoipa::path(
    tag = "completions",
    params(("id" = CompletionId, Path, description = "The completion")),
    responses((status = 200, body = Completion)),
    security(("session" = []))
)]
#[get("/completions/{id}")]
pub(super) async fn get_completion(
    id: Path<CompletionId>,
    requester: Require<ReadOwnOrAny>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<Completion>, Error> {
    let id = id.into_inner();
    let completion = db
        .read(move |conn| {
            let person = store::person_of(conn, id)?;
            requester.own_or_staff(person, "completion")?;
            store::find(conn, person, id, moment.today)
        })
        .await?;
    Ok(Json(completion))
}

//! One's own applications.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::applications::ApplicationPage;

use super::{answer, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// One's own applications, oldest first, all on one page.
#[utoipa::path(tag = "applications", security(("session" = [])), responses((status = 200, body = ApplicationPage)))]
#[get("/me/applications")]
pub(super) async fn list_my_applications(
    requester: Require<permissions::ReadOwn>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<ApplicationPage>, Error> {
    let person = requester.person;
    db.read(move |conn| {
        let records = store::records_of(conn, person, moment.today)?;
        Ok(Json(ApplicationPage { items: answer::answers(conn, records, moment.today)?, next: None }))
    })
    .await
}

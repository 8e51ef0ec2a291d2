//! One application.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::accounts::Role;
use shared::applications::Application;
use shared::ids::ApplicationId;

use super::{answer, confirmations, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// An application: one's own, or as staff anyone's.
#[utoipa::path(tag = "applications", security(("session" = [])), params(("id" = ApplicationId, Path, description = "The application.")), responses((status = 200, body = Application)))]
#[get("/applications/{id}")]
pub(super) async fn get_application(
    requester: Require<permissions::ReadOwnOrAny>,
    id: Path<ApplicationId>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<Application>, Error> {
    let (id, requester) = (id.into_inner(), requester.into_inner());
    db.read(move |conn| {
        let (owner, record) = store::find(conn, id, moment.today)?.ok_or(Error::NotFound("application"))?;
        requester.own_or_staff(owner, "application")?;
        let mut application = answer::answers(conn, vec![record], moment.today)?.pop().ok_or(Error::NotFound("application"))?;
        // What a supervisor adds is said to the staff alone: nobody is to be pressed for it.
        if requester.is(Role::Staff) && owner != requester.person {
            confirmations::tell_comments(conn, &mut application)?;
        }
        Ok(Json(application))
    })
    .await
}

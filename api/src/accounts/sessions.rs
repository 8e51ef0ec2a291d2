//! One's own sessions: which there are, and ending one, or all others.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get};
use shared::accounts::SessionList;

use crate::auth::permissions::{KeepOwnAccount, ReadOwnAccount};
use crate::auth::{Require, SessionId, sessions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::request::Command;

/// One's own sessions that stand, last used first.
#[utoipa::path(tag = "accounts", responses((status = 200, body = SessionList)), security(("session" = [])))]
#[get("/me/sessions")]
pub(super) async fn list_my_sessions(requester: Require<ReadOwnAccount>, moment: Moment, db: Data<Db>) -> Result<Json<SessionList>, Error> {
    let (account, session) = (requester.account, requester.session);
    let items = db.read(move |conn| Ok(sessions::standing(conn, account, session, moment.now)?)).await?;
    Ok(Json(SessionList { items }))
}

/// Ends one of one's own sessions, at once. What has ended already is not there.
#[utoipa::path(
    tag = "accounts",
    params(("id" = String, Path, format = Uuid, description = "The session.", example = "01993e5c-6f00-7cc2-8000-0242ac120002")),
    responses((status = 204, description = "The session has ended.")),
    security(("session" = []))
)]
#[delete("/me/sessions/{id}")]
pub(super) async fn end_session(command: Command<KeepOwnAccount>, id: Path<SessionId>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let (requester, now, id) = (command.requester.into_inner(), command.moment.now, id.into_inner());
    db.write(move |tx| {
        let mine = sessions::standing(tx, requester.account, requester.session, now)?;
        mine.iter().find(|session| session.id == id.to_string()).ok_or(Error::NotFound("session"))?;
        Ok(sessions::end(tx, id, now)?)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends all other sessions of one's account, at once; this one goes on.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "The other sessions have ended.")), security(("session" = [])))]
#[delete("/me/sessions")]
pub(super) async fn end_other_sessions(command: Command<KeepOwnAccount>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let (requester, now) = (command.requester.into_inner(), command.moment.now);
    db.write(move |tx| Ok(sessions::end_all(tx, requester.account, Some(requester.session), now)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

//! Giving up a notice that could not be delivered.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::ids::NoticeId;
use shared::notices::Notice;
use shared::people::{REASON_CHARS_MAX, WithReason};

use super::resend::waiting;
use super::store;
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::record::record_note;
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Gives up a notice that could not be delivered, for a reason; never one of one's own. What it says is deleted, so it
/// cannot be sent again. Answers the notice.
#[utoipa::path(tag = "notices", security(("session" = [])), params(("id" = NoticeId, Path, description = "The notice.")),
    request_body = WithReason, responses((status = 200, body = Notice)))]
#[post("/notices/{id}/drop")]
pub(super) async fn drop_notice(
    command: Command<permissions::ManageNotices, WithReason>,
    id: Path<NoticeId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "drop_notice", move |tx, act, staff, _| {
            let undelivered = waiting(tx, id, staff)?;
            store::give_up(tx, id)?;
            record_note(tx, &act.because(&reason), undelivered.person)?;
            Answer::ok(&store::find(tx, id)?.ok_or(Error::NotFound("notice"))?.notice)
        })
        .await
}

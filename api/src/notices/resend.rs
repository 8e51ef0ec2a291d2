//! Sending a notice again that could not be delivered.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::ids::NoticeId;
use shared::notices::{Notice, NoticeState};

use super::store::{self, Undelivered};
use crate::auth::{Requester, permissions};
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::record_note;
use crate::request::{Answer, Command};

/// Sends a notice again that could not be delivered, under the same `Message-ID`: to the address that the account has by
/// now, or to the programme's as it is configured by now. One that is for a certain mailbox goes there again. It is not
/// sent where a link in it has ended; nor by the person whom it is for. Answers the notice, which is queued.
#[utoipa::path(tag = "notices", security(("session" = [])), params(("id" = NoticeId, Path, description = "The notice.")),
    responses((status = 200, body = Notice)))]
#[post("/notices/{id}/resend")]
pub(super) async fn resend_notice(
    command: Command<permissions::ManageNotices>,
    id: Path<NoticeId>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, programme) = (id.into_inner(), config.contact_email.clone());
    command
        .write(&db, "resend_notice", move |tx, act, staff, _| {
            let undelivered = waiting(tx, id, staff)?;
            if !undelivered.can_be_sent(act.now) {
                return Err(expired());
            }
            store::send_again(tx, id, &undelivered.goes_to(&programme), act.now)?;
            let reason = format!("The notice `{}` could not be delivered and was sent again.", undelivered.notice.kind.name());
            record_note(tx, &act.because(reason), undelivered.person)?;
            Answer::ok(&store::find(tx, id)?.ok_or(Error::NotFound("notice"))?.notice)
        })
        .await
}

/// The notice, where it waits for staff and is not the requester's own.
pub(super) fn waiting(tx: &mut DbConnection, id: NoticeId, staff: &Requester) -> Result<Undelivered, Error> {
    let undelivered = store::find(tx, id)?.ok_or(Error::NotFound("notice"))?;
    undelivered.person.map_or(Ok(()), |person| staff.not_own(person))?;
    match undelivered.notice.state {
        NoticeState::Failed => Ok(undelivered),
        NoticeState::Expired => Err(expired()),
        NoticeState::Queued => Err(Error::conflict("notice_underway", 27, "This notice is on its way; it waits for nobody.")),
        NoticeState::Delivered | NoticeState::Dropped | NoticeState::Other => {
            Err(Error::conflict("notice_settled", 27, "This notice was delivered or given up; what it said is not kept."))
        }
    }
}

fn expired() -> Error {
    Error::conflict("notice_expired", 27, "This notice is too old: a link in it has ended, or what it said is not kept any more.")
}

//! Taking the second step from someone who has lost both app and recovery codes.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::facts::FactBody;
use shared::ids::PersonId;
use shared::people::{ActEntry, REASON_CHARS_MAX, WithReason};

use super::{file, store};
use crate::accounts::mails;
use crate::auth::{permissions, second_factors, sessions};
use crate::db::Db;
use crate::error::Error;
use crate::outbox;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Takes the second step of signing in from someone's account, so that they set it up anew; never from one's own. All
/// their sessions end, and a mail tells them. Answers the act as it stands in the person's file.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = PersonId, Path, description = "The person.")),
    request_body = WithReason, responses((status = 201, body = ActEntry)))]
#[post("/people/{id}/second-factor/reset")]
pub(super) async fn reset_second_factor(
    command: Command<permissions::ChangeRoles, WithReason>,
    id: Path<PersonId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "reset_second_factor", move |tx, act, admin, _| {
            let contact = store::contact(tx, id)?.ok_or(Error::NotFound("person"))?;
            admin.not_own(id)?;
            if !second_factors::is_on(tx, contact.account)? {
                return Err(Error::conflict("second_step_off", 27, "The second step of this account is not set up."));
            }
            second_factors::remove(tx, contact.account)?;
            sessions::end_all(tx, contact.account, None, act.now)?;
            outbox::queue(tx, act.now, &mails::second_step_off(&contact.email, &contact.name))?;
            let reset = NewFact::of(id, act.today, FactBody::SecondFactorReset);
            let recorded = record(tx, &act.because(&reason), vec![reset])?;
            Answer::created(&file::entry_of(tx, &recorded)?)
        })
        .await
}

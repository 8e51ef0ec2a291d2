//! Saving a draft. No answer is kept under an idempotency key: it would hold what was typed, and the version tells a
//! repetition apart.

use actix_web::put;
use actix_web::web::{Data, Json};
use shared::applications::{KeptApplicationDraft, SaveApplicationDraft, check_draft};
use shared::policies::Policies;

use super::super::submit::may_apply;
use super::store;
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::request::Command;

/// Saves the draft of your next application. It need not be complete.
///
/// Refused where you cannot apply now. A conflict where it was saved, submitted or discarded elsewhere since the version
/// that it follows: read it again.
#[utoipa::path(tag = "applications", security(("session" = [])), request_body = SaveApplicationDraft,
    responses((status = 200, body = KeptApplicationDraft)))]
#[put("/me/application-draft")]
pub(in crate::applications) async fn save_application_draft(
    command: Command<permissions::Apply, SaveApplicationDraft>,
    db: Data<Db>,
) -> Result<Json<KeptApplicationDraft>, Error> {
    let Command { requester, body, moment, .. } = command;
    let errors = check_draft(&body.draft);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let person = requester.person;
    let saved = db.write(move |tx| {
        // A draft of what cannot be submitted would only be found again much later.
        if body.follows == 0 && store::find(tx, person)?.is_none() {
            may_apply(tx, person, &Policies::built_in(), moment.today)?;
        }
        store::save(tx, person, &body, moment.now)
    });
    saved.await.map(Json)
}

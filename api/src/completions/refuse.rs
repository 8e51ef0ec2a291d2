//! Staff found that the course was not completed.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::completions::Completion;
use shared::dossier::Outcome;
use shared::ids::CompletionId;
use shared::people::{REASON_CHARS_MAX, WithReason};

use super::decide::decide_for;
use crate::auth::permissions::DecideCompletions;
use crate::db::Db;
use crate::error::Error;
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Refuses a completion, with a reason that the person reads.
#[utoipa::path(
    tag = "completions",
    params(("id" = CompletionId, Path, description = "The completion")),
    request_body = WithReason,
    responses((status = 200, body = Completion)),
    security(("session" = []))
)]
#[post("/completions/{id}/refuse")]
pub(super) async fn refuse_completion(
    id: Path<CompletionId>,
    command: Command<DecideCompletions, WithReason>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "refuse_completion", move |tx, act, requester, body| {
            let reason = paragraphs("reason", &body.reason, REASON_CHARS_MAX)?;
            Answer::ok(&decide_for(tx, &act.because(reason), requester, id, Outcome::NotAchieved)?)
        })
        .await
}

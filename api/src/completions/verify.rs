//! Staff found that the course was completed.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::completions::Completion;
use shared::dossier::Outcome;
use shared::ids::CompletionId;

use super::decide::decide_for;
use crate::auth::permissions::DecideCompletions;
use crate::db::Db;
use crate::error::Error;
use crate::request::{Answer, Command};

/// Verifies a completion. Where it completes the requirement, the certificate is issued with it.
#[utoipa::path(
    tag = "completions",
    params(("id" = CompletionId, Path, description = "The completion")),
    responses((status = 200, body = Completion)),
    security(("session" = []))
)]
#[post("/completions/{id}/verify")]
pub(super) async fn verify_completion(id: Path<CompletionId>, command: Command<DecideCompletions>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command.write(&db, "verify_completion", move |tx, act, requester, _| Answer::ok(&decide_for(tx, act, requester, id, Outcome::Achieved)?)).await
}

//! Withdrawing one's application, as long as it has not led to admission.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::applications::{Application, ApplicationState};
use shared::facts::FactBody;
use shared::ids::ApplicationId;

use super::{answer, store};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::orders::settling;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};

/// Withdraws one's own application. What was paid is not refunded by itself (Q22); one may apply again at any time.
#[utoipa::path(tag = "applications", security(("session" = [])), params(("id" = ApplicationId, Path, description = "The application.")), responses((status = 200, body = Application)))]
#[post("/applications/{id}/withdraw")]
pub(super) async fn withdraw_application(command: Command<permissions::Apply>, id: Path<ApplicationId>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "withdraw_application", move |tx, act, requester, _| {
            let (owner, found) = store::find(tx, id, act.today)?.ok_or(Error::NotFound("application"))?;
            requester.own(owner, "application")?;
            may_be_withdrawn(found.state())?;
            record(tx, act, vec![NewFact::of(owner, act.today, FactBody::ApplicationWithdrawn { application: id })])?;
            settling::withdrawn(tx, act, owner)?;
            Answer::ok(&answer::answer(tx, id, act.today)?)
        })
        .await
}

fn may_be_withdrawn(state: ApplicationState) -> Result<(), Error> {
    let (code, sentence) = match state {
        ApplicationState::Submitted | ApplicationState::InformationRequested | ApplicationState::Accepted => return Ok(()),
        ApplicationState::Admitted => ("already_admitted", "You are admitted by this application; it can no longer be withdrawn."),
        ApplicationState::Refused => ("application_decided", "This application was refused; there is nothing left to withdraw."),
        ApplicationState::Withdrawn => ("application_withdrawn", "This application was withdrawn before."),
    };
    Err(Error::conflict(code, 7, sentence))
}

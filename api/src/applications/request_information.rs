//! Asking an applicant for more before deciding.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::applications::{Application, ApplicationState, INFORMATION_CHARS_MAX, RequestInformation};
use shared::facts::FactBody;
use shared::ids::ApplicationId;

use super::accept::must_be_undecided;
use super::{answer, mails, store};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::people;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Asks the applicant for more. The applicant is told by mail and answers with the application; it may be decided before
/// that, too.
///
/// A conflict where it was decided or withdrawn, or where what was asked before waits for its answer.
#[utoipa::path(tag = "applications", security(("session" = [])), params(("id" = ApplicationId, Path, description = "The application.")),
    request_body = RequestInformation, responses((status = 200, body = Application)))]
#[post("/applications/{id}/request-information")]
pub(super) async fn request_information(
    command: Command<permissions::DecideApplications, RequestInformation>,
    id: Path<ApplicationId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let question = paragraphs("question", &command.body.question, INFORMATION_CHARS_MAX)?;
    command
        .write(&db, "request_information", move |tx, act, staff, _| {
            let (owner, found) = store::find(tx, id, act.today)?.ok_or(Error::NotFound("application"))?;
            staff.not_own(owner)?;
            must_be_undecided(&found)?;
            must_be_answered(found.state())?;
            record(tx, &act.because(&question), vec![NewFact::of(owner, act.today, FactBody::InformationRequested { application: id })])?;
            if let Some(contact) = people::contact(tx, owner)? {
                mails::information_requested(tx, act.now, contact, id, &question)?;
            }
            Answer::ok(&answer::answer(tx, id, act.today)?)
        })
        .await
}

/// A conflict where what was asked waits for its answer.
fn must_be_answered(state: ApplicationState) -> Result<(), Error> {
    if state == ApplicationState::InformationRequested {
        let sentence = "The applicant was asked and has not answered yet; strike the question in the person's file to ask another.";
        return Err(Error::conflict("information_requested", 7, sentence));
    }
    Ok(())
}

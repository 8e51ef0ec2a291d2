//! Answering what staff asked about one's application.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::applications::{Application, ApplicationState, GiveInformation, INFORMATION_CHARS_MAX};
use shared::facts::FactBody;
use shared::ids::ApplicationId;

use super::{answer, store};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::evidence;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Answers what staff asked about one's own application, with files where they help; it then waits for their decision again.
///
/// A conflict where nothing is asked, or the application was decided meanwhile.
#[utoipa::path(tag = "applications", security(("session" = [])), params(("id" = ApplicationId, Path, description = "The application.")),
    request_body = GiveInformation, responses((status = 200, body = Application)))]
#[post("/applications/{id}/give-information")]
pub(super) async fn give_information(
    command: Command<permissions::Apply, GiveInformation>,
    id: Path<ApplicationId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let given = paragraphs("answer", &command.body.answer, INFORMATION_CHARS_MAX)?;
    command
        .write(&db, "give_information", move |tx, act, requester, sent| {
            let (owner, found) = store::find(tx, id, act.today)?.ok_or(Error::NotFound("application"))?;
            requester.own(owner, "application")?;
            must_be_asked(found.state())?;
            evidence::attach(tx, owner, id, &sent.evidence)?;
            record(tx, &act.because(&given), vec![NewFact::of(owner, act.today, FactBody::InformationGiven { application: id })])?;
            Answer::ok(&answer::answer(tx, id, act.today)?)
        })
        .await
}

/// A conflict where nothing waits for an answer.
fn must_be_asked(state: ApplicationState) -> Result<(), Error> {
    let sentence = match state {
        ApplicationState::InformationRequested => return Ok(()),
        ApplicationState::Submitted => "Nothing is asked about this application; write to the programme to add something.",
        ApplicationState::Accepted | ApplicationState::Admitted | ApplicationState::Refused | ApplicationState::Withdrawn => {
            "This application was decided or withdrawn; no answer is needed any more."
        }
    };
    Err(Error::conflict("nothing_asked", 7, sentence))
}

//! Accepting an application: only of someone who is eligible.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::applications::{Application, ApplicationRecord, ApplicationState, eligibility, eligibility_reasons};
use shared::calendar::Date;
use shared::dossier;
use shared::facts::FactBody;
use shared::ids::{ApplicationId, InvoiceId};
use shared::policies::Policies;
use shared::reasons::Refusal;

use super::{answer, mails, store};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::people;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};

/// Accepts an application. The applicant is admitted on the first day on which it is both accepted and paid in full.
///
/// Refused with the reasons where the applicant is not eligible; a conflict where it was decided or withdrawn before.
#[utoipa::path(tag = "applications", security(("session" = [])), params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Application), (status = 422, description = "The applicant is not eligible.")))]
#[post("/applications/{id}/accept")]
pub(super) async fn accept_application(
    command: Command<permissions::DecideApplications>,
    id: Path<ApplicationId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "accept_application", move |tx, act, staff, _| {
            let (owner, _) = store::find(tx, id, act.today)?.ok_or(Error::NotFound("application"))?;
            staff.not_own(owner)?;
            Answer::ok(&accept(tx, act, id)?)
        })
        .await
}

/// Accepts an application and tells the applicant.
///
/// # Errors
/// [`Error::NotFound`] without such an application, [`Error::Conflict`] where it was decided before,
/// [`Error::Refused`] where the applicant is not eligible.
pub fn accept(tx: &mut DbConnection, act: &Act, id: ApplicationId) -> Result<Application, Error> {
    let (owner, found) = store::find(tx, id, act.today)?.ok_or(Error::NotFound("application"))?;
    must_be_undecided(&found)?;
    must_be_eligible(&found.submitted)?;
    record(tx, act, vec![NewFact::of(owner, act.today, FactBody::ApplicationAccepted { application: id })])?;
    let accepted = answer::answer(tx, id, act.today)?;
    if let Some(contact) = people::contact(tx, owner)? {
        mails::accepted(tx, act.now, contact, owed_first(&found, act.today).unwrap_or(accepted.invoice_id), accepted.admitted_on)?;
    }
    Ok(accepted)
}

/// The first invoice for which something is owed.
fn owed_first(found: &ApplicationRecord, today: Date) -> Option<InvoiceId> {
    found.invoices.iter().find(|invoice| 0 < invoice.owed_cents(today)).map(|invoice| invoice.invoice)
}

/// A conflict where it was decided or withdrawn before.
pub(super) fn must_be_undecided(found: &ApplicationRecord) -> Result<(), Error> {
    let sentence = match found.state() {
        // What was asked may have been answered in another way.
        ApplicationState::Submitted | ApplicationState::InformationRequested => return Ok(()),
        ApplicationState::Accepted | ApplicationState::Admitted => "This application was accepted before.",
        ApplicationState::Refused => "This application was refused before; the applicant may apply again.",
        ApplicationState::Withdrawn => "The applicant has withdrawn this application.",
    };
    Err(Error::conflict("application_decided", 7, sentence))
}

/// Refused for the conditions that do not hold.
fn must_be_eligible(submitted: &dossier::Application) -> Result<(), Error> {
    let policies = Policies::built_in();
    let policy = policies.in_force_on(submitted.submitted_on);
    if eligibility(submitted, policy).eligible {
        return Ok(());
    }
    let otherwise_fine = dossier::Application { has_diploma: true, in_support_position: true, ..submitted.clone() };
    let holds = |rule: &str| match rule {
        "diploma" => submitted.has_diploma,
        "support_position" => submitted.in_support_position,
        _ => eligibility(&otherwise_fine, policy).eligible,
    };
    let reasons = eligibility_reasons(submitted, policy).into_iter().filter(|reason| !holds(&reason.rule)).collect();
    Err(Refusal { code: "not_eligible", reasons }.into())
}

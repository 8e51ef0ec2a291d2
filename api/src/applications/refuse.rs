//! Refusing an application, with the reason that the applicant is told.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::applications::Application;
use shared::facts::FactBody;
use shared::ids::{ApplicationId, InvoiceId};
use shared::people::{REASON_CHARS_MAX, WithReason};

use super::accept::must_be_undecided;
use super::{answer, mails, store};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::orders::settling;
use crate::people;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Refuses an application; what was paid is then due to be refunded. The applicant may apply again at any time.
///
/// A conflict where it was decided or withdrawn before.
#[utoipa::path(tag = "applications", security(("session" = [])), params(("id" = ApplicationId, Path, description = "The application.")), request_body = WithReason,
    responses((status = 200, body = Application)))]
#[post("/applications/{id}/refuse")]
pub(super) async fn refuse_application(
    command: Command<permissions::DecideApplications, WithReason>,
    id: Path<ApplicationId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "refuse_application", move |tx, act, staff, _| {
            let (owner, found) = store::find(tx, id, act.today)?.ok_or(Error::NotFound("application"))?;
            staff.not_own(owner)?;
            must_be_undecided(&found)?;
            let refused = NewFact::of(owner, act.today, FactBody::ApplicationRefused { application: id });
            // What an institution paid for it is taken back in the same act.
            let invoices: Vec<InvoiceId> = found.invoices.iter().map(|record| record.invoice).collect();
            let lines = settling::of_refusal(tx, act, owner, &invoices)?;
            record(tx, &act.because(&reason), std::iter::once(refused).chain(lines.facts()).collect())?;
            settling::refused(tx, act, &lines)?;
            if let Some(contact) = people::contact(tx, owner)? {
                mails::refused(tx, act.now, contact, id, &reason)?;
            }
            Answer::ok(&answer::answer(tx, id, act.today)?)
        })
        .await
}

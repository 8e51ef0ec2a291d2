//! Marking the ALA membership of an application as not confirmed: the difference to the full fee is then owed, too.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::applications::{Application, difference_to_charge};
use shared::facts::FactBody;
use shared::ids::{ApplicationId, InvoiceId};
use shared::people::{REASON_CHARS_MAX, WithReason};

use super::{answer, mails, store};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::orders::settling;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;
use crate::{fees, ids, people};

/// Marks the ALA membership of an application as not confirmed. The difference to the full fee is invoiced at once, at the
/// prices by which the first invoice was made, and the applicant is told by mail, with the reason. They are admitted once all is
/// paid.
///
/// A conflict where no membership number was given, where it is marked already, where nothing is between the two prices, or
/// where the application was refused, withdrawn or has led to admission. It is taken back by crediting the invoice over the
/// difference, and striking the mark in the person's file.
#[utoipa::path(tag = "applications", security(("session" = [])), params(("id" = ApplicationId, Path, description = "The application.")), request_body = WithReason,
    responses((status = 200, body = Application)))]
#[post("/applications/{id}/membership-unconfirmed")]
pub(super) async fn mark_membership_unconfirmed(
    command: Command<permissions::DecideApplications, WithReason>,
    id: Path<ApplicationId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    let invoice = InvoiceId(ids::fresh());
    command
        .write(&db, "mark_membership_unconfirmed", move |tx, act, staff, _| {
            let (owner, found) = store::find(tx, id, act.today)?.ok_or(Error::NotFound("application"))?;
            staff.not_own(owner)?;
            let policies = fees::policies(tx)?;
            let ordered = settling::ordered_by(tx, owner, found.submitted.submitted_on)?;
            let ordered = ordered.map(|ordered| policies.priced_by(ordered.on, ordered.amount_cents));
            let lines = difference_to_charge(&found, &policies, ordered).map_err(Error::Conflict)?;
            let owed_cents = lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.amount_cents));
            let of_today = |body| NewFact::of(owner, act.today, body);
            let issued = of_today(FactBody::InvoiceIssued { invoice, application: id, lines, number: None });
            let marked = of_today(FactBody::MembershipUnconfirmed { application: id, invoice });
            record(tx, &act.because(&reason), vec![issued, marked])?;
            settling::owes_more(tx, act, owner)?;
            if let Some(contact) = people::contact(tx, owner)? {
                mails::membership_unconfirmed(tx, act.now, contact, invoice, owed_cents, &reason)?;
            }
            Answer::ok(&answer::answer(tx, id, act.today)?)
        })
        .await
}

//! Credit notes.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::books::{CreditInvoice, Ledger, check_credit};
use shared::facts::{FactBody, standing_facts};
use shared::ids::{CreditId, InvoiceId};
use shared::invoices::Invoice;
use shared::people::REASON_CHARS_MAX;

use super::store::facts_with;
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::ids;
use crate::invoices::{self, Gateway};
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Lowers what is owed for an invoice: at most by what its lines still hold. What was paid and is more than is owed then is
/// unallocated, and does not go back by itself.
#[utoipa::path(tag = "books", security(("session" = [])), params(("id" = InvoiceId, Path, description = "The invoice.")),
    request_body = CreditInvoice, responses((status = 201, body = Invoice)))]
#[post("/invoices/{id}/credits")]
pub(super) async fn credit_invoice(
    command: Command<permissions::KeepBooks, CreditInvoice>,
    id: Path<InvoiceId>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, cards) = (id.into_inner(), gateway.cards_taken());
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "credit_invoice", move |tx, act, staff, sent| {
            let case = invoices::find(tx, id, act.today)?.ok_or(Error::NotFound("invoice"))?;
            staff.not_own(case.person)?;
            let known = facts_with(tx, case.person)?;
            let most = Ledger::of(&standing_facts(&known, act.today)).creditable_cents(id, act.today);
            if let Some(error) = check_credit(sent.amount_cents, most) {
                return Err(Error::Invalid(vec![error]));
            }
            let body = FactBody::InvoiceCredited { credit: CreditId(ids::fresh()), invoice: id, amount_cents: sent.amount_cents };
            record(tx, &act.because(&reason), vec![NewFact::of(case.person, act.today, body)])?;
            invoices::tell_of_credit(tx, act, id, sent.amount_cents)?;
            let credited = invoices::find(tx, id, act.today)?.ok_or(Error::NotFound("invoice"))?;
            Answer::created(&invoices::answer(&credited, cards))
        })
        .await
}

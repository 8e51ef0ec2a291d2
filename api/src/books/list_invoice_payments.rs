//! The payments of an invoice.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::books::{BookedPayments, Ledger};
use shared::facts::standing_facts;
use shared::ids::InvoiceId;

use super::answer::answers;
use super::store;
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::invoices::{self, Gateway};

/// The payments that came for an invoice, and those of anyone that staff put to it.
#[utoipa::path(tag = "books", security(("session" = [])), params(("id" = InvoiceId, Path, description = "The invoice.")),
    responses((status = 200, body = BookedPayments)))]
#[get("/invoices/{id}/payments")]
pub(super) async fn list_invoice_payments(
    _staff: Require<permissions::ReadBooks>,
    id: Path<InvoiceId>,
    moment: Moment,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<Json<BookedPayments>, Error> {
    let (id, cards, today) = (id.into_inner(), gateway.card_refunds(), moment.today);
    db.read(move |conn| {
        let case = invoices::find(conn, id, today)?.ok_or(Error::NotFound("invoice"))?;
        let known = store::facts_with(conn, case.person)?;
        let ledger = Ledger::of(&standing_facts(&known, today));
        let own = ledger.payments().iter().filter(|received| received.invoice == Some(id)).map(|received| received.payment);
        let balances = ledger.balances(today);
        let paying = balances.allocations.iter().filter(|paid| paid.invoice == Some(id)).map(|paid| paid.payment);
        let mut payments: Vec<_> = own.chain(paying).collect();
        payments.sort_unstable();
        payments.dedup();
        let accounts = store::find_all(conn, &payments, today)?;
        let mut items = answers(conn, &accounts, cards)?;
        items.sort_by_key(|payment| (payment.received_on, payment.id));
        Ok(Json(BookedPayments { items, creditable_cents: ledger.creditable_cents(id, today) }))
    })
    .await
}

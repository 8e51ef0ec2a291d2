//! One invoice.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::ids::InvoiceId;
use shared::invoices::Invoice;

use super::gateway::Gateway;
use super::{answer, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// An invoice: one's own, or as staff anyone's.
#[utoipa::path(tag = "invoices", security(("session" = [])), params(("id" = InvoiceId, Path, description = "The invoice.")),
    responses((status = 200, body = Invoice)))]
#[get("/invoices/{id}")]
pub(super) async fn get_invoice(
    requester: Require<permissions::ReadOwnOrAny>,
    id: Path<InvoiceId>,
    moment: Moment,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<Json<Invoice>, Error> {
    let (id, requester, cards) = (id.into_inner(), requester.into_inner(), gateway.cards_taken());
    db.read(move |conn| {
        let case = store::find(conn, id, moment.today)?.ok_or(Error::NotFound("invoice"))?;
        requester.own_or_staff(case.person, "invoice")?;
        Ok(Json(answer::answer(&case, cards)))
    })
    .await
}

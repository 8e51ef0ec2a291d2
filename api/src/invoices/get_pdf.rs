//! An invoice as a file to keep, to send and to print.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use shared::ids::InvoiceId;

use super::gateway::Gateway;
use super::{answer, sheet, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;

/// An invoice as a PDF file: one's own, or as staff anyone's. Once it is paid, it is the receipt.
#[utoipa::path(tag = "invoices", security(("session" = [])), params(("id" = InvoiceId, Path, description = "The invoice.")),
    responses((status = 200, description = "The file.", body = String, content_type = "application/pdf")))]
#[get("/invoices/{id}/pdf")]
pub(super) async fn get_invoice_pdf(
    requester: Require<permissions::ReadOwnOrAny>,
    id: Path<InvoiceId>,
    moment: Moment,
    gateway: Data<Gateway>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, requester, cards) = (id.into_inner(), requester.into_inner(), gateway.cards_taken());
    let case = db
        .read(move |conn| {
            let case = store::find(conn, id, moment.today)?.ok_or(Error::NotFound("invoice"))?;
            requester.own_or_staff(case.person, "invoice")?;
            Ok(case)
        })
        .await?;
    let invoice = answer::answer(&case, cards);
    let file = sheet::sheet(&invoice, &config)?;
    Ok(file.answer())
}

//! An order that was issued as a file to keep, to send and to print: the invoice, or the receipt.

use actix_web::web::{self, Data, Path};
use actix_web::{HttpResponse, get};
use shared::ids::OrderId;

use super::access;
use super::sheet::OrderSheet;
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;

/// An order that was issued as a PDF file: the invoice, or once it is paid the receipt. There is none before.
#[utoipa::path(tag = "orders", security(("session" = [])), params(("id" = OrderId, Path, description = "The order")),
    responses((status = 200, description = "The file.", body = String, content_type = "application/pdf")))]
#[get("/orders/{id}/pdf")]
pub(super) async fn get_order_pdf(
    requester: Require<permissions::Order>,
    id: Path<OrderId>,
    moment: Moment,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, requester) = (id.into_inner(), requester.into_inner());
    let read = db.read(move |conn| {
        let kept = access::own(conn, &requester, id)?;
        OrderSheet::of(conn, &kept, moment.today)?.ok_or(Error::NotFound("invoice"))
    });
    let sheet = read.await?;
    // Thousands of lines take a while; others are answered meanwhile.
    let file = web::block(move || sheet.file(&config)).await.map_err(|_| Error::Interrupted)??;
    Ok(file.answer())
}

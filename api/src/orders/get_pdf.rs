//! An order that was issued as a file: the invoice, to keep, to send and to print.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::web::{self, Data, Path};
use actix_web::{HttpResponse, get};
use shared::ids::OrderId;
use shared::orders::OrderState;

use super::{access, answer, lines, sheet};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;

/// An order that was issued as a PDF file: the invoice. There is none before.
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
        if kept.state == OrderState::Draft {
            return Err(Error::NotFound("invoice"));
        }
        Ok((answer::answer(conn, &kept, moment.today)?, lines::all(conn, id)?))
    });
    let (order, lines) = read.await?;
    let name = format!("attachment; filename=\"invoice-{}.pdf\"", sheet::number(&order));
    // Thousands of lines take a while; others are answered meanwhile.
    let file = web::block(move || sheet::sheet(&order, &lines, &config)).await.map_err(|_| Error::Interrupted)??;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((CONTENT_DISPOSITION, name))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .body(file))
}

//! Discarding an order that was not issued.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete};
use shared::ids::OrderId;

use super::{access, lines, store};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::request::{Answer, Command};

/// Discards an order that was not issued, with its lines and its document.
#[utoipa::path(
    tag = "orders",
    params(("id" = OrderId, Path, description = "The order")),
    responses((status = 204, description = "It is gone."), (status = 409, description = "It was issued.")),
    security(("session" = []))
)]
#[delete("/orders/{id}")]
pub(super) async fn discard_order(command: Command<permissions::Order>, id: Path<OrderId>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "discard_order", move |tx, _, requester, _| {
            access::must_be_draft(&access::own(tx, requester, id)?)?;
            lines::discard(tx, id)?;
            // The bytes of its document are tidied away: no row knows them any more.
            store::discard(tx, id)?;
            Ok(Answer::done())
        })
        .await
}

//! Paying by card: opens a session with the gateway.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::ids::InvoiceId;
use shared::invoices::Checkout;

use super::gateway::{Gateway, SessionWanted};
use super::payments::must_be_owed;
use super::store;
use crate::auth::permissions;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::request::Command;

/// Opens a page on which one pays what is owed for one's own invoice, and says where it is. Opened twice, it is the same
/// page.
#[utoipa::path(tag = "invoices", security(("session" = [])), params(("id" = InvoiceId, Path, description = "The invoice.")),
    responses((status = 201, body = Checkout)))]
#[post("/invoices/{id}/checkout")]
pub(super) async fn open_checkout(
    command: Command<permissions::Pay>,
    id: Path<InvoiceId>,
    gateway: Data<Gateway>,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, moment, requester) = (id.into_inner(), command.moment, command.requester.into_inner());
    let case = db
        .read(move |conn| {
            let case = store::find(conn, id, moment.today)?.ok_or(Error::NotFound("invoice"))?;
            requester.own(case.person, "invoice")?;
            must_be_owed(&case)?;
            Ok(case)
        })
        .await?;
    // Outside of a transaction: a gateway is another house. What is opened twice is the same by its key.
    let url = gateway.open(&db, SessionWanted { invoice: id, amount_cents: case.owed_cents() }, &config, moment).await?;
    Ok(HttpResponse::Created().json(Checkout { url }))
}

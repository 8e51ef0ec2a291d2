//! Changing what stands beside the lines of an order.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, put};
use shared::ids::OrderId;
use shared::orders::{ChangeOrder, Order, apply_by};

use super::create::reference;
use super::store::{self, Kept};
use super::{access, answer};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::request::{Answer, Command};

/// Changes the number that you give an order, and the last day for applying.
///
/// A conflict where it was issued, or changed since the version that this follows.
#[utoipa::path(
    tag = "orders",
    params(("id" = OrderId, Path, description = "The order")),
    request_body = ChangeOrder,
    responses((status = 200, body = Order)),
    security(("session" = []))
)]
#[put("/orders/{id}")]
pub(super) async fn change_order(command: Command<permissions::Order, ChangeOrder>, id: Path<OrderId>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let (id, reference) = (id.into_inner(), reference(&command.body.reference)?);
    if command.body.apply_by.is_some() {
        // As if it were issued today; it is asked again on the day of the issue.
        apply_by(command.body.apply_by, command.moment.today)?;
    }
    command
        .write(&db, "change_order", move |tx, act, requester, sent| {
            let kept = access::to_be_changed(tx, requester, id, sent.follows)?;
            let changed = store::change(tx, &Kept { reference: reference.clone(), apply_by: sent.apply_by, ..kept }, act.now)?;
            Answer::ok(&answer::answer(tx, &changed, act.today)?)
        })
        .await
}

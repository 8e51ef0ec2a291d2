//! One order.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::ids::OrderId;
use shared::orders::Order;

use super::{access, answer};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// An order of your institution, or as staff any. Its lines are listed apart.
#[utoipa::path(
    tag = "orders",
    params(("id" = OrderId, Path, description = "The order")),
    responses((status = 200, body = Order)),
    security(("session" = []))
)]
#[get("/orders/{id}")]
pub(super) async fn get_order(requester: Require<permissions::Order>, id: Path<OrderId>, moment: Moment, db: Data<Db>) -> Result<Json<Order>, Error> {
    let (id, requester) = (id.into_inner(), requester.into_inner());
    let order = db.read(move |conn| {
        let kept = access::own(conn, &requester, id)?;
        answer::answer(conn, &kept, moment.today)
    });
    order.await.map(Json)
}

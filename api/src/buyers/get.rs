//! One buyer, for staff.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::ids::BuyerId;
use shared::orders::Buyer;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ManageBuyers;
use crate::db::Db;
use crate::error::Error;

/// One buyer, and who orders for it.
#[utoipa::path(
    tag = "buyers",
    params(("id" = BuyerId, Path, description = "The buyer")),
    responses((status = 200, body = Buyer)),
    security(("session" = []))
)]
#[get("/buyers/{id}")]
pub(super) async fn get_buyer(id: Path<BuyerId>, _staff: Require<ManageBuyers>, db: Data<Db>) -> Result<Json<Buyer>, Error> {
    let id = id.into_inner();
    let buyer = db.read(move |conn| {
        let kept = store::must_be_there(conn, id)?;
        Ok(store::shown(conn, kept)?)
    });
    buyer.await.map(Json)
}

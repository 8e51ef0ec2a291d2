//! One payment.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::books::BookedPayment;
use shared::ids::PaymentId;

use super::answer::answer;
use super::store;
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::invoices::Gateway;

/// A payment, and what has become of its money.
#[utoipa::path(tag = "books", security(("session" = [])), params(("id" = PaymentId, Path, description = "The payment.")),
    responses((status = 200, body = BookedPayment)))]
#[get("/payments/{id}")]
pub(super) async fn get_payment(
    _staff: Require<permissions::ReadBooks>,
    id: Path<PaymentId>,
    moment: Moment,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<Json<BookedPayment>, Error> {
    let (id, cards) = (id.into_inner(), gateway.card_refunds());
    db.read(move |conn| {
        let account = store::find(conn, id, moment.today)?.ok_or(Error::NotFound("payment"))?;
        Ok(Json(answer(conn, &account, cards)?))
    })
    .await
}

//! Which order pays for somebody, before they apply.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::orders::PayingOrder;

use super::found::line_for;
use super::paying::called;
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// The purchase order that would pay an application of yours today.
///
/// It names you by the address of your account, or you have taken the invitation that was mailed. Null where none does.
#[utoipa::path(tag = "orders", security(("session" = [])), responses((status = 200, body = PayingOrder)))]
#[get("/me/paying-order")]
pub(super) async fn get_my_paying_order(requester: Require<permissions::Apply>, moment: Moment, db: Data<Db>) -> Result<Json<PayingOrder>, Error> {
    let person = requester.person;
    db.read(move |conn| {
        let Some(line) = line_for(conn, person, moment.today)? else { return Ok(Json(PayingOrder { order: None, amount_cents: None })) };
        Ok(Json(PayingOrder { order: called(conn, &[line.order])?.remove(&line.order), amount_cents: Some(line.amount_cents) }))
    })
    .await
}

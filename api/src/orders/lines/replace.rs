//! Putting other lines in place of all that an order has.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, put};
use shared::ids::OrderId;
use shared::orders::{DraftLine, ORDER_BYTES_MAX, Order, ReplaceOrderLines};

use super::store::{self, Line, Sum};
use super::{limits, parse};
use crate::auth::{Requester, Require, permissions};
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::orders::store::{Kept, change};
use crate::orders::{access, answer, findings};
use crate::record::Act;
use crate::request::{Answer, Command};

/// Puts these lines in place of all that an order has, or none where anything is wrong with one of them.
///
/// Refused is only what cannot be. What is told of each line, and what holds the order up, is listed with them. A conflict
/// where the order was issued, or changed since the version that this follows.
#[utoipa::path(
    tag = "orders",
    params(("id" = OrderId, Path, description = "The order")),
    request_body = ReplaceOrderLines,
    responses((status = 200, body = Order)),
    security(("session" = []))
)]
#[put("/orders/{id}/lines")]
pub(super) async fn replace_order_lines(
    requester: Require<permissions::Order>,
    id: Path<OrderId>,
    request: HttpRequest,
    payload: Payload,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let command = Command::<_, ReplaceOrderLines>::of_json(requester, &request, payload, ORDER_BYTES_MAX).await?;
    let (id, lines) = (id.into_inner(), Line::numbered(parse::parsed(&command.body.lines)?));
    command.write(&db, "replace_order_lines", move |tx, act, requester, sent| put(tx, act, requester, (id, sent.follows), &lines)).await
}

/// Puts the lines into an order that follows this version, and answers the order.
pub(super) fn put(tx: &mut DbConnection, act: &Act, requester: &Requester, (id, follows): (OrderId, u32), lines: &[Line]) -> Result<Answer, Error> {
    let kept = access::to_be_changed(tx, requester, id, follows)?;
    limits::count(tx, requester, lines.len(), act.now)?;
    store::discard(tx, id)?;
    // Looked at while they are in no table: ten thousand people of whom nothing is known are quickly not found.
    let held_up_by = findings::held_up_by(tx, id, lines, act.today)?;
    store::insert(tx, id, lines)?;
    let changed = change(tx, &kept, act.now)?;
    Answer::ok(&answer::filled(tx, &changed, (Sum::of(lines), held_up_by), act.today)?)
}

/// Puts these lines in place of all that an order has that was not issued.
///
/// # Errors
/// [`Error::Invalid`] for what cannot be; [`Error::Store`].
pub(crate) fn replace(tx: &mut DbConnection, act: &Act, kept: &Kept, lines: &[DraftLine]) -> Result<Kept, Error> {
    let lines = Line::numbered(parse::parsed(lines)?);
    store::discard(tx, kept.id)?;
    store::insert(tx, kept.id, &lines)?;
    Ok(change(tx, kept, act.now)?)
}

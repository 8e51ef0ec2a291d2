//! Putting the lines of a table, as a spreadsheet saves it, in place of all that an order has.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;
use shared::ids::OrderId;
use shared::orders::{ORDER_BYTES_MAX, Order};
use shared::problem::MemberError;
use utoipa::IntoParams;

use super::store::Line;
use super::{replace, table};
use crate::auth::{Require, permissions};
use crate::db::Db;
use crate::error::Error;
use crate::request::{Command, Parameters};

/// What the table follows.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportLines {
    /// The version that this follows.
    #[param(required = true)]
    follows: Option<u32>,
}

/// Puts the rows of a table in place of all lines of an order, or none where anything is wrong with one of them.
///
/// Comma-separated values in UTF-8 with a header: `name`, `email` and `amount`, and `ala_member_number` where there are members,
/// in any order and case. A column may bear the name that it has on the order's page, too: `e-mail address` (or `e-mail`,
/// `email address`), `ala number` (or `ala membership number`), `dollars` (or `amount in dollars`). Semicolons and tabs separate
/// as well, as the header does. Amounts are US dollars: `350`, `350.00`, `$1,350.00`. An error names the row as it stands in the
/// file, the header being row 1. A conflict where the order was issued, or changed since.
#[utoipa::path(
    tag = "orders",
    params(("id" = OrderId, Path, description = "The order"), ImportLines),
    request_body(content = String, content_type = "text/csv", description = "The table."),
    responses((status = 200, body = Order)),
    security(("session" = []))
)]
#[post("/orders/{id}/lines/import")]
pub(super) async fn import_order_lines(
    requester: Require<permissions::Order>,
    id: Path<OrderId>,
    asked: Parameters<ImportLines>,
    request: HttpRequest,
    payload: Payload,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    // Asked for here: who may not put anything into an order gets no hint of what is missing.
    let follows = asked.0.follows.ok_or_else(|| Error::Unreadable(MemberError::new("follows", "is missing: name the version of the order")))?;
    let id = id.into_inner();
    let command = Command::of_table(requester, &request, payload, ORDER_BYTES_MAX).await?;
    let lines = Line::numbered(table::read(&command.body)?);
    command.write(&db, "import_order_lines", move |tx, act, requester, _| replace::put(tx, act, requester, (id, follows), &lines)).await
}

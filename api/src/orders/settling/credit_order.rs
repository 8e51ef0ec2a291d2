//! Crediting lines of an order.

use std::collections::HashSet;

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::ids::{OrderId, OrderLineId};
use shared::orders::{CREDITED_LINES_MAX, CreditOrder, OrderRecord};
use shared::people::REASON_CHARS_MAX;

use super::credit::credit;
use super::facts::load;
use super::guard::must_not_be_own;
use super::store::{self, Line};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::notices::WhyCredited;
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Credits lines of an order that was issued: the buyer is not asked for them any more. What of the order's money pays invoices
/// of those on them is taken back in the same act, and they owe it again. What came is then unallocated, and can go back.
///
/// A conflict where nothing of it stands.
#[utoipa::path(tag = "orders", security(("session" = [])), params(("id" = OrderId, Path, description = "The order.")),
    request_body = CreditOrder, responses((status = 204, description = "It is credited, under a number of its own.")))]
#[post("/orders/{id}/credits")]
pub(super) async fn credit_order(
    command: Command<permissions::KeepBooks, CreditOrder>,
    id: Path<OrderId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "credit_order", move |tx, act, staff, sent| {
            let record = load(tx, id, act.today)?.ok_or(Error::NotFound("order"))?;
            must_not_be_own(tx, staff, &record)?;
            let lines = chosen(tx, &record, sent.lines.as_deref())?;
            credit(tx, &act.because(&reason), &record, &lines, WhyCredited::ByStaff)?;
            Ok(Answer::done())
        })
        .await
}

/// The lines that were named, or all that stand.
fn chosen(tx: &mut DbConnection, record: &OrderRecord, named: Option<&[OrderLineId]>) -> Result<Vec<Line>, Error> {
    let standing: Vec<OrderLineId> = record.standing_lines().map(|line| line.line).collect();
    if standing.is_empty() {
        return Err(Error::conflict("order_void", 22, "All of this order was credited before."));
    }
    let Some(named) = named else { return Ok(store::these(tx, record.order, &standing)?) };
    if named.is_empty() || CREDITED_LINES_MAX < named.len() {
        return Err(Error::invalid("lines", format!("names {} lines: name 1 to {CREDITED_LINES_MAX}, or leave it out for all", named.len())));
    }
    let standing: HashSet<OrderLineId> = standing.into_iter().collect();
    let mut seen = HashSet::new();
    for (place, line) in named.iter().enumerate() {
        if !standing.contains(line) {
            return Err(Error::invalid(format!("lines[{place}]"), "is none of this order that stands: it was credited, or is another order's"));
        }
        if !seen.insert(*line) {
            return Err(Error::invalid(format!("lines[{place}]"), "is named twice"));
        }
    }
    Ok(store::these(tx, record.order, named)?)
}

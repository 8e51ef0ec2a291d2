//! The lines of an order, in their order.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::accounts::Role;
use shared::calendar::Date;
use shared::ids::OrderId;
use shared::orders::{Finding, OrderLine, OrderLinePage, OrderState};
use utoipa::IntoParams;

use super::store::{self, Line};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection, ROWS_PER_STATEMENT};
use crate::error::Error;
use crate::orders::findings::{self, Looked};
use crate::orders::{access, store::Kept};
use crate::pages::{self, Page, Paging};
use crate::request::Parameters;

/// Which lines.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListLines {
    /// With `true`, only those that hold the order up.
    held_up: Option<bool>,
    /// How many at most, 1 to 200; 50 where it is absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Which of the lines of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    HeldUp,
}

/// The lines of an order; until it is issued, with what is told of each.
#[utoipa::path(
    tag = "orders",
    params(("id" = OrderId, Path, description = "The order"), ListLines),
    responses((status = 200, body = OrderLinePage)),
    security(("session" = []))
)]
#[get("/orders/{id}/lines")]
pub(super) async fn list_order_lines(
    requester: Require<permissions::Order>,
    id: Path<OrderId>,
    asked: Parameters<ListLines>,
    moment: Moment,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (id, requester) = (id.into_inner(), requester.into_inner());
    let ListLines { held_up, limit, after } = asked.0;
    let paging = Paging::new(limit, after.as_deref())?;
    let after = after_of(&paging)?;
    let which = if held_up == Some(true) { Which::HeldUp } else { Which::All };
    let is_staff = requester.is(Role::Staff);
    let page = db.read(move |conn| {
        let kept = access::own(conn, &requester, id)?;
        let rows = rows(conn, &kept, which, (after, paging.rows()), moment.today)?;
        Ok(paging.page(rows, |looked| looked.line.position.to_string()))
    });
    let Page { items, next } = page.await?;
    let items = items.into_iter().map(|looked| shown(looked, is_staff)).collect();
    let page = OrderLinePage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// The place after which the page begins.
fn after_of(paging: &Paging) -> Result<i32, Error> {
    paging.after().map_or(Ok(0), |key| key.parse().map_err(|_| pages::foreign_cursor()))
}

/// At most `rows` lines after this place.
fn rows(conn: &mut DbConnection, kept: &Kept, which: Which, (after, rows): (i32, i64), today: Date) -> Result<Vec<Looked>, Error> {
    match (kept.state, which) {
        (OrderState::Draft, Which::All) => {
            let some = store::page(conn, kept.id, after, rows)?;
            Ok(findings::of_lines(conn, kept.id, some, today)?)
        }
        (OrderState::Draft, Which::HeldUp) => held_up(conn, kept, (after, rows), today),
        // Nothing holds up what was issued.
        (_, Which::HeldUp) => Ok(Vec::new()),
        (_, Which::All) => {
            let some = store::page(conn, kept.id, after, rows)?;
            Ok(some.into_iter().map(|line| Looked { line, findings: Vec::new() }).collect())
        }
    }
}

/// The first lines after this place that hold the order up: looked for some hundred at a time, until there are so many.
fn held_up(conn: &mut DbConnection, kept: &Kept, (after, rows): (i32, i64), today: Date) -> Result<Vec<Looked>, Error> {
    let wanted = usize::try_from(rows).unwrap_or(usize::MAX);
    let (mut after, mut found) = (after, Vec::new());
    loop {
        let some = store::page(conn, kept.id, after, i64::try_from(ROWS_PER_STATEMENT).unwrap_or(i64::MAX))?;
        let Some(last) = some.last().map(|line| line.position) else { return Ok(found) };
        after = i32::try_from(last).unwrap_or(i32::MAX);
        found.extend(findings::of_lines(conn, kept.id, some, today)?.into_iter().filter(Looked::holds_up));
        if wanted <= found.len() {
            found.truncate(wanted);
            return Ok(found);
        }
    }
}

/// A line as it is answered. That somebody was refused is their own matter, and told to staff alone.
fn shown(Looked { line, mut findings }: Looked, is_staff: bool) -> OrderLine {
    findings.retain(|finding| is_staff || *finding != Finding::WasRefused);
    let Line { id, position, name, email, ala_member_number, amount_cents, state, .. } = line;
    OrderLine { id, position, name, email, ala_member_number, amount_cents, state, findings }
}

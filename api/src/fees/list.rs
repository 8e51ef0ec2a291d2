//! Who set which fees, and why.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::fees::{FeeChange, FeeChangePage, Fees};
use utoipa::IntoParams;

use super::store;
use crate::auth::{Require, permissions};
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::people::{ActRow, acts};
use crate::request::Parameters;

/// Which of them are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ChangeQuery {
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The fees that were set, each with who set them when and why; those that were set last come first.
///
/// What the programme began with stands in `GET /rules/policy`, as do the fees that are charged on any day.
#[utoipa::path(tag = "programme", params(ChangeQuery), responses((status = 200, body = FeeChangePage)), security(("session" = [])))]
#[get("/rules/fees")]
pub(super) async fn list_fee_changes(
    request: HttpRequest,
    _reader: Require<permissions::ReadFees>,
    Parameters(query): Parameters<ChangeQuery>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let Page { items, next } = db.read(move |conn| page(conn, &paging)).await?;
    let page = FeeChangePage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

fn page(conn: &mut DbConnection, paging: &Paging) -> Result<Page<FeeChange>, Error> {
    let mut set = store::set(conn)?;
    if let Some(after) = paging.after() {
        let place = set.iter().position(|(fact, _)| fact.id.to_string() == after).ok_or_else(pages::foreign_cursor)?;
        set.truncate(place);
    }
    let rows = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    let page = paging.page(set.into_iter().rev().take(rows).collect(), |(fact, _)| fact.id.to_string());
    let ids: Vec<_> = page.items.iter().map(|(fact, _)| fact.act).collect();
    let mut acts = acts(conn, &ids)?;
    page.try_map(|(fact, fees): (_, Fees)| {
        let act = acts.remove(&fact.act).ok_or_else(|| Error::Defect(format!("fees were set by no act: {}", fact.id)))?;
        let ActRow { recorded_at, by, reason, .. } = act;
        Ok(FeeChange { id: fact.act, recorded_at, by, reason, effective_from: fact.on, fees })
    })
}

//! The buyers, for staff.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::orders::{BUYER_CHARS_MAX, Buyer, BuyerPage};
use utoipa::IntoParams;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ManageBuyers;
use crate::db::{Db, DbConnection, text};
use crate::error::Error;
use crate::pages::{self, Page, Paging, name_key};
use crate::request::Parameters;
use crate::text::{folded, line};

/// Which buyers are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BuyerQuery {
    /// Only those whose name holds this text; case and accents do not matter.
    #[param(min_length = 1, max_length = 200)]
    text: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The buyers, by name.
#[utoipa::path(tag = "buyers", params(BuyerQuery), responses((status = 200, body = BuyerPage)), security(("session" = [])))]
#[get("/buyers")]
pub(super) async fn list_buyers(
    request: HttpRequest,
    _staff: Require<ManageBuyers>,
    Parameters(query): Parameters<BuyerQuery>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let text = query.text.map(|text| line("text", &text, BUYER_CHARS_MAX)).transpose()?;
    let holds = text.as_deref().map(folded).unwrap_or_default();
    let Page { items, next } = db.read(move |conn| page(conn, &holds, &paging)).await?;
    let page = BuyerPage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

fn page(conn: &mut DbConnection, holds: &str, paging: &Paging) -> Result<Page<Buyer>, Error> {
    let rows = store::page(conn, holds, paging.after_name()?, paging.rows())?;
    let page = paging.page(rows, |(name, id)| name_key(name, id));
    page.try_map(|(_, id)| {
        let kept = store::must_be_there(conn, text::read("buyers.id", &id)?)?;
        Ok(store::shown(conn, kept)?)
    })
}

//! All invoices, for staff.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::calendar::Date;
use shared::invoices::{InvoicePage, InvoiceState};
use utoipa::IntoParams;

use super::answer;
use super::store::{self, Case};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection, StoreError};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::programme::Demonstration;
use crate::request::Parameters;

/// How many invoices are asked where they stand at once.
const BATCH: i64 = 500;

/// Which invoices.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListInvoices {
    /// Only those that stand so; all where it is absent.
    state: Option<InvoiceState>,
    /// How many at most, 1 to 200; 50 where it is absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The invoices of all people, those that were issued first before the others.
#[utoipa::path(tag = "invoices", security(("session" = [])), params(ListInvoices),
    responses((status = 200, body = InvoicePage), (status = 422, description = "There is no such page.")))]
#[get("/invoices")]
pub(super) async fn list_invoices(
    _staff: Require<permissions::ReadLists>,
    asked: Parameters<ListInvoices>,
    moment: Moment,
    demonstration: Data<Demonstration>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let ListInvoices { state, limit, after } = asked.0;
    let (paging, demonstration) = (Paging::new(limit, after.as_deref())?, **demonstration);
    let page = db
        .read(move |conn| {
            let Page { items, next } = page(conn, state, &paging, moment.today)?;
            Ok(InvoicePage { items: items.iter().map(|(_, case)| answer::answer(case, demonstration)).collect(), next })
        })
        .await?;
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

fn page(conn: &mut DbConnection, state: Option<InvoiceState>, paging: &Paging, today: Date) -> Result<Page<(String, Case)>, Error> {
    let mut after = paging.after().map(str::to_owned);
    let mut found = Vec::new();
    while i64::try_from(found.len()).unwrap_or(i64::MAX) < paging.rows() {
        let places = store::places(conn, after.as_deref(), BATCH)?;
        let Some(last) = places.last() else { break };
        after = Some(last.fact.clone());
        found.extend(in_state(conn, places, state, today)?);
    }
    Ok(paging.page(found, |(fact, _)| fact.clone()))
}

/// Those of these invoices that stand so; a struck one is none.
fn in_state(conn: &mut DbConnection, places: Vec<store::Place>, state: Option<InvoiceState>, today: Date) -> Result<Vec<(String, Case)>, StoreError> {
    let people: Vec<_> = places.iter().map(|place| place.person).collect();
    let mut cases: HashMap<_, _> = store::cases_of_people(conn, &people, today)?.into_iter().map(|case| (case.record.invoice, case)).collect();
    let standing = places.into_iter().filter_map(|place| Some((place.fact, cases.remove(&place.invoice)?)));
    Ok(standing.filter(|(_, case)| state.is_none_or(|state| case.state() == state)).collect())
}

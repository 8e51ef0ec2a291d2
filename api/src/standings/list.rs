//! Who stands where, for staff, from the cache.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::calendar::Date;
use shared::standings::{StandingPage, Status};
use utoipa::IntoParams;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadStandings;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::pages::{self, Paging};
use crate::request::Parameters;

/// Which standings are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StandingQuery {
    /// Those with this status. Who never applied has no row, so `not_applied` is refused.
    status: Option<Status>,
    /// On any day from 1900 to 2199; today when absent.
    as_of: Option<Date>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The people with a status on a day, by name.
#[utoipa::path(tag = "standings", params(StandingQuery), responses((status = 200, body = StandingPage)), security(("session" = [])))]
#[get("/standings")]
pub(super) async fn list_standings(
    request: HttpRequest,
    _staff: Require<ReadStandings>,
    Parameters(query): Parameters<StandingQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    if query.status == Some(Status::NotApplied) {
        return Err(Error::invalid("status", "`not_applied` has no list: search people instead"));
    }
    let (status, day) = (query.status, query.as_of.unwrap_or(moment.today));
    let found = db.read(move |conn| store::page(conn, status, day, &paging)).await?;
    let page = StandingPage { items: found.items, next: found.next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

//! All applications, for staff.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::applications::{ApplicationPage, ApplicationRecord, ApplicationState};
use shared::calendar::Date;
use utoipa::IntoParams;

use super::{answer, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection, StoreError};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::request::Parameters;

/// How many applications are asked what has become of them at once.
const BATCH: i64 = 200;

/// Which applications.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListApplications {
    /// Only those of which this has become; all where it is absent.
    state: Option<ApplicationState>,
    /// How many at most, 1 to 200; 50 where it is absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The applications of all people, those that came first before the others.
#[utoipa::path(tag = "applications", security(("session" = [])), params(ListApplications),
    responses((status = 200, body = ApplicationPage), (status = 422, description = "There is no such page.")))]
#[get("/applications")]
pub(super) async fn list_applications(
    _staff: Require<permissions::ReadLists>,
    asked: Parameters<ListApplications>,
    moment: Moment,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let ListApplications { state, limit, after } = asked.0;
    let paging = Paging::new(limit, after.as_deref())?;
    let page = db
        .read(move |conn| {
            let Page { items, next } = page(conn, state, &paging, moment.today)?;
            Ok(ApplicationPage { items: answer::answers(conn, items)?, next })
        })
        .await?;
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

fn page(conn: &mut DbConnection, state: Option<ApplicationState>, paging: &Paging, today: Date) -> Result<Page<ApplicationRecord>, Error> {
    let mut after = paging.after().map(str::to_owned);
    let mut found: Vec<(String, ApplicationRecord)> = Vec::new();
    while i64::try_from(found.len()).unwrap_or(i64::MAX) < paging.rows() {
        let places = store::places(conn, state, after.as_deref(), BATCH)?;
        let Some(last) = places.last() else { break };
        after = Some(last.fact.clone());
        found.extend(in_state(conn, places, state, today)?);
    }
    let Page { items, next } = paging.page(found, |(fact, _)| fact.clone());
    Ok(Page { items: items.into_iter().map(|(_, record)| record).collect(), next })
}

/// Those of these applications that are in the state; a struck one is none.
fn in_state(
    conn: &mut DbConnection,
    places: Vec<store::Place>,
    state: Option<ApplicationState>,
    today: Date,
) -> Result<Vec<(String, ApplicationRecord)>, StoreError> {
    let people: Vec<_> = places.iter().map(|place| place.person).collect();
    let mut records: std::collections::HashMap<_, _> =
        store::records_of_people(conn, &people, today)?.into_iter().map(|record| (record.application, record)).collect();
    let standing = places.into_iter().filter_map(|place| Some((place.fact, records.remove(&place.application)?)));
    Ok(standing.filter(|(_, record)| state.is_none_or(|state| record.state() == state)).collect())
}

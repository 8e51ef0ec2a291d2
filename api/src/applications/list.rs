//! All applications, for staff.

use std::collections::HashSet;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::applications::{Application, ApplicationPage, ApplicationState};
use shared::calendar::Date;
use shared::ids::PersonId;
use shared::queues::MatterKind;
use utoipa::IntoParams;

use super::{answer, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::queues::{self, Wanted};
use crate::request::Parameters;

/// Which applications.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListApplications {
    /// Only those of which this has become; all where it is absent.
    state: Option<ApplicationState>,
    /// Only those of this person.
    person: Option<PersonId>,
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
    let ListApplications { state, person, limit, after } = asked.0;
    let paging = Paging::new(limit, after.as_deref())?;
    let Page { items, next } = db.read(move |conn| page(conn, (state, person), &paging, moment.today)).await?;
    let page = ApplicationPage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// In this state, of this person; none narrows nothing down.
pub(crate) type Filter = (Option<ApplicationState>, Option<PersonId>);

/// A page of the applications of which this has become, as they are answered.
pub(crate) fn page(conn: &mut DbConnection, (state, person): Filter, paging: &Paging, today: Date) -> Result<Page<Application>, Error> {
    let wanted = Wanted { kind: MatterKind::Application, state: state.map(ApplicationState::name), person };
    queues::page(conn, wanted, paging, |conn, places| {
        let people: Vec<_> = places.iter().map(|place| place.person).collect();
        let mut records = store::records_of_people(conn, &people, today)?;
        // The facts decide, and each person may have others.
        let listed: HashSet<&str> = places.iter().map(|place| place.subject.as_str()).collect();
        records.retain(|record| state.is_none_or(|state| record.state() == state) && listed.contains(record.application.to_string().as_str()));
        Ok(answer::answers(conn, records, today)?.into_iter().map(|application| (application.id.to_string(), application)).collect())
    })
}

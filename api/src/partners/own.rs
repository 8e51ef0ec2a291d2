//! What a partner sees of itself: what it is, and its courses.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::courses::CoursePage;
use shared::partners::{OwnPartner, Scope};
use utoipa::IntoParams;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadOwnCourses;
use crate::clock::Moment;
use crate::courses;
use crate::db::Db;
use crate::error::Error;
use crate::pages::{self, Paging};
use crate::request::Parameters;

/// Which of one's own courses are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OwnCourseQuery {
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Which partner you are, and what your token is good for.
#[utoipa::path(tag = "partners", responses((status = 200, body = OwnPartner)), security(("partner" = [])))]
#[get("/partner")]
pub(super) async fn get_own_partner(requester: Require<ReadOwnCourses>, db: Data<Db>) -> Result<Json<OwnPartner>, Error> {
    let partner = requester.partner;
    let kept = db.read(move |conn| store::find(conn, partner)).await?;
    Ok(Json(OwnPartner { id: kept.id, provider: kept.provider, provider_kind: kept.provider_kind, scopes: requester.scopes.clone() }))
}

/// Your courses, by title, also those whose approvals have ended or are still to come.
#[utoipa::path(tag = "partners", params(OwnCourseQuery), responses((status = 200, body = CoursePage)), security(("partner" = ["courses"])))]
#[get("/partner/courses")]
pub(super) async fn list_own_courses(
    request: HttpRequest,
    requester: Require<ReadOwnCourses>,
    Parameters(query): Parameters<OwnCourseQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    requester.needs(Scope::Courses)?;
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let partner = requester.partner;
    let page = db
        .read(move |conn| {
            let kept = store::find(conn, partner)?;
            let found = courses::of_provider(conn, &kept.provider, kept.provider_kind, &paging, moment.today)?;
            Ok(CoursePage { items: found.items, next: found.next })
        })
        .await?;
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

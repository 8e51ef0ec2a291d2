//! What was sent to a person, as the person sees it and as staff do: that it was, and never what it said.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::ids::PersonId;
use shared::notices::{Notice, NoticePage};
use utoipa::IntoParams;

use super::store;
use crate::auth::{Require, permissions};
use crate::db::Db;
use crate::error::Error;
use crate::pages::{self, Paging};
use crate::people;
use crate::request::Parameters;

/// Which page.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListNotices {
    /// How many at most, 1 to 200; 50 where it is absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

impl ListNotices {
    pub(super) fn paging(&self) -> Result<Paging, Error> {
        Paging::new(self.limit, self.after.as_deref())
    }
}

/// What was sent to the address of one's account, latest first. What it said is not kept.
#[utoipa::path(tag = "notices", security(("session" = [])), params(ListNotices),
    responses((status = 200, body = NoticePage), (status = 422, description = "There is no such page.")))]
#[get("/me/notices")]
pub(super) async fn list_my_notices(
    requester: Require<permissions::ReadOwnAccount>,
    asked: Parameters<ListNotices>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (paging, person) = (asked.0.paging()?, requester.person);
    let page = db.read(move |conn| Ok(page(store::of_person(conn, person, paging.after(), paging.rows())?, &paging))).await?;
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// What was sent to a person, latest first. What it said is not kept.
#[utoipa::path(tag = "notices", security(("session" = [])), params(("id" = PersonId, Path, description = "The person."), ListNotices),
    responses((status = 200, body = NoticePage), (status = 422, description = "There is no such page.")))]
#[get("/people/{id}/notices")]
pub(super) async fn list_person_notices(
    _staff: Require<permissions::ManageNotices>,
    id: Path<PersonId>,
    asked: Parameters<ListNotices>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (paging, person) = (asked.0.paging()?, id.into_inner());
    let page = db
        .read(move |conn| {
            if !people::is_known(conn, person)? {
                return Err(Error::NotFound("person"));
            }
            Ok(page(store::of_person(conn, person, paging.after(), paging.rows())?, &paging))
        })
        .await?;
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

fn page(found: Vec<Notice>, paging: &Paging) -> NoticePage {
    let page = paging.page(found, |notice| notice.id.to_string());
    NoticePage { items: page.items, next: page.next }
}

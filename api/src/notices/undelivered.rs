//! The notices that could not be delivered: a queue of staff's.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::notices::UndeliveredPage;

use super::history::ListNotices;
use super::store;
use crate::auth::{Require, permissions};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::pages;
use crate::request::Parameters;

/// The notices that could not be delivered and wait for staff, those that were queued first before the others.
#[utoipa::path(tag = "notices", security(("session" = [])), params(ListNotices),
    responses((status = 200, body = UndeliveredPage), (status = 422, description = "There is no such page.")))]
#[get("/notices/undelivered")]
pub(super) async fn list_undelivered_notices(
    _staff: Require<permissions::ManageNotices>,
    asked: Parameters<ListNotices>,
    config: Data<Config>,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let paging = asked.0.paging()?;
    let page = db
        .read(move |conn| {
            let found = store::undelivered(conn, paging.after(), paging.rows())?;
            Ok(paging.page(found, |undelivered| undelivered.notice.id.to_string()))
        })
        .await?;
    let items = page.items.into_iter().map(|undelivered| undelivered.shown(&config.contact_email)).collect();
    let page = UndeliveredPage { items, next: page.next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

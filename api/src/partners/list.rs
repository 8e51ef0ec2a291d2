//! The partners, for staff.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::ids::PartnerId;
use shared::partners::{Partner, PartnerPage};
use utoipa::IntoParams;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadPartners;
use crate::clock::Moment;
use crate::db::{Db, DbConnection, text};
use crate::error::Error;
use crate::pages::{self, Page, Paging, name_key};
use crate::request::Parameters;

/// Which partners are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PartnerQuery {
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The partners, by name.
#[utoipa::path(tag = "partners", params(PartnerQuery), responses((status = 200, body = PartnerPage)), security(("session" = [])))]
#[get("/partners")]
pub(super) async fn list_partners(
    request: HttpRequest,
    _staff: Require<ReadPartners>,
    Parameters(query): Parameters<PartnerQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let page = db.read(move |conn| page(conn, &paging, moment.now)).await?;
    let page = PartnerPage { items: page.items, next: page.next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// One partner.
#[utoipa::path(
    tag = "partners",
    params(("id" = PartnerId, Path, description = "The partner")),
    responses((status = 200, body = Partner)),
    security(("session" = []))
)]
#[get("/partners/{id}")]
pub(super) async fn get_partner(id: Path<PartnerId>, _staff: Require<ReadPartners>, moment: Moment, db: Data<Db>) -> Result<Json<Partner>, Error> {
    let id = id.into_inner();
    let partner = db
        .read(move |conn| {
            let kept = store::find(conn, id)?;
            store::shown(conn, kept, moment.now)
        })
        .await?;
    Ok(Json(partner))
}

/// A page of the partners.
pub(crate) fn page(conn: &mut DbConnection, paging: &Paging, now: DateTime<Utc>) -> Result<Page<Partner>, Error> {
    let rows = store::page(conn, paging.after_name()?, paging.rows())?;
    let page = paging.page(rows, |(name, id)| name_key(name, id));
    page.try_map(|(_, id)| {
        let kept = store::find(conn, text::read("partners.id", &id)?)?;
        store::shown(conn, kept, now)
    })
}

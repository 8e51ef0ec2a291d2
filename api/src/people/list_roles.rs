//! Accounts with roles, for those who keep the staff in order.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::accounts::Role;
use shared::people::{RoleHolder, RoleHolderPage};
use utoipa::IntoParams;

use super::store;
use crate::auth::{Require, permissions, roles_of};
use crate::db::{Db, DbConnection, text};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::request::Parameters;

/// Which page is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RoleQuery {
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The accounts with a role besides that of a person.
#[utoipa::path(tag = "people", params(RoleQuery), responses((status = 200, body = RoleHolderPage)), security(("session" = [])))]
#[get("/roles")]
pub(super) async fn list_roles(
    request: HttpRequest,
    _staff: Require<permissions::ReadPeople>,
    Parameters(query): Parameters<RoleQuery>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let Page { items, next } = db.read(move |conn| page(conn, &paging)).await?;
    let page = RoleHolderPage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// A page of those with roles; who was dismissed from all of them is not on it.
pub(crate) fn page(conn: &mut DbConnection, paging: &Paging) -> Result<Page<RoleHolder>, Error> {
    let ever = store::ever_appointed(conn, paging.after(), paging.rows())?;
    let page = paging.page(ever, |(id, ..)| id.clone());
    let mut page = page.try_map(|(id, name, email)| {
        let person_id = text::read("people.id", &id)?;
        Ok(RoleHolder { person_id, name, email, roles: roles_of(conn, person_id)? })
    })?;
    page.items.retain(|holder| holder.roles.iter().any(|&role| role != Role::Person));
    Ok(page)
}

//! The orders of a buyer, or of all for staff.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::accounts::Role;
use shared::calendar::Date;
use shared::ids::BuyerId;
use shared::orders::{Order, OrderPage, OrderState};
use utoipa::IntoParams;

use super::store::{self, Wanted};
use super::{access, answer};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::request::Parameters;

/// Which orders.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListOrders {
    /// Only those that stand so; all where it is absent.
    state: Option<OrderState>,
    /// Only those of this buyer. Who is no member of the staff sees those of their own alone.
    buyer_id: Option<BuyerId>,
    /// How many at most, 1 to 200; 50 where it is absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The orders of your institution, or as staff of all, the latest first. What holds them up is told of one alone.
#[utoipa::path(tag = "orders", params(ListOrders), responses((status = 200, body = OrderPage)), security(("session" = [])))]
#[get("/orders")]
pub(super) async fn list_orders(
    requester: Require<permissions::Order>,
    asked: Parameters<ListOrders>,
    moment: Moment,
    db: Data<Db>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let ListOrders { state, buyer_id, limit, after } = asked.0;
    let (paging, requester) = (Paging::new(limit, after.as_deref())?, requester.into_inner());
    let read = db.read(move |conn| {
        let own = if requester.is(Role::Staff) { None } else { Some(access::own_buyer(conn, &requester)?) };
        page(conn, Wanted { state, buyer: buyer_id, own }, &paging, moment.today)
    });
    let Page { items, next } = read.await?;
    let page = OrderPage { items, next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// A page of the orders that are wanted.
pub(crate) fn page(conn: &mut DbConnection, wanted: Wanted, paging: &Paging, today: Date) -> Result<Page<Order>, Error> {
    let rows = store::page(conn, wanted, paging.after(), paging.rows())?;
    paging.page(rows, |kept| kept.id.to_string()).try_map(|kept| answer::listed(conn, &kept, today))
}

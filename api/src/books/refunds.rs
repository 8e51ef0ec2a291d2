//! Refunds on their way to cards, and those that failed, a page at a time: what staff take as a file.

use shared::books::RefundUnderWay;

use super::answer::refunds_under_way;
use super::orders;
use crate::db::DbConnection;
use crate::error::Error;
use crate::pages::{Page, Paging, name_key};

/// A page of refunds, oldest first, as the books' page has them.
pub(crate) fn page(conn: &mut DbConnection, paging: &Paging) -> Result<Page<RefundUnderWay>, Error> {
    let rows = orders::after(conn, paging.after_name()?, paging.rows())?;
    let page = paging.page(rows, |order| name_key(&order.created_at, &order.refund.to_string()));
    Ok(Page { items: refunds_under_way(conn, &page.items)?, next: page.next })
}

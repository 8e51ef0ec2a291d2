//! Refunds on their way to cards, and those that failed, a page at a time: what staff take as a file.

use std::collections::HashMap;

use shared::books::RefundUnderWay;
use shared::ids::PersonId;

use super::answer::refund_under_way;
use super::orders;
use crate::accounts::person_names;
use crate::db::DbConnection;
use crate::error::Error;
use crate::pages::{Page, Paging, name_key};

/// A refund, and the name of whose it is, unless that was erased.
pub(crate) type Named = (RefundUnderWay, Option<String>);

/// A page of refunds, oldest first, as the books' page has them.
pub(crate) fn page(conn: &mut DbConnection, paging: &Paging) -> Result<Page<Named>, Error> {
    let rows = orders::after(conn, paging.after_name()?, paging.rows())?;
    let page = paging.page(rows, |order| name_key(&order.created_at, &order.refund.to_string()));
    let people: Vec<PersonId> = page.items.iter().map(|order| order.person).collect();
    let names: HashMap<PersonId, String> = person_names(conn, &people)?;
    page.try_map(|order| Ok((refund_under_way(&order), names.get(&order.person).cloned())))
}

//! Who has the addresses on lines, and where they stand: the rows to ask, some hundred at once.

use std::collections::HashSet;

use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::{OrderId, PersonId};

use crate::db::schema::{accounts, order_lines, orders, people, standings};
use crate::db::{DbConnection, StoreError, text};
use crate::text::folded;

/// The statuses of those who are in the programme and have nothing to pay for it.
const ADMITTED: [&str; 4] = ["candidate", "certified", "renewal_open", "in_grace"];
/// The states of lines for which money is asked or kept.
const ASKED_FOR: [&str; 3] = ["waiting", "applied", "nothing_to_pay"];

/// The people whose accounts have these addresses, with the address as it is told apart and the folded name.
pub(in crate::orders) fn with_addresses(conn: &mut DbConnection, keys: &[&str]) -> Result<Vec<(String, PersonId, String)>, StoreError> {
    let theirs = accounts::table.inner_join(people::table).filter(accounts::email_key.eq_any(keys.to_vec()));
    let rows: Vec<(String, String, String)> = theirs.select((accounts::email_key, people::id, people::name)).load(conn)?;
    rows.into_iter().map(|(key, id, name)| Ok((key, text::read("people.id", &id)?, folded(&name)))).collect()
}

/// Those of these people who are admitted on this day, and still in the programme.
pub(in crate::orders) fn admitted(conn: &mut DbConnection, some: &[PersonId], day: Date) -> Result<HashSet<PersonId>, StoreError> {
    let (ids, day): (Vec<String>, String) = (some.iter().map(ToString::to_string).collect(), text::day(day));
    let theirs = standings::table.filter(standings::person_id.eq_any(ids)).filter(standings::status.eq_any(ADMITTED));
    let today = theirs.filter(standings::from_on.le(day.clone())).filter(standings::until_on.is_null().or(standings::until_on.ge(day)));
    let rows: Vec<String> = today.select(standings::person_id).load(conn)?;
    rows.iter().map(|id| text::read("standings.person_id", id)).collect()
}

/// Those of these addresses for which another order that was issued pays.
pub(in crate::orders) fn ordered(conn: &mut DbConnection, order: OrderId, keys: &[&str]) -> Result<HashSet<String>, StoreError> {
    let of_others = order_lines::table.inner_join(orders::table).filter(orders::state.ne("draft")).filter(orders::id.ne(order.to_string()));
    let asked_for = of_others.filter(order_lines::email_key.eq_any(keys.to_vec())).filter(order_lines::state.eq_any(ASKED_FOR));
    let rows: Vec<Option<String>> = asked_for.select(order_lines::email_key).load(conn)?;
    Ok(rows.into_iter().flatten().collect())
}

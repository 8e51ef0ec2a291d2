//! Whose the lines of orders are, and which orders pay for somebody.

use diesel::dsl::exists;
use diesel::prelude::*;
use shared::ids::{OrderId, PersonId};

use super::Stage;
use crate::db::schema::order_lines::dsl;
use crate::db::schema::{matters, orders};
use crate::db::{DbConnection, StoreError, text};

/// Has the lines of an order that was just issued wait for their people: whose they are by their addresses, and of those who owe
/// something for an application, that they have applied.
pub(in super::super) fn find_all(tx: &mut DbConnection, order: OrderId) -> Result<(), StoreError> {
    let order = order.to_string();
    for statement in [
        "UPDATE order_lines SET state = 'waiting' WHERE state = 'draft' AND order_id = ",
        "UPDATE order_lines SET person_id = (SELECT person_id FROM accounts WHERE accounts.email_key = order_lines.email_key) \
         WHERE person_id IS NULL AND order_id = ",
        // Where a line of another order is to pay already, this one waits for another application.
        "UPDATE order_lines SET state = 'applied' WHERE state = 'waiting' \
         AND EXISTS (SELECT 1 FROM matters WHERE matters.person_id = order_lines.person_id AND kind = 'invoice' AND matters.state = 'open') \
         AND NOT EXISTS (SELECT 1 FROM order_lines AS other WHERE other.person_id = order_lines.person_id AND other.state = 'applied') \
         AND order_id = ",
    ] {
        // An id is digits and letters.
        diesel::sql_query(format!("{statement}'{order}'")).execute(tx)?;
    }
    Ok(())
}

/// Whether somebody owes something for an application.
pub(in super::super) fn owes(conn: &mut DbConnection, person: PersonId) -> Result<bool, StoreError> {
    let invoices = matters::table.filter(matters::person_id.eq(person.to_string())).filter(matters::kind.eq("invoice"));
    Ok(diesel::select(exists(invoices.filter(matters::state.eq("open")))).get_result(conn)?)
}

/// The orders that are not void on which these people stand with an application, each with where their line stands.
pub(in super::super) fn orders_for(conn: &mut DbConnection, people: &[PersonId]) -> Result<Vec<(PersonId, OrderId, Stage)>, StoreError> {
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let theirs = dsl::order_lines.inner_join(orders::table).filter(dsl::person_id.eq_any(people)).filter(orders::state.ne("void"));
    let pay = theirs.filter(dsl::state.eq_any([Stage::Applied.name(), Stage::Paid.name()]));
    let rows: Vec<(Option<String>, String, String)> = pay.select((dsl::person_id, dsl::order_id, dsl::state)).load(conn)?;
    let read = |(person, order, state): &(Option<String>, String, String)| {
        let (order, stage) = (text::read("order_lines.order_id", order)?, Stage::read(state)?);
        Ok(text::read_option("order_lines.person_id", person.as_deref())?.map(|person| (person, order, stage)))
    };
    rows.iter().filter_map(|row| read(row).transpose()).collect()
}

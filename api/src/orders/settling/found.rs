//! Whose a line is: found by the address of an account, or known from the link that was mailed.

use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::{OrderId, PersonId};

use super::rows::{self, Line, Stage};
use crate::db::{DbConnection, StoreError};

/// The line that pays what a person owes from today on: one for an application, and none where another one does already.
pub(super) fn line_for(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Option<Line>, StoreError> {
    let theirs = rows::of_person(conn, person)?;
    if theirs.iter().any(|line| line.stage == Stage::Applied) {
        return Ok(None);
    }
    let waiting = rows::waiting_for(conn, person, today)?;
    // Of one order one line is theirs: what was put of it could not be told from what was put of another.
    let is_other = |line: &Line| theirs.iter().any(|other| other.order == line.order && other.id != line.id);
    Ok(waiting.into_iter().find(|line| !is_other(line)))
}

/// Has the lines of an order that was just issued wait for their people: whose they are by their addresses, and of those who owe
/// something for an application, that they have applied.
pub(super) fn find_all(tx: &mut DbConnection, order: OrderId) -> Result<(), StoreError> {
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
pub(super) fn owes(conn: &mut DbConnection, person: PersonId) -> Result<bool, StoreError> {
    use crate::db::schema::matters::dsl;
    let open = dsl::matters.filter(dsl::person_id.eq(person.to_string())).filter(dsl::kind.eq("invoice")).filter(dsl::state.eq("open"));
    Ok(diesel::select(diesel::dsl::exists(open)).get_result(conn)?)
}

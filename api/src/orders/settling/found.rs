//! Whose a line is: found by the address of an account, or known from the link that was mailed.

use shared::calendar::Date;
use shared::ids::PersonId;

use super::store::{self, Line, Stage};
use crate::db::{DbConnection, StoreError};

/// The day on which the order was issued whose line would pay an application of this person today, if there is one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn ordered_on(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Option<Date>, StoreError> {
    line_for(conn, person, today)?.map(|line| store::issued_on(conn, line.order)).transpose()
}

/// The line that pays what a person owes from today on: one for an application, and none where another one does already.
pub(super) fn line_for(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Option<Line>, StoreError> {
    let theirs = store::of_person(conn, person)?;
    if theirs.iter().any(|line| line.stage == Stage::Applied) {
        return Ok(None);
    }
    let waiting = store::waiting_for(conn, person, today)?;
    // Of one order one line is theirs: what was put of it could not be told from what was put of another.
    let is_other = |line: &Line| theirs.iter().any(|other| other.order == line.order && other.id != line.id);
    Ok(waiting.into_iter().find(|line| !is_other(line)))
}

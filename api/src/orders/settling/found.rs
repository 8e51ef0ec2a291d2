//! Whose a line is: found by the address of an account, or known from the link that was mailed.

use shared::calendar::Date;
use shared::ids::PersonId;

use super::store::{self, Line, Stage};
use crate::db::{DbConnection, StoreError};

/// How the line of an order was priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ordered {
    /// The day on which the order was issued.
    pub(crate) on: Date,
    /// The amount of the line.
    pub(crate) amount_cents: u32,
}

/// The line that would pay an application of this person today, if there is one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn ordered_for(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Option<Ordered>, StoreError> {
    line_for(conn, person, today)?.map(|line| ordered(conn, &line)).transpose()
}

/// The line that pays an application which this person submitted on this day, or is to pay it, if there is one: the last that was
/// ordered by then.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn ordered_by(conn: &mut DbConnection, person: PersonId, submitted_on: Date) -> Result<Option<Ordered>, StoreError> {
    let pays = |line: &Line| matches!(line.stage, Stage::Applied | Stage::Paid | Stage::NothingToPay);
    let theirs: Vec<Line> = store::of_person(conn, person)?.into_iter().filter(pays).collect();
    let found = theirs.iter().map(|line| ordered(conn, line)).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().filter(|ordered| ordered.on <= submitted_on).max_by_key(|ordered| ordered.on))
}

fn ordered(conn: &mut DbConnection, line: &Line) -> Result<Ordered, StoreError> {
    Ok(Ordered { on: store::issued_on(conn, line.order)?, amount_cents: line.amount_cents })
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

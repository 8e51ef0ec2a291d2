//! The rows of what comes before staff, and the pages of lists over them.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::PersonId;
use shared::queues::MatterKind;

use crate::db::schema::matters;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::pages::{Page, Paging};

/// Where a matter stands in the list of all: by the fact that began it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) fact: String,
    pub(crate) subject: String,
    pub(crate) person: PersonId,
}

/// Which matters are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) kind: MatterKind,
    /// Of which this has become; all where none.
    pub(crate) state: Option<&'static str>,
    /// Of this person; everyone's where none.
    pub(crate) person: Option<PersonId>,
}

/// A page of the matters that are wanted, the one that began first before the others. `answer` tells of those at
/// some places by their ids; what it leaves out is not on the page, and others come up.
pub(crate) fn page<T>(
    conn: &mut DbConnection,
    wanted: Wanted,
    paging: &Paging,
    answer: impl Fn(&mut DbConnection, &[Place]) -> Result<HashMap<String, T>, Error>,
) -> Result<Page<T>, Error> {
    let rows = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    let mut after = paging.after().map(str::to_owned);
    let mut found: Vec<(String, T)> = Vec::new();
    loop {
        let places = places(conn, wanted, after.as_deref(), paging.rows())?;
        let is_last = places.len() < rows;
        after = places.last().map(|place| place.fact.clone());
        let mut told = answer(conn, &places)?;
        found.extend(places.into_iter().filter_map(|place| Some((place.fact, told.remove(&place.subject)?))));
        if is_last || rows <= found.len() {
            break;
        }
    }
    paging.page(found, |(fact, _)| fact.clone()).try_map(|(_, item)| Ok(item))
}

/// At most `rows` places, oldest first.
fn places(conn: &mut DbConnection, wanted: Wanted, after: Option<&str>, rows: i64) -> Result<Vec<Place>, StoreError> {
    let mut query = matters::table.filter(matters::kind.eq(wanted.kind.name())).into_boxed();
    if let Some(state) = wanted.state {
        query = query.filter(matters::state.eq(state));
    }
    if let Some(person) = wanted.person {
        query = query.filter(matters::person_id.eq(person.to_string()));
    }
    if let Some(after) = after {
        query = query.filter(matters::fact_id.gt(after.to_owned()));
    }
    let ordered = query.order(matters::fact_id).limit(rows).select((matters::fact_id, matters::subject, matters::person_id));
    let rows: Vec<(String, String, String)> = ordered.load(conn)?;
    rows.into_iter().map(|(fact, subject, person)| Ok(Place { fact, subject, person: text::read("matters.person_id", &person)? })).collect()
}

/// Since which days matters of this kind in this state wait, and how many since each.
pub(super) fn waiting(conn: &mut DbConnection, kind: MatterKind, state: &str) -> Result<Vec<(Date, u64)>, StoreError> {
    let waiting = matters::table.filter(matters::kind.eq(kind.name())).filter(matters::state.eq(state));
    let rows: Vec<(String, i64)> = waiting.group_by(matters::since_on).select((matters::since_on, count_star())).load(conn)?;
    rows.into_iter().map(|(since, count)| Ok((text::read("matters.since_on", &since)?, u64::try_from(count).unwrap_or(0)))).collect()
}

//! A person's standing from the facts, and the list by status from the cache.

use diesel::prelude::*;
use shared::calendar::Date;
use shared::dossier::from_facts;
use shared::ids::PersonId;
use shared::policies::Policies;
use shared::standings::{PersonStanding, StandingEntry, Status, evaluate};

use crate::accounts::person_name;
use crate::db::schema::{people, standings};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::pages::{Page, Paging, name_key};
use crate::record::load_facts;

/// Folded name, name, person, first day, last day, status.
type Row = (String, String, String, String, Option<String>, String);

/// Where a person stands on a day, as is now known.
///
/// # Errors
/// [`Error::NotFound`] without such a person, [`Error::Store`] where the database fails.
pub fn standing_of(conn: &mut DbConnection, person: PersonId, as_of: Date) -> Result<PersonStanding, Error> {
    let name = person_name(conn, person)?.ok_or(Error::NotFound("person"))?;
    let policies = Policies::built_in();
    let standing = evaluate(&from_facts(&load_facts(conn, person)?, &policies, as_of), &policies, as_of);
    Ok(PersonStanding { person_id: person, name, standing })
}

/// A page of the people who have this status, or any, on a day, by name.
pub(crate) fn page(conn: &mut DbConnection, status: Option<Status>, day: Date, paging: &Paging) -> Result<Page<StandingEntry>, Error> {
    let day = text::day(day);
    let mut query = standings::table
        .inner_join(people::table)
        .filter(standings::from_on.le(day.clone()))
        .filter(standings::until_on.is_null().or(standings::until_on.ge(day)))
        .select((people::name_folded, people::name, people::id, standings::from_on, standings::until_on, standings::status))
        .into_boxed();
    if let Some(status) = status {
        query = query.filter(standings::status.eq(status.name()));
    }
    if let Some((name, id)) = paging.after_name()? {
        query = query.filter(people::name_folded.gt(name.clone()).or(people::name_folded.eq(name).and(people::id.gt(id))));
    }
    let ordered = query.order((people::name_folded.asc(), people::id.asc())).limit(paging.rows());
    let rows: Vec<Row> = ordered.load(conn).map_err(StoreError::from)?;
    paging.page(rows, |(folded, _, id, ..)| name_key(folded, id)).try_map(|row| Ok(entry(row)?))
}

fn entry((_, name, id, from, until, status): Row) -> Result<StandingEntry, StoreError> {
    let known = Status::ALL.into_iter().find(|known| known.name() == status);
    Ok(StandingEntry {
        person_id: text::read("people.id", &id)?,
        name,
        status: known.ok_or_else(|| StoreError::unreadable("standings.status", "an unknown status"))?,
        since: text::read("standings.from_on", &from)?,
        until: text::read_option("standings.until_on", until.as_deref())?,
    })
}

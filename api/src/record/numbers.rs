//! Numbers of invoices and receipts: given in the transaction that records them, from a counter for each series and year,
//! so that one that is given up gives its number up, too. Owns the table `number_series`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::books::{DocumentNumber, NumberSeries, Series};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody};

use super::histories::NumberOrder;
use super::insert::FactRow;
use super::{Act, NewFact, facts_of_kind};
use crate::db::schema::number_series as counters;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;

/// The kinds of facts that have a number.
const NUMBERED: [&str; 5] = ["invoice_issued", "payment_received", "money_received", "order_issued", "order_credited"];
/// Facts in a step of a recount.
const STEP: i64 = 5_000;

/// Gives their numbers to the facts that have none and are to have one.
pub(super) fn give(tx: &mut DbConnection, today: Date, facts: Vec<NewFact>) -> Result<Vec<NewFact>, Error> {
    facts.into_iter().map(|fact| give_one(tx, today, fact)).collect()
}

fn give_one(tx: &mut DbConnection, today: Date, mut fact: NewFact) -> Result<NewFact, Error> {
    if let Some((series, number @ None)) = place(&mut fact.body) {
        *number = Some(reserve(tx, series, year_of(today), 1)?);
    }
    Ok(fact)
}

/// The series of a fact, and where its number stands.
fn place(body: &mut FactBody) -> Option<(Series, &mut Option<DocumentNumber>)> {
    match body {
        FactBody::InvoiceIssued { number, .. } | FactBody::OrderIssued { number, .. } => Some((Series::Invoice, number)),
        FactBody::OrderCredited { number, .. } => Some((Series::CreditNote, number)),
        FactBody::PaymentReceived { number, .. } | FactBody::MoneyReceived { number, .. } => Some((Series::Receipt, number)),
        _ => None,
    }
}

fn year_of(today: Date) -> u16 {
    u16::try_from(today.year()).unwrap_or(0)
}

/// The first of so many numbers that follow each other, and are nobody else's.
fn reserve(tx: &mut DbConnection, series: Series, year: u16, count: u32) -> Result<DocumentNumber, StoreError> {
    let counter = counters::table.find((series.name(), i32::from(year)));
    let before: Option<i64> = counter.select(counters::last).first(tx).optional()?;
    let last = before.unwrap_or(0).saturating_add(i64::from(count));
    set(tx, series, year, before.is_some(), last)?;
    let first = u32::try_from(last.saturating_sub(i64::from(count)).saturating_add(1));
    Ok(DocumentNumber { series, year, number: first.map_err(|error| StoreError::unreadable("number_series.last", error))? })
}

fn set(tx: &mut DbConnection, series: Series, year: u16, is_there: bool, last: i64) -> Result<(), StoreError> {
    if is_there {
        let counter = counters::table.find((series.name(), i32::from(year)));
        diesel::update(counter).set(counters::last.eq(last)).execute(tx)?;
    } else {
        let row = (counters::series.eq(series.name()), counters::year.eq(i32::from(year)), counters::last.eq(last));
        diesel::insert_into(counters::table).values(row).execute(tx)?;
    }
    Ok(())
}

/// A fact of a history that is given its number when it is written.
#[derive(Debug, Clone)]
pub(super) struct Unnumbered {
    series: Series,
    year: u16,
    recorded_at: DateTime<Utc>,
    /// Which of the facts that are written.
    place: usize,
}

impl Unnumbered {
    /// What is to be numbered of a fact, if anything.
    pub(super) fn of(fact: &Fact, act: &Act, at: usize) -> Option<Self> {
        let mut body = fact.body.clone();
        let (series, None) = place(&mut body)? else { return None };
        Some(Self { series, year: year_of(act.today), recorded_at: act.now, place: at })
    }
}

/// The rows with their numbers, which follow this order.
pub(super) fn give_all(tx: &mut DbConnection, unnumbered: &[Unnumbered], order: NumberOrder, facts: &[FactRow]) -> Result<Vec<FactRow>, StoreError> {
    let mut series: BTreeMap<(Series, u16), Vec<&Unnumbered>> = BTreeMap::new();
    for one in unnumbered {
        series.entry((one.series, one.year)).or_default().push(one);
    }
    let mut numbered = facts.to_vec();
    for ((series, year), mut waiting) in series {
        if order == NumberOrder::AsItHappened {
            waiting.sort_by_key(|one| (one.recorded_at, one.place));
        }
        let mut next = reserve(tx, series, year, u32::try_from(waiting.len()).unwrap_or(u32::MAX))?;
        for one in waiting {
            if let Some(row) = numbered.get_mut(one.place) {
                write(row, next)?;
            }
            next.number = next.number.saturating_add(1);
        }
    }
    Ok(numbered)
}

/// Writes the number into the body of a row.
fn write(row: &mut FactRow, given: DocumentNumber) -> Result<(), StoreError> {
    let unreadable = |error| StoreError::unreadable("facts.body", error);
    let mut body: FactBody = serde_json::from_str(&row.body).map_err(unreadable)?;
    if let Some((_, number)) = place(&mut body) {
        *number = Some(given);
    }
    row.body = serde_json::to_string(&body).map_err(unreadable)?;
    Ok(())
}

/// Counts again from the facts which numbers were given last.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn recount(tx: &mut DbConnection) -> Result<(), Error> {
    let mut given = NumberSeries::default();
    let mut years: BTreeSet<(Series, u16)> = BTreeSet::new();
    for kind in NUMBERED {
        let mut after = None;
        loop {
            let facts = facts_of_kind(tx, kind, after.as_deref(), STEP)?;
            let Some(last) = facts.last() else { break };
            after = Some(last.id.to_string());
            for mut fact in facts {
                if let Some((_, Some(number))) = place(&mut fact.body) {
                    given.add(*number);
                    years.insert((number.series, number.year));
                }
            }
        }
    }
    diesel::delete(counters::table).execute(tx).map_err(StoreError::from)?;
    for (series, year) in years {
        set(tx, series, year, false, given.last(series, year).into())?;
    }
    Ok(())
}

/// The number in the body of a fact as it is stored; none where it has none. Nothing else of it is read: an order names
/// thousands.
///
/// # Errors
/// [`StoreError`] where it cannot be read.
pub fn number_in(body: &str) -> Result<Option<DocumentNumber>, StoreError> {
    #[derive(serde::Deserialize)]
    struct Numbered {
        number: Option<DocumentNumber>,
    }
    serde_json::from_str(body).map(|Numbered { number }| number).map_err(|error| StoreError::unreadable("facts.body", error))
}

/// At most `rows` numbers of facts of this kind after this fact, each with its fact; the numbers of orders are in nobody's books.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn numbers_after(conn: &mut DbConnection, kind: &str, after: &str, rows: i64) -> Result<Vec<(String, Option<DocumentNumber>)>, StoreError> {
    use crate::db::schema::facts::dsl;
    let kept = dsl::facts.filter(dsl::kind.eq(kind)).filter(dsl::id.gt(after));
    let found: Vec<(String, String)> = kept.order(dsl::id).limit(rows).select((dsl::id, dsl::body)).load(conn)?;
    found.into_iter().map(|(id, body)| Ok((id, number_in(&body)?))).collect()
}

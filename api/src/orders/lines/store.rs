//! The rows of lines.

use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use shared::ids::{OrderId, OrderLineId, PersonId};
use shared::orders::LineState;

use super::parse::NewLine;
use crate::db::schema::order_lines::{self, dsl};
use crate::db::schema::{accounts, orders};
use crate::db::{DbConnection, StoreError, insert_many, text};
use crate::ids;
use crate::text::email_key;

/// A line as it is kept.
#[derive(Clone)]
pub(in crate::orders) struct Line {
    pub(in crate::orders) id: OrderLineId,
    pub(in crate::orders) position: u32,
    pub(in crate::orders) name: String,
    pub(in crate::orders) email: Option<String>,
    pub(in crate::orders) email_key: Option<String>,
    pub(in crate::orders) ala_member_number: Option<String>,
    pub(in crate::orders) amount_cents: u32,
    pub(in crate::orders) state: LineState,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Line { .. }")
    }
}

impl Line {
    /// The lines of a draft, in this order.
    pub(super) fn numbered(new: Vec<NewLine>) -> Vec<Self> {
        let line = |(position, new): (u32, NewLine)| Self {
            id: OrderLineId(ids::fresh()),
            position,
            email_key: Some(email_key(&new.email)),
            name: new.name,
            email: Some(new.email),
            ala_member_number: new.ala_member_number,
            amount_cents: new.amount_cents,
            state: LineState::Draft,
        };
        (1..).zip(new).map(line).collect()
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = order_lines, treat_none_as_default_value = false)]
struct Row {
    id: String,
    order_id: String,
    position: i32,
    name: String,
    email: Option<String>,
    email_key: Option<String>,
    ala_member_number: Option<String>,
    amount_cents: i64,
    state: String,
}

impl Row {
    fn new(order: &str, line: &Line) -> Self {
        Self {
            id: line.id.to_string(),
            order_id: order.to_owned(),
            position: i32::try_from(line.position).unwrap_or(i32::MAX),
            name: line.name.clone(),
            email: line.email.clone(),
            email_key: line.email_key.clone(),
            ala_member_number: line.ala_member_number.clone(),
            amount_cents: line.amount_cents.into(),
            state: "draft".to_owned(),
        }
    }

    fn line(self) -> Result<Line, StoreError> {
        Ok(Line {
            id: text::read("order_lines.id", &self.id)?,
            position: place(self.position)?,
            state: state(&self.state)?,
            amount_cents: u32::try_from(self.amount_cents).map_err(|error| StoreError::unreadable("order_lines.amount_cents", error))?,
            name: self.name,
            email: self.email,
            email_key: self.email_key,
            ala_member_number: self.ala_member_number,
        })
    }
}

fn place(stored: i32) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|error| StoreError::unreadable("order_lines.position", error))
}

fn state(stored: &str) -> Result<LineState, StoreError> {
    match stored {
        "draft" => Ok(LineState::Draft),
        "waiting" => Ok(LineState::Invited),
        "applied" => Ok(LineState::Applied),
        "paid" => Ok(LineState::Paid),
        "nothing_to_pay" => Ok(LineState::NothingToPay),
        "credited" => Ok(LineState::Credited),
        _ => Err(StoreError::unreadable("order_lines.state", "an unknown state")),
    }
}

/// All lines of an order, in their order.
pub(in crate::orders) fn all(conn: &mut DbConnection, order: OrderId) -> Result<Vec<Line>, StoreError> {
    page(conn, order, 0, i64::MAX)
}

/// At most `rows` lines after this place.
pub(super) fn page(conn: &mut DbConnection, order: OrderId, after: i32, rows: i64) -> Result<Vec<Line>, StoreError> {
    let later = dsl::order_lines.filter(dsl::order_id.eq(order.to_string())).filter(dsl::position.gt(after));
    let rows: Vec<Row> = later.order(dsl::position).limit(rows).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::line).collect()
}

/// The places of an order's lines that have an address, and by what addresses are told apart.
pub(in crate::orders) fn keys(conn: &mut DbConnection, order: OrderId) -> Result<Vec<(u32, String)>, StoreError> {
    let mine = dsl::order_lines.filter(dsl::order_id.eq(order.to_string())).order(dsl::position);
    let rows: Vec<(i32, Option<String>)> = mine.select((dsl::position, dsl::email_key)).load(conn)?;
    rows.into_iter().filter_map(|(position, key)| Some((position, key?))).map(|(position, key)| Ok((place(position)?, key))).collect()
}

/// How many lines an order has, and their sum in US cents.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::orders) struct Sum {
    pub(in crate::orders) lines: u32,
    pub(in crate::orders) cents: u64,
}

impl Sum {
    /// Of these lines.
    pub(in crate::orders) fn of(lines: &[Line]) -> Self {
        let cents = lines.iter().fold(0_u64, |cents, line| cents.saturating_add(line.amount_cents.into()));
        Self { lines: u32::try_from(lines.len()).unwrap_or(u32::MAX), cents }
    }
}

/// How many lines an order has, and over how much.
pub(in crate::orders) fn sum(conn: &mut DbConnection, order: OrderId) -> Result<Sum, StoreError> {
    let mine = dsl::order_lines.filter(dsl::order_id.eq(order.to_string()));
    // Each database has a type of its own for a sum.
    let cents = sql::<BigInt>("CAST(COALESCE(SUM(amount_cents), 0) AS BIGINT)");
    let (lines, cents): (i64, i64) = mine.select((count_star(), cents)).first(conn)?;
    Ok(Sum { lines: u32::try_from(lines).unwrap_or(u32::MAX), cents: u64::try_from(cents).unwrap_or(0) })
}

/// Adds these lines to an order that has none.
pub(super) fn insert(tx: &mut DbConnection, order: OrderId, lines: &[Line]) -> Result<(), StoreError> {
    let order = order.to_string();
    let rows: Vec<Row> = lines.iter().map(|line| Row::new(&order, line)).collect();
    Ok(insert_many!(tx, order_lines::table, rows)?)
}

/// Copies the lines of an order that were not credited and whose addresses are known; tells how many.
pub(in crate::orders) fn copy(tx: &mut DbConnection, from: OrderId, to: OrderId) -> Result<usize, StoreError> {
    let lines = all(tx, from)?.into_iter().filter(|line| line.state != LineState::Credited);
    let new = lines
        .filter_map(|line| {
            Some(NewLine { name: line.name, email: line.email?, ala_member_number: line.ala_member_number, amount_cents: line.amount_cents })
        })
        .collect();
    let lines = Line::numbered(new);
    insert(tx, to, &lines)?;
    Ok(lines.len())
}

/// Takes all lines out.
pub(in crate::orders) fn discard(tx: &mut DbConnection, order: OrderId) -> Result<(), StoreError> {
    diesel::delete(dsl::order_lines.filter(dsl::order_id.eq(order.to_string()))).execute(tx)?;
    Ok(())
}

/// Takes the lines of somebody who leaves out of the orders that were not issued: nothing could be paid for them.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn forget_drafted(tx: &mut DbConnection, person: PersonId) -> Result<(), StoreError> {
    let keys: Vec<String> = accounts::table.filter(accounts::person_id.eq(person.to_string())).select(accounts::email_key).load(tx)?;
    let drafts = orders::table.filter(orders::state.eq("draft")).select(orders::id);
    let theirs = dsl::order_lines.filter(dsl::email_key.eq_any(keys)).filter(dsl::order_id.eq_any(drafts));
    diesel::delete(theirs).execute(tx)?;
    Ok(())
}

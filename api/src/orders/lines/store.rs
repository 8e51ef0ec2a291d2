//! The rows of lines.

use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use shared::ids::{OrderId, OrderLineId, PersonId};
use shared::orders::{DraftLine, LineState};

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
    /// The line as it was sent.
    pub(in crate::orders) fn draft(&self) -> DraftLine {
        DraftLine {
            name: self.name.clone(),
            email: self.email.clone().unwrap_or_default(),
            ala_member_number: self.ala_member_number.clone(),
            amount_cents: self.amount_cents,
        }
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
    fn new(order: OrderId, position: i32, new: &NewLine) -> Self {
        Self {
            id: ids::fresh().to_string(),
            order_id: order.to_string(),
            position,
            name: new.name.clone(),
            email: Some(new.email.clone()),
            email_key: Some(email_key(&new.email)),
            ala_member_number: new.ala_member_number.clone(),
            amount_cents: new.amount_cents.into(),
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

/// The places of an order's lines, and by what their addresses are told apart; a line without an address is like no other.
pub(in crate::orders) fn keys(conn: &mut DbConnection, order: OrderId) -> Result<Vec<(u32, String)>, StoreError> {
    let mine = dsl::order_lines.filter(dsl::order_id.eq(order.to_string())).order(dsl::position);
    let rows: Vec<(i32, Option<String>, String)> = mine.select((dsl::position, dsl::email_key, dsl::id)).load(conn)?;
    rows.into_iter().map(|(position, key, id)| Ok((place(position)?, key.unwrap_or(id)))).collect()
}

/// How many lines an order has, and their sum in US cents.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::orders) struct Sum {
    pub(in crate::orders) lines: u32,
    pub(in crate::orders) cents: u64,
}

/// How many lines an order has, and over how much.
pub(in crate::orders) fn sum(conn: &mut DbConnection, order: OrderId) -> Result<Sum, StoreError> {
    let mine = dsl::order_lines.filter(dsl::order_id.eq(order.to_string()));
    // Each database has a type of its own for a sum.
    let cents = sql::<BigInt>("CAST(COALESCE(SUM(amount_cents), 0) AS BIGINT)");
    let (lines, cents): (i64, i64) = mine.select((count_star(), cents)).first(conn)?;
    Ok(Sum { lines: u32::try_from(lines).unwrap_or(u32::MAX), cents: u64::try_from(cents).unwrap_or(0) })
}

/// Puts these lines in place of all that an order has.
pub(super) fn replace(tx: &mut DbConnection, order: OrderId, new: &[NewLine]) -> Result<(), StoreError> {
    discard(tx, order)?;
    let rows: Vec<Row> = (1..).zip(new).map(|(position, line)| Row::new(order, position, line)).collect();
    Ok(insert_many!(tx, order_lines::table, rows)?)
}

/// Copies the lines of an order that were not credited and whose addresses are known; tells how many.
pub(in crate::orders) fn copy(tx: &mut DbConnection, from: OrderId, to: OrderId) -> Result<usize, StoreError> {
    let lines = all(tx, from)?.into_iter().filter(|line| line.state != LineState::Credited);
    let new: Vec<NewLine> = lines
        .filter_map(|line| {
            Some(NewLine { name: line.name, email: line.email?, ala_member_number: line.ala_member_number, amount_cents: line.amount_cents })
        })
        .collect();
    replace(tx, to, &new)?;
    Ok(new.len())
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

//! The rows of orders that were issued and of their lines: where each line stands; `people` whose it is, `links` by which they
//! are invited, `due` when the worker looks again.

mod due;
mod links;
mod people;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::{exists, sql};
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use shared::books::DocumentNumber;
use shared::calendar::Date;
use shared::ids::{BuyerId, InvoiceId, OrderId, OrderLineId, PersonId};
use shared::orders::OrderState;

pub(super) use due::{claim, find_expired, is_any_due, lease, look_at, open_issued};
pub(crate) use links::forget_links;
pub(super) use links::{Uninvited, invited, opened_by, uninvited};
pub(super) use people::{find_all, orders_for, owes};

use crate::db::schema::order_lines::dsl;
use crate::db::schema::{accounts, buyers, facts, order_lines, orders};
use crate::db::{DbConnection, ROWS_PER_STATEMENT, StoreError, text};

/// How long an address is kept after its line pays an invoice or is credited.
const ADDRESS_DAYS: i64 = 90;
/// The orders that ask for money or have it.
const ISSUED: [&str; 2] = ["open", "paid"];

/// Where a line of an order that was issued stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The person has not applied.
    Waiting,
    /// The person has applied, and nothing was put to the invoice.
    Applied,
    /// It pays the person's invoice.
    Paid,
    /// The order is paid, and the person owes nothing.
    NothingToPay,
    /// The buyer is not asked for it any more.
    Credited,
}

impl Stage {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Applied => "applied",
            Self::Paid => "paid",
            Self::NothingToPay => "nothing_to_pay",
            Self::Credited => "credited",
        }
    }

    fn read(stored: &str) -> Result<Self, StoreError> {
        let all = [Self::Waiting, Self::Applied, Self::Paid, Self::NothingToPay, Self::Credited];
        all.into_iter().find(|stage| stage.name() == stored).ok_or_else(|| StoreError::unreadable("order_lines.state", "unknown state"))
    }

    /// Whether its address is needed no more.
    const fn is_ended(self) -> bool {
        matches!(self, Self::Paid | Self::NothingToPay | Self::Credited)
    }
}

/// A line of an order that was issued.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) id: OrderLineId,
    pub(super) order: OrderId,
    pub(super) position: i32,
    pub(super) amount_cents: u32,
    pub(super) person: Option<PersonId>,
    pub(super) stage: Stage,
}

type Row = (String, String, i32, i64, Option<String>, String);
const COLUMNS: (dsl::id, dsl::order_id, dsl::position, dsl::amount_cents, dsl::person_id, dsl::state) =
    (dsl::id, dsl::order_id, dsl::position, dsl::amount_cents, dsl::person_id, dsl::state);

fn read((id, order, position, amount, person, state): Row) -> Result<Line, StoreError> {
    Ok(Line {
        id: text::read("order_lines.id", &id)?,
        order: text::read("order_lines.order_id", &order)?,
        position,
        amount_cents: amount_of(amount)?,
        person: text::read_option("order_lines.person_id", person.as_deref())?,
        stage: Stage::read(&state)?,
    })
}

fn amount_of(stored: i64) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|error| StoreError::unreadable("order_lines.amount_cents", error))
}

/// That a line's order was issued, in the words of the index of such lines: a database that plans before it knows the state would
/// not use it otherwise.
pub(super) fn was_issued() -> SqlLiteral<Bool> {
    sql::<Bool>("order_lines.state <> 'draft'")
}

/// At most so many lines of an order at this stage after this position, in their order.
pub(super) fn at_stage(conn: &mut DbConnection, order: OrderId, stage: Stage, after: i32, lines_max: i64) -> Result<Vec<Line>, StoreError> {
    let theirs = dsl::order_lines.filter(dsl::order_id.eq(order.to_string())).filter(was_issued()).filter(dsl::state.eq(stage.name()));
    let rows: Vec<Row> = theirs.filter(dsl::position.gt(after)).order(dsl::position).limit(lines_max).select(COLUMNS).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// These lines of an order, in their order.
pub(super) fn these(conn: &mut DbConnection, order: OrderId, ids: &[OrderLineId]) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::new();
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let rows: Vec<Row> = dsl::order_lines.filter(dsl::order_id.eq(order.to_string())).filter(dsl::id.eq_any(ids)).select(COLUMNS).load(conn)?;
        lines.extend(rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?);
    }
    lines.sort_unstable_by_key(|line| line.position);
    Ok(lines)
}

/// The lines of a person on orders that are neither drafts nor void, without those that were credited; the oldest first.
pub(super) fn of_person(conn: &mut DbConnection, person: PersonId) -> Result<Vec<Line>, StoreError> {
    let standing = dsl::order_lines.inner_join(orders::table).filter(orders::state.eq_any(ISSUED)).filter(dsl::state.ne(Stage::Credited.name()));
    let theirs = standing.filter(dsl::person_id.eq(person.to_string()));
    let rows: Vec<Row> = theirs.order((orders::issued_at, dsl::order_id, dsl::position)).select(COLUMNS).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The lines that wait for this person to apply, today, by the person or by the address of their account: of orders that are
/// paid before those that are not, the oldest first.
pub(super) fn waiting_for(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Vec<Line>, StoreError> {
    let Some(address) =
        accounts::table.filter(accounts::person_id.eq(person.to_string())).select(accounts::email_key).first::<String>(conn).optional()?
    else {
        return Ok(Vec::new());
    };
    // Asked for one by one, each by its index: together, a database goes through the lines of all orders.
    let by_person = dsl::order_lines.filter(dsl::person_id.eq(person.to_string()));
    let mut theirs: Vec<(String, String)> = by_person.select((dsl::id, dsl::order_id)).load(conn)?;
    let by_address = dsl::order_lines.filter(dsl::email_key.eq(address)).filter(dsl::person_id.is_null());
    theirs.extend(by_address.select((dsl::id, dsl::order_id)).load::<(String, String)>(conn)?);
    if theirs.is_empty() {
        return Ok(Vec::new());
    }
    let (lines, of): (Vec<String>, Vec<String>) = theirs.into_iter().unzip();
    // The orders by their ids, too: SQLite begins with them, and would go through all that were issued.
    let issued = dsl::order_lines.inner_join(orders::table).filter(orders::state.eq_any(ISSUED)).filter(orders::id.eq_any(of));
    let waiting = issued.filter(dsl::state.eq(Stage::Waiting.name()));
    let waiting = waiting.filter(orders::apply_by.is_null().or(orders::apply_by.ge(text::day(today))));
    let theirs = waiting.filter(dsl::id.eq_any(lines));
    let rows: Vec<Row> = theirs.order((orders::state.desc(), orders::issued_at, dsl::order_id, dsl::position)).select(COLUMNS).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Says whose a line is, and where it stands.
pub(super) fn give(tx: &mut DbConnection, line: OrderLineId, person: PersonId, stage: Stage) -> Result<(), StoreError> {
    let whose = (dsl::person_id.eq(person.to_string()), dsl::state.eq(stage.name()));
    diesel::update(dsl::order_lines.find(line.to_string())).set(whose).execute(tx)?;
    Ok(())
}

/// Says where these lines stand. A link of one that is credited opens nothing any more.
pub(super) fn move_to(tx: &mut DbConnection, lines: &[OrderLineId], stage: Stage, now: DateTime<Utc>) -> Result<(), StoreError> {
    for ids in lines.chunks(ROWS_PER_STATEMENT) {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let these = dsl::order_lines.filter(dsl::id.eq_any(&ids));
        let ended_at = stage.is_ended().then(|| text::time(now));
        diesel::update(these).set((dsl::state.eq(stage.name()), dsl::ended_at.eq(ended_at))).execute(tx)?;
        if stage == Stage::Credited {
            let these = dsl::order_lines.filter(dsl::id.eq_any(&ids));
            diesel::update(these).set(dsl::invitation_hash.eq(None::<String>)).execute(tx)?;
        }
    }
    Ok(())
}

/// Has the lines of people wait for the order's money again: what was put to these invoices was taken back.
pub(super) fn reopen(tx: &mut DbConnection, order: OrderId, invoices: &[InvoiceId]) -> Result<(), StoreError> {
    let of_order = || dsl::order_lines.filter(dsl::order_id.eq(order.to_string())).filter(was_issued());
    let applied = (dsl::state.eq(Stage::Applied.name()), dsl::ended_at.eq(None::<String>));
    for ids in invoices.chunks(ROWS_PER_STATEMENT) {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let issued = facts::table.filter(facts::subject.eq_any(ids)).filter(facts::kind.eq("invoice_issued")).select(facts::person_id);
        diesel::update(of_order().filter(dsl::state.eq(Stage::Paid.name())).filter(dsl::person_id.eq_any(issued)))
            .set(applied.clone())
            .execute(tx)?;
    }
    diesel::update(of_order().filter(dsl::state.eq(Stage::NothingToPay.name()))).set(applied).execute(tx)?;
    Ok(())
}

/// Whether a person has a line of this order that was not credited.
pub(super) fn is_on(conn: &mut DbConnection, order: OrderId, person: PersonId) -> Result<bool, StoreError> {
    let theirs = dsl::order_lines.filter(dsl::order_id.eq(order.to_string())).filter(dsl::person_id.eq(person.to_string()));
    Ok(diesel::select(exists(theirs.filter(dsl::state.ne(Stage::Credited.name())))).get_result(conn)?)
}

/// An order and who pays it, as it is told of.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) buyer: BuyerId,
    pub(super) buyer_name: String,
    pub(super) state: OrderState,
}

/// An order and who pays it.
pub(super) fn head(conn: &mut DbConnection, order: OrderId) -> Result<Option<Head>, StoreError> {
    let of_it = orders::table.inner_join(buyers::table).filter(orders::id.eq(order.to_string()));
    let row: Option<(String, String, String)> = of_it.select((orders::buyer_id, buyers::name, orders::state)).first(conn).optional()?;
    row.map(|(buyer, buyer_name, state)| Ok(Head { buyer: text::read("orders.buyer_id", &buyer)?, buyer_name, state: state_of(&state)? })).transpose()
}

fn state_of(stored: &str) -> Result<OrderState, StoreError> {
    let all = [OrderState::Draft, OrderState::Open, OrderState::Paid, OrderState::Void];
    all.into_iter().find(|state| state.name() == stored).ok_or_else(|| StoreError::unreadable("orders.state", "unknown state"))
}

/// The number with which an order was issued.
pub(super) fn number_of(conn: &mut DbConnection, order: OrderId) -> Result<Option<DocumentNumber>, StoreError> {
    let issued = facts::table.filter(facts::subject.eq(order.to_string())).filter(facts::kind.eq("order_issued"));
    let Some(body) = issued.select(facts::body).first::<String>(conn).optional()? else { return Ok(None) };
    crate::record::number_in(&body)
}

/// The day on which an order was issued.
pub(super) fn issued_on(conn: &mut DbConnection, order: OrderId) -> Result<Date, StoreError> {
    let issued = facts::table.filter(facts::subject.eq(order.to_string())).filter(facts::kind.eq("order_issued"));
    text::read("facts.on_date", &issued.select(facts::on_date).first::<String>(conn)?)
}

/// Says where an order stands.
pub(super) fn set_state(tx: &mut DbConnection, order: OrderId, state: OrderState) -> Result<(), StoreError> {
    diesel::update(orders::table.find(order.to_string())).set(orders::state.eq(state.name())).execute(tx)?;
    Ok(())
}

/// Says until when those on an order can apply, where the buyer named no day.
pub(super) fn set_apply_by(tx: &mut DbConnection, order: OrderId, apply_by: Date) -> Result<(), StoreError> {
    diesel::update(orders::table.find(order.to_string())).set(orders::apply_by.eq(text::day(apply_by))).execute(tx)?;
    Ok(())
}

/// Forgets the addresses of lines that ended so long ago: who they are stays with the invoice, where to reach them does not.
pub(crate) fn forget_addresses(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    let old = text::time(now - TimeDelta::days(ADDRESS_DAYS));
    let ended = order_lines::table.filter(dsl::ended_at.lt(old)).filter(dsl::email.is_not_null().or(dsl::invitation_hash.is_not_null()));
    let nothing = (
        dsl::email.eq(None::<String>),
        dsl::email_key.eq(None::<String>),
        dsl::ala_member_number.eq(None::<String>),
        dsl::invitation_hash.eq(None::<String>),
    );
    diesel::update(ended).set(nothing).execute(tx)?;
    Ok(())
}

//! The links by which those on an order are invited: of a token its hash alone is kept.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::{OrderId, OrderLineId};

use super::{Line, Stage, amount_of, these, was_issued};
use crate::db::schema::order_lines::dsl;
use crate::db::schema::orders;
use crate::db::{DbConnection, StoreError, text};

/// Somebody who was not invited yet.
#[derive(Debug, Clone)]
pub(in super::super) struct Uninvited {
    pub(in super::super) line: OrderLineId,
    pub(in super::super) name: String,
    pub(in super::super) email: String,
    pub(in super::super) amount_cents: u32,
}

/// At most so many of those on an order who are waited for and were not invited, in their order.
pub(in super::super) fn uninvited(conn: &mut DbConnection, order: OrderId, lines_max: i64) -> Result<Vec<Uninvited>, StoreError> {
    let theirs = dsl::order_lines.filter(dsl::order_id.eq(order.to_string())).filter(dsl::state.eq(Stage::Waiting.name()));
    let theirs = theirs.filter(was_issued()).filter(dsl::invited_at.is_null()).filter(dsl::email.is_not_null());
    let rows: Vec<(String, String, Option<String>, i64)> =
        theirs.order(dsl::position).limit(lines_max).select((dsl::id, dsl::name, dsl::email, dsl::amount_cents)).load(conn)?;
    let read = |(id, name, email, amount): (String, String, Option<String>, i64)| {
        Ok(Uninvited { line: text::read("order_lines.id", &id)?, name, email: email.unwrap_or_default(), amount_cents: amount_of(amount)? })
    };
    rows.into_iter().map(read).collect()
}

/// Says that somebody was invited, under the hash of a token.
pub(in super::super) fn invited(tx: &mut DbConnection, line: OrderLineId, hash: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let invited = (dsl::invitation_hash.eq(hash), dsl::invited_at.eq(text::time(now)));
    diesel::update(dsl::order_lines.find(line.to_string())).set(invited).execute(tx)?;
    Ok(())
}

/// The line that the token with this hash opens today, and the last day for applying.
pub(in super::super) fn opened_by(conn: &mut DbConnection, hash: &str, today: Date) -> Result<Option<(Line, Date)>, StoreError> {
    let by_token = dsl::order_lines.inner_join(orders::table).filter(dsl::invitation_hash.eq(hash));
    let standing = by_token.filter(dsl::state.ne(Stage::Credited.name())).filter(orders::apply_by.ge(text::day(today)));
    let found: Option<(String, String, Option<String>)> = standing.select((dsl::id, dsl::order_id, orders::apply_by)).first(conn).optional()?;
    let Some((line, order, apply_by)) = found else { return Ok(None) };
    let line = these(conn, text::read("order_lines.order_id", &order)?, &[text::read("order_lines.id", &line)?])?.into_iter().next();
    Ok(line.zip(text::read_option("orders.apply_by", apply_by.as_deref())?))
}

/// After a restore no link opens anything: what was credited since the backup would be open again.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn forget_links(tx: &mut DbConnection) -> Result<(), StoreError> {
    diesel::update(dsl::order_lines.filter(dsl::invitation_hash.is_not_null())).set(dsl::invitation_hash.eq(None::<String>)).execute(tx)?;
    Ok(())
}

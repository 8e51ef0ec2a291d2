//! Invitations: whoever is on an order that was issued and has not applied gets a link. Of its token the hash alone is kept; the
//! mail's own words go once it is sent.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::OrderId;
use shared::orders::OrderRecord;

use super::facts::load;
use super::found::find_all;
use super::mails;
use super::rows::{self, Head, Line, Stage};
use super::settle::LINES_AT_ONCE;
use crate::auth::attempts::{self, INVITATIONS_PER_ADDRESS};
use crate::clock::Moment;
use crate::db::schema::order_lines::dsl;
use crate::db::schema::orders;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;
use crate::record::Act;

/// What is not there, of whichever link.
pub(super) const LINK: &str = "invitation under this link; it has ended, or was taken back";

/// An order was issued: its people are found and invited, and the buyer is told what to pay. Of an order of more than a hundred
/// the worker invites.
///
/// # Errors
/// [`Error::Store`].
pub fn issued(tx: &mut DbConnection, act: &Act, order: OrderId) -> Result<(), Error> {
    let (Some(record), Some(head)) = (load(tx, order, act.today)?, rows::head(tx, order)?) else { return Ok(()) };
    find_all(tx, order)?;
    // The day that was not named is known now, and looked for by it.
    let apply_by = orders::apply_by.eq(text::day(record.apply_by));
    diesel::update(orders::table.find(order.to_string())).set(apply_by).execute(tx).map_err(StoreError::from)?;
    mails::issued(tx, act.now, &head, &record)?;
    let is_for_worker = LINES_AT_ONCE < i64::try_from(record.lines.len()).unwrap_or(i64::MAX);
    if !is_for_worker {
        invite(tx, &head, &record, LINES_AT_ONCE, (act.now, act.today))?;
    }
    Ok(rows::look_at(tx, order, is_for_worker.then_some(act.now))?)
}

/// Invites at most so many of those who were not; says whether there may be more.
pub(super) fn invite(
    tx: &mut DbConnection,
    head: &Head,
    record: &OrderRecord,
    lines_max: i64,
    (now, today): (DateTime<Utc>, Date),
) -> Result<bool, StoreError> {
    let uninvited = dsl::order_lines.filter(dsl::order_id.eq(record.order.to_string())).filter(dsl::state.eq(Stage::Waiting.name()));
    let uninvited = uninvited.filter(dsl::invited_at.is_null()).filter(dsl::email.is_not_null());
    let rows: Vec<(String, String, Option<String>, i64)> =
        uninvited.order(dsl::position).limit(lines_max).select((dsl::id, dsl::name, dsl::email, dsl::amount_cents)).load(tx)?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|found| found == lines_max);
    for (id, name, email, amount_cents) in rows {
        let token = ids::token();
        let invited = (dsl::invitation_hash.eq(hash(&token)), dsl::invited_at.eq(text::time(now)));
        diesel::update(dsl::order_lines.find(id)).set(invited).execute(tx)?;
        let amount_cents = u32::try_from(amount_cents).map_err(|error| StoreError::unreadable("order_lines.amount_cents", error))?;
        mails::invitation(tx, (now, today), head, record, mails::Invited { name, email: email.unwrap_or_default(), amount_cents, token })?;
    }
    Ok(is_full)
}

fn hash(token: &str) -> String {
    ids::hash(&[token.as_bytes()])
}

/// The line that this token opens today, and what is said of its order. Tokens that open nothing are counted against the
/// address from which they came.
pub(super) fn opened(tx: &mut DbConnection, token: &str, address: &str, moment: Moment) -> Result<Option<(Line, Head, Date)>, Error> {
    let counted = attempts::count(tx, &[(INVITATIONS_PER_ADDRESS, address)], moment.now)?;
    let by_token = dsl::order_lines.inner_join(orders::table).filter(dsl::invitation_hash.eq(hash(token)));
    let standing = by_token.filter(dsl::state.ne(Stage::Credited.name())).filter(orders::apply_by.ge(text::day(moment.today)));
    let found: Option<(String, String, Option<String>)> =
        standing.select((dsl::id, dsl::order_id, orders::apply_by)).first(tx).optional().map_err(StoreError::from)?;
    let Some((line, order, apply_by)) = found else { return Ok(None) };
    let order = text::read("order_lines.order_id", &order)?;
    let line = rows::these(tx, order, &[text::read("order_lines.id", &line)?])?.into_iter().next();
    let apply_by = text::read_option("orders.apply_by", apply_by.as_deref())?;
    let (Some(line), Some(head), Some(apply_by)) = (line, rows::head(tx, order)?, apply_by) else { return Ok(None) };
    attempts::forget(tx, &counted)?;
    Ok(Some((line, head, apply_by)))
}

/// After a restore no link opens anything: what was credited since the backup would be open again.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn forget_links(tx: &mut DbConnection) -> Result<(), StoreError> {
    diesel::update(dsl::order_lines.filter(dsl::invitation_hash.is_not_null())).set(dsl::invitation_hash.eq(None::<String>)).execute(tx)?;
    Ok(())
}

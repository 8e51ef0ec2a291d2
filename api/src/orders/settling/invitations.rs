//! Invitations: whoever is on an order that was issued and has not applied gets a link. Of its token the hash alone is kept; the
//! mail's own words go once it is sent.

use chrono::{DateTime, Utc};
use shared::calendar::Date;
use shared::ids::OrderId;
use shared::orders::OrderRecord;

use super::facts::load;
use super::mails;
use super::settle::LINES_AT_ONCE;
use super::store::{self, Head, Line, Uninvited};
use crate::auth::attempts::{self, INVITATIONS_PER_ADDRESS};
use crate::clock::Moment;
use crate::db::{DbConnection, StoreError};
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
    let (Some(record), Some(head)) = (load(tx, order, act.today)?, store::head(tx, order)?) else { return Ok(()) };
    store::find_all(tx, order)?;
    // The day that was not named is known now, and looked for by it.
    store::set_apply_by(tx, order, record.apply_by)?;
    mails::issued(tx, act.now, &head, &record)?;
    let is_for_worker = LINES_AT_ONCE < i64::try_from(record.lines.len()).unwrap_or(i64::MAX);
    if !is_for_worker {
        invite(tx, &head, &record, LINES_AT_ONCE, (act.now, act.today))?;
    }
    Ok(store::look_at(tx, order, is_for_worker.then_some(act.now))?)
}

/// Invites at most so many of those who were not; says whether there may be more.
pub(super) fn invite(
    tx: &mut DbConnection,
    head: &Head,
    record: &OrderRecord,
    lines_max: i64,
    (now, today): (DateTime<Utc>, Date),
) -> Result<bool, StoreError> {
    let some = store::uninvited(tx, record.order, lines_max)?;
    for Uninvited { line, name, email, amount_cents } in &some {
        let token = ids::token();
        store::invited(tx, *line, &hash(&token), now)?;
        let invited = mails::Invited { name: name.clone(), email: email.clone(), amount_cents: *amount_cents, token };
        mails::invitation(tx, (now, today), head, record, invited)?;
    }
    Ok(i64::try_from(some.len()).is_ok_and(|found| found == lines_max))
}

fn hash(token: &str) -> String {
    ids::hash(&[token.as_bytes()])
}

/// The line that this token opens today, and what is said of its order. Tokens that open nothing are counted against the
/// address from which they came.
pub(super) fn opened(tx: &mut DbConnection, token: &str, address: &str, moment: Moment) -> Result<Option<(Line, Head, Date)>, Error> {
    let counted = attempts::count(tx, &[(INVITATIONS_PER_ADDRESS, address)], moment.now)?;
    let Some((line, apply_by)) = store::opened_by(tx, &hash(token), moment.today)? else { return Ok(None) };
    let Some(head) = store::head(tx, line.order)? else { return Ok(None) };
    attempts::forget(tx, &counted)?;
    Ok(Some((line, head, apply_by)))
}

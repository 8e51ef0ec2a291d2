//! Reminders of orders that are still owed, on the days on which invoices are reminded of: to everyone who orders for the buyer.
//! Those on it are not reminded; it is the buyer who is asked.

use shared::calendar::Date;
use shared::ids::OrderId;
use shared::notices::{Reminder, reminded_issue_days, reminder_due};

use super::facts::load;
use super::{mails, store};
use crate::clock::Moment;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::outbox;

/// The open orders of whose issue it is so long ago, and that were not reminded of yet.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn reminders_due(conn: &mut DbConnection, today: Date) -> Result<Vec<(OrderId, Reminder)>, StoreError> {
    let mut due = Vec::new();
    for (order, issued_on) in store::open_issued(conn, reminded_issue_days(today))? {
        if let Some(reminder) = reminder_due(issued_on, today)
            && !outbox::is_queued(conn, &key(order, reminder))?
        {
            due.push((order, reminder));
        }
    }
    Ok(due)
}

/// Queues this reminder, unless it was queued meanwhile, or nothing is owed any more, or nobody is there to read it.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub(crate) fn remind_of(tx: &mut DbConnection, moment: Moment, order: OrderId, reminder: Reminder) -> Result<bool, Error> {
    let (Some(head), Some(record)) = (store::head(tx, order)?, load(tx, order, moment.today)?) else { return Ok(false) };
    let key = key(order, reminder);
    if record.owed_cents() == 0 || reminder_due(record.issued_on, moment.today) != Some(reminder) || outbox::is_queued(tx, &key)? {
        return Ok(false);
    }
    Ok(mails::reminder(tx, moment.now, (&head, &record), reminder, &key)?)
}

/// What a reminder is known by for ever.
fn key(order: OrderId, reminder: Reminder) -> String {
    format!("order_reminder:{order}:{}", reminder.after_days)
}

//! Reminders of invoices and of purchase orders that are still owed. Nobody acts on the day on which one is due: the programme itself looks,
//! hourly. Each is sent once, however many servers look: the notice has a key of its own, taken in the transaction that
//! queues it.

use std::time::Duration;

use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::InvoiceId;
use shared::invoices::InvoiceState;
use shared::notices::{Reminder, reminded_issue_days, reminder_due};
use shared::queues::MatterKind;

use super::{mails, store};
use crate::clock::{Clock, Moment};
use crate::db::schema::{facts, matters};
use crate::db::{Db, DbConnection, StoreError, text};
use crate::error::Error;
use crate::orders::settling;
use crate::{outbox, people};

const HOUR: Duration = Duration::from_hours(1);

/// Looks until the task is dropped.
pub(crate) async fn run(db: Db, clock: Clock) {
    loop {
        if let Ok(moment) = clock.moment()
            && let Err(error) = remind(&db, moment).await
        {
            tracing::warn!(%error, "invoices that are still owed could not be reminded of");
        }
        tokio::time::sleep(HOUR).await;
    }
}

/// Queues the reminders that are due; says how many.
///
/// # Errors
/// [`Error::Store`] where the database fails; what was queued by then stays queued.
pub async fn remind(db: &Db, moment: Moment) -> Result<usize, Error> {
    let mut queued = 0_usize;
    for (invoice, reminder) in db.read(move |conn| Ok(due(conn, moment.today)?)).await? {
        // One at a time: each is true in the moment in which it is queued, and nobody waits for all of them.
        if db.write(move |tx| remind_of(tx, moment, invoice, reminder)).await? {
            queued = queued.saturating_add(1);
        }
    }
    for (order, reminder) in db.read(move |conn| Ok(settling::reminders_due(conn, moment.today)?)).await? {
        if db.write(move |tx| settling::remind_of(tx, moment, order, reminder)).await? {
            queued = queued.saturating_add(1);
        }
    }
    Ok(queued)
}

/// The open invoices of whose issue it is so long ago, and that were not reminded of yet.
fn due(conn: &mut DbConnection, today: Date) -> Result<Vec<(InvoiceId, Reminder)>, StoreError> {
    let (first, last) = reminded_issue_days(today);
    let open = matters::table.filter(matters::kind.eq(MatterKind::Invoice.name())).filter(matters::state.eq(InvoiceState::Open.name()));
    let issued: Vec<(String, String)> = open
        .inner_join(facts::table)
        .filter(facts::on_date.ge(text::day(first)).and(facts::on_date.le(text::day(last))))
        .order(facts::id)
        .select((matters::subject, facts::on_date))
        .load(conn)?;
    let mut due = Vec::new();
    for (invoice, issued_on) in issued {
        let invoice = text::read("matters.subject", &invoice)?;
        if let Some(reminder) = reminder_due(text::read("facts.on_date", &issued_on)?, today)
            && !outbox::is_queued(conn, &key(invoice, reminder))?
        {
            due.push((invoice, reminder));
        }
    }
    Ok(due)
}

/// Queues this reminder, unless it was queued meanwhile, or nothing is owed any more, or nobody is there to read it.
fn remind_of(tx: &mut DbConnection, moment: Moment, invoice: InvoiceId, reminder: Reminder) -> Result<bool, Error> {
    let Some(case) = store::find(tx, invoice, moment.today)? else { return Ok(false) };
    let key = key(invoice, reminder);
    if case.owed_cents() == 0 || reminder_due(case.record.issued_on, moment.today) != Some(reminder) || outbox::is_queued(tx, &key)? {
        return Ok(false);
    }
    // Where an institution is to pay, it is the one who is asked.
    if settling::is_paid_by_order(tx, case.person)? {
        return Ok(false);
    }
    let Some(contact) = people::contact(tx, case.person)? else { return Ok(false) };
    mails::reminder(tx, moment.now, contact, &case, reminder, &key)?;
    Ok(true)
}

/// What a reminder is known by for ever.
fn key(invoice: InvoiceId, reminder: Reminder) -> String {
    format!("invoice_reminder:{invoice}:{}", reminder.after_days)
}

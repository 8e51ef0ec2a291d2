//! What is mailed about invoices: receipts, disputes, reminders.

use chrono::{DateTime, Utc};
use shared::applications::ApplicationState;
use shared::notices::{REMINDER_DAYS, Reminder};
use shared::text::dollars;

use super::payments::Receipt;
use super::store::Case;
use crate::db::{DbConnection, StoreError};
use crate::notices::{PaymentOutcome, Telling};
use crate::outbox::{self, Mail};
use crate::people::Contact;

/// Money was received.
pub(super) fn receipt(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case, receipt: &Receipt) -> Result<(), StoreError> {
    let over = case.record.overpaid_cents(case.today);
    let (outcome, rest_cents) = match (case.owed_cents(), case.application) {
        (_, Some(ApplicationState::Refused)) => (PaymentOutcome::Refused, 0),
        _ if over > 0 => (PaymentOutcome::Over, over),
        (0, Some(ApplicationState::Admitted)) => (PaymentOutcome::Admitted, 0),
        (0, _) => (PaymentOutcome::Paid, 0),
        (owed, _) => (PaymentOutcome::Owed, owed),
    };
    let telling = Telling::PaymentReceived {
        name: contact.name,
        amount: dollars(receipt.amount_cents),
        received_on: receipt.received_on.long().to_string(),
        invoice: case.record.invoice,
        outcome,
        rest: dollars(rest_cents),
    };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// A card payment was taken back for a dispute.
pub(super) fn dispute(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case) -> Result<(), StoreError> {
    let telling = Telling::PaymentTakenBack {
        name: contact.name,
        invoice: case.record.invoice,
        owed: owed(case),
        is_admitted: case.application == Some(ApplicationState::Admitted),
    };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// A check or a transfer came to nothing.
pub(super) fn reversal(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case) -> Result<(), StoreError> {
    let is_admitted = case.application == Some(ApplicationState::Admitted);
    let telling = Telling::PaymentReversed { name: contact.name, invoice: case.record.invoice, owed: owed(case), is_admitted };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// Money was put to it.
pub(super) fn allocation(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case, cents: u32) -> Result<(), StoreError> {
    let telling = Telling::PaymentAllocated { name: contact.name, invoice: case.record.invoice, amount: dollars(cents), owed: owed(case) };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// Money that had paid it pays it no more.
pub(super) fn release(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case, cents: u64) -> Result<(), StoreError> {
    let is_admitted = case.application == Some(ApplicationState::Admitted);
    let telling =
        Telling::AllocationReleased { name: contact.name, invoice: case.record.invoice, amount: dollars(cents), owed: owed(case), is_admitted };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// Money that was to go back to a card is here.
pub(super) fn refund_failed(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, cents: u32) -> Result<(), StoreError> {
    outbox::queue(tx, now, &Mail { to: contact.email, telling: Telling::RefundFailed { name: contact.name, amount: dollars(cents) } })
}

/// Less is owed for it.
pub(super) fn credit(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, case: &Case, cents: u32) -> Result<(), StoreError> {
    let telling = Telling::InvoiceCredited { name: contact.name, invoice: case.record.invoice, amount: dollars(cents), owed: owed(case) };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// Money goes back.
pub(super) fn refund(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, cents: u32, check_number: Option<&str>) -> Result<(), StoreError> {
    let telling = Telling::PaymentReturned { name: contact.name, amount: dollars(cents), check_number: check_number.map(str::to_owned) };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// What is owed for it, in words; none where nothing is.
fn owed(case: &Case) -> Option<String> {
    Some(case.owed_cents()).filter(|owed| 0 < *owed).map(dollars)
}

/// Something is still owed.
pub(super) fn reminder(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    contact: Contact,
    case: &Case,
    reminder: Reminder,
    key: &str,
) -> Result<(), StoreError> {
    let telling = Telling::InvoiceReminder {
        name: contact.name,
        invoice: case.record.invoice,
        application: case.record.application,
        owed: dollars(case.owed_cents()),
        issued_on: case.record.issued_on.long().to_string(),
        is_last: REMINDER_DAYS.last() == Some(&reminder.after_days),
    };
    outbox::queue_once(tx, now, contact.account, &Mail { to: contact.email, telling }, key)
}

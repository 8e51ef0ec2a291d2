//! What applicants are told by mail.

use chrono::{DateTime, Utc};
use shared::calendar::Date;
use shared::ids::{ApplicationId, InvoiceId};
use shared::text::dollars;

use crate::db::{DbConnection, StoreError};
use crate::notices::Telling;
use crate::outbox::{self, Mail};
use crate::people::Contact;

/// The application arrived.
pub(super) fn received(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    contact: Contact,
    application: ApplicationId,
    invoice: InvoiceId,
    total_cents: u32,
) -> Result<(), StoreError> {
    let telling = Telling::ApplicationReceived { name: contact.name, application, invoice, fee: dollars(total_cents) };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// The application was accepted, and perhaps the applicant admitted by it; `invoice` is what is owed first.
pub(super) fn accepted(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    contact: Contact,
    invoice: InvoiceId,
    admitted_on: Option<Date>,
) -> Result<(), StoreError> {
    let admitted_on = admitted_on.map(|on| on.long().to_string());
    let telling = Telling::ApplicationAccepted { name: contact.name, invoice, admitted_on };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// The application was refused.
pub(super) fn refused(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    contact: Contact,
    application: ApplicationId,
    reason: &str,
) -> Result<(), StoreError> {
    let telling = Telling::ApplicationRefused { name: contact.name, application, reason: reason.to_owned() };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// The membership could not be confirmed, and more is owed.
pub(super) fn membership_unconfirmed(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    contact: Contact,
    invoice: InvoiceId,
    owed_cents: u32,
    reason: &str,
) -> Result<(), StoreError> {
    let telling = Telling::MembershipUnconfirmed { name: contact.name, invoice, amount: dollars(owed_cents), reason: reason.to_owned() };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

/// Staff ask for more.
pub(super) fn information_requested(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    contact: Contact,
    application: ApplicationId,
    question: &str,
) -> Result<(), StoreError> {
    let telling = Telling::InformationRequested { name: contact.name, application, question: question.to_owned() };
    outbox::queue(tx, now, &Mail { to: contact.email, telling })
}

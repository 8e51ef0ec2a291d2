//! What applicants are told by mail.

use chrono::{DateTime, Utc};
use shared::applications::Application;
use shared::ids::{ApplicationId, InvoiceId};

use crate::db::{DbConnection, StoreError};
use crate::invoices::dollars;
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

/// The application was accepted, and perhaps the applicant admitted by it.
pub(super) fn accepted(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, application: &Application) -> Result<(), StoreError> {
    let admitted_on = application.admitted_on.map(|on| on.long().to_string());
    let telling = Telling::ApplicationAccepted { name: contact.name, invoice: application.invoice_id, admitted_on };
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

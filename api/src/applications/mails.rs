//! What applicants are told by mail.

use chrono::{DateTime, Utc};
use shared::applications::Application;
use shared::ids::{ApplicationId, InvoiceId};

use crate::db::{DbConnection, StoreError};
use crate::invoices::dollars;
use crate::outbox::{self, Mail, typed};
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
    let body = format!(
        "{name},\n\nwe have received your application. The staff will look at it and write to you:\n\n    {{public_url}}/applications/{application}\n\n\
         The fee is {fee}. You may pay it now or once you are accepted; you are admitted on the first day on which you are both accepted and paid:\n\n    \
         {{public_url}}/invoices/{invoice}\n",
        name = typed(&contact.name),
        fee = dollars(total_cents),
    );
    outbox::queue(tx, now, &Mail { to: contact.email, subject: "Your application has arrived".to_owned(), body })
}

/// The application was accepted, and perhaps the applicant admitted by it.
pub(super) fn accepted(tx: &mut DbConnection, now: DateTime<Utc>, contact: Contact, application: &Application) -> Result<(), StoreError> {
    let name = typed(&contact.name);
    let body = match application.admitted_on {
        Some(admitted_on) => format!(
            "{name},\n\nyour application is accepted and the fee is paid: you are admitted as of {day}, and the four years of your candidacy have begun.\n\n\
             Your sets, dates and next steps are on your page: {{public_url}}/dashboard\n",
            day = admitted_on.long(),
        ),
        None => format!(
            "{name},\n\nyour application is accepted. You are admitted on the day on which the fee is paid in full:\n\n    \
             {{public_url}}/invoices/{invoice}\n",
            invoice = application.invoice_id,
        ),
    };
    outbox::queue(tx, now, &Mail { to: contact.email, subject: "Your application is accepted".to_owned(), body })
}

/// The application was refused.
pub(super) fn refused(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    contact: Contact,
    application: ApplicationId,
    reason: &str,
) -> Result<(), StoreError> {
    let body = format!(
        "{name},\n\nyour application was refused, for this reason:\n\n{reason}\n\nWhat you have paid is refunded in full. You may apply again at any time.\n\n    \
         {{public_url}}/applications/{application}\n",
        name = typed(&contact.name),
        reason = typed(reason),
    );
    outbox::queue(tx, now, &Mail { to: contact.email, subject: "Your application was refused".to_owned(), body })
}

/// Staff ask for more.
pub(super) fn information_requested(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    contact: Contact,
    application: ApplicationId,
    question: &str,
) -> Result<(), StoreError> {
    let body = format!(
        "{name},\n\nbefore we decide about your application, please tell us more:\n\n{question}\n\nAnswer with your application:\n\n    \
         {{public_url}}/applications/{application}\n",
        name = typed(&contact.name),
        question = typed(question),
    );
    outbox::queue(tx, now, &Mail { to: contact.email, subject: "A question about your application".to_owned(), body })
}

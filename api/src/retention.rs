//! How long working state is kept: what has ended is deleted, hourly.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use crate::auth::attempts::MINUTES_MAX;
use crate::clock::Clock;
use crate::db::schema::{
    acts, application_drafts, attempts, email_changes, gateway_events, hour_confirmations, idempotency_keys, invoice_payers, mailed_tokens, notes,
    partner_batch_rows, partner_batches, partner_secrets, payment_sessions, refresh_tokens, refund_orders, registrations, sessions,
    sign_in_challenges,
};
use crate::db::{Db, DbConnection, StoreError, text};
use crate::invoices::WAITING_DAYS;
use crate::orders::settling;
use crate::people::PAYER_DAYS;
use crate::request::KEY_HOURS;
use crate::{orders, outbox};

const HOUR: Duration = Duration::from_hours(1);
/// Drafts of applications, after they were saved last.
pub(crate) const DRAFT_DAYS: i64 = 90;
/// The addresses of supervisors, after they were asked.
const SUPERVISOR_DAYS: i64 = 90;
/// Sessions of a gateway.
const PAYMENT_SESSION_DAYS: i64 = 30;
/// Refunds that failed.
const FAILED_REFUND_DAYS: i64 = 90;

/// The operations whose notes are about nobody and may name somebody.
const FOR_THE_BOOKS: [&str; 2] = ["record_unassigned_payment", "credit_order"];

/// Tidies until the task is dropped.
pub async fn run(db: Db, clock: Clock) {
    loop {
        let now = clock.now();
        if let Err(error) = db.write(move |tx| Ok(tidy(tx, now)?)).await {
            tracing::warn!(%error, "working state could not be tidied");
        }
        tokio::time::sleep(HOUR).await;
    }
}

/// Deletes what has ended by now.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn tidy(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    let ended = text::time(now);
    diesel::delete(mailed_tokens::table.filter(mailed_tokens::expires_at.lt(&ended))).execute(tx)?;
    let waited_for =
        mailed_tokens::table.filter(mailed_tokens::registration_id.is_not_null()).select(mailed_tokens::registration_id.assume_not_null());
    diesel::delete(registrations::table.filter(registrations::expires_at.lt(&ended)).filter(registrations::id.ne_all(waited_for))).execute(tx)?;
    diesel::delete(email_changes::table.filter(email_changes::expires_at.lt(&ended))).execute(tx)?;
    diesel::delete(sign_in_challenges::table.filter(sign_in_challenges::expires_at.lt(&ended))).execute(tx)?;
    // Identity, and not for ever: the books need the name of who paid for so long and no longer.
    diesel::delete(invoice_payers::table.filter(invoice_payers::keep_until.lt(&ended))).execute(tx)?;
    let gone = sessions::table.filter(sessions::expires_at.lt(&ended)).select(sessions::id);
    diesel::delete(refresh_tokens::table.filter(refresh_tokens::session_id.eq_any(gone))).execute(tx)?;
    diesel::delete(sessions::table.filter(sessions::expires_at.lt(&ended))).execute(tx)?;
    diesel::delete(attempts::table.filter(attempts::at.lt(text::time(now - TimeDelta::minutes(MINUTES_MAX))))).execute(tx)?;
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.lt(text::time(now - TimeDelta::hours(KEY_HOURS))))).execute(tx)?;
    diesel::delete(partner_secrets::table.filter(partner_secrets::ends_at.lt(&ended))).execute(tx)?;
    let old = text::time(now - TimeDelta::hours(KEY_HOURS));
    let batches = partner_batches::table.filter(partner_batches::created_at.lt(&old)).select(partner_batches::id);
    diesel::delete(partner_batch_rows::table.filter(partner_batch_rows::batch_id.eq_any(batches))).execute(tx)?;
    diesel::delete(partner_batches::table.filter(partner_batches::created_at.lt(&old))).execute(tx)?;
    outbox::tidy(tx, now)?;
    let old = text::time(now - TimeDelta::days(PAYMENT_SESSION_DAYS));
    diesel::delete(payment_sessions::table.filter(payment_sessions::created_at.lt(old))).execute(tx)?;
    let old = text::time(now - TimeDelta::days(FAILED_REFUND_DAYS));
    diesel::delete(refund_orders::table.filter(refund_orders::state.eq("failed")).filter(refund_orders::due_at.lt(old))).execute(tx)?;
    let old = text::time(now - TimeDelta::days(WAITING_DAYS));
    diesel::delete(gateway_events::table.filter(gateway_events::received_at.lt(old))).execute(tx)?;
    // Who they were stays with the application, where to reach them does not.
    let old = text::time(now - TimeDelta::days(SUPERVISOR_DAYS));
    let reachable = hour_confirmations::table.filter(hour_confirmations::asked_at.lt(old)).filter(hour_confirmations::supervisor_email.is_not_null());
    diesel::update(reachable).set(hour_confirmations::supervisor_email.eq(None::<String>)).execute(tx)?;
    // Who sent money of which nobody knew, and why a buyer was credited, is told of no person whose erasure would find it: it stays as
    // long as payers' names. So does what a buyer sent along.
    let old = text::time(now - TimeDelta::days(PAYER_DAYS));
    let noted = acts::table.filter(acts::operation.eq_any(FOR_THE_BOOKS)).filter(acts::recorded_at.lt(old));
    let noted = noted.filter(acts::note_id.is_not_null()).select(acts::note_id.assume_not_null());
    diesel::update(notes::table.filter(notes::id.eq_any(noted)).filter(notes::body.ne("(erased)"))).set(notes::body.eq("(erased)")).execute(tx)?;
    orders::documents::forget(tx, now)?;
    orders::tidy(tx, now)?;
    settling::forget_addresses(tx, now)?;
    let old = text::time(now - TimeDelta::days(DRAFT_DAYS));
    diesel::delete(application_drafts::table.filter(application_drafts::saved_at.lt(old))).execute(tx)?;
    Ok(())
}

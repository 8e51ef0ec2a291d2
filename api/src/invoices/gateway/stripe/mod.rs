//! Stripe Checkout: the payer enters the card on Stripe's page, and Stripe tells what became of it.
//!
//! A *session* is a page on which one invoice is paid. It is opened inside of the request, outside of any transaction,
//! under a key that follows from the invoice, so that a request that is cut short and sent again opens the same one.
//! Money is recorded when Stripe says so: by an *event*, which it sends (signed, at least once, in any order), or by the
//! session itself, which is looked at when the payer comes again and every few minutes ([`watch()`]). Both say it through
//! [`settle::take_session`], and everything recorded carries the id that Stripe gave it as its unique key: what is told
//! twice is recorded once.
//!
//! What is said of money that is not known yet (a refund that arrives before its payment) waits in `gateway_events`, and
//! is recorded with the payment.

mod client;
mod event;
mod refund;
mod settle;
mod signature;
mod take_event;
mod waiting;
mod watch;

use std::sync::Arc;

use shared::ids::InvoiceId;

use super::SessionWanted;
use super::store::{self, SessionId, SessionState};
use crate::clock::Moment;
use crate::config::{Config, StripeConfig};
use crate::db::Db;
use crate::error::Error;

pub(in crate::invoices::gateway) use event::Gone;
pub(in crate::invoices::gateway) use settle::{Heard, settle_refund};
pub use take_event::EVENT_BYTES_MAX;
pub(in crate::invoices) use take_event::take_stripe_event;
pub(crate) use waiting::WAITING_DAYS;
pub(crate) use watch::watch;

use client::{Client, RefundFault, Session, Status};

/// A Stripe account.
#[derive(Debug, Clone)]
pub struct Stripe {
    client: Client,
    webhook_secrets: Vec<String>,
    /// The programme's address.
    programme: Arc<str>,
}

impl Stripe {
    /// The account that these keys are of.
    ///
    /// # Errors
    /// [`Error::Defect`] where TLS cannot be set up.
    pub(super) fn new(config: &StripeConfig, programme: &str) -> Result<Self, Error> {
        Ok(Self { client: Client::new(config)?, webhook_secrets: config.webhook_secrets.clone(), programme: programme.into() })
    }

    /// What is told at this moment.
    fn hears(&self, moment: Moment) -> Heard {
        Heard { moment, programme: Arc::clone(&self.programme) }
    }

    /// The address of the page on which this is paid: that of the session which is open for it, or of a new one.
    ///
    /// # Errors
    /// [`Error::Gateway`] where Stripe does not answer; a conflict where the session turns out to be paid.
    pub(super) async fn open(&self, db: &Db, wanted: SessionWanted, config: &Config, moment: Moment) -> Result<String, Error> {
        let known = db.read(move |conn| Ok(store::of_invoice(conn, wanted.invoice)?)).await?;
        let mut ended = 0;
        for (id, amount_cents, state) in known {
            if state != SessionState::Open {
                ended += u32::from(amount_cents == wanted.amount_cents);
                continue;
            }
            let is_wanted = amount_cents == wanted.amount_cents;
            match self.look(db, &id, is_wanted.then_some(wanted), moment).await? {
                Some(session) if session.status == Status::Open => return session.page(),
                Some(session) if session.status == Status::Complete => return Err(paid_just_now()),
                _ => ended += u32::from(is_wanted),
            }
        }
        let session = self.client.create(wanted, ended, config).await?;
        let (page, id) = (session.page()?, session.id);
        db.write(move |tx| Ok(store::keep(tx, &id, wanted, moment.now)?)).await?;
        Ok(page)
    }

    /// Looks at an open session and draws the consequences: one that is paid is recorded, one that has expired or is not
    /// known there has ended, and one that is not `wanted` any more is closed.
    async fn look(&self, db: &Db, id: &SessionId, wanted: Option<SessionWanted>, moment: Moment) -> Result<Option<Session>, Error> {
        let mut session = self.client.session(id).await?;
        if wanted.is_none() && session.as_ref().is_some_and(|session| session.status == Status::Open) {
            session = self.client.expire(id).await?;
        }
        let (found, id, heard) = (session.clone(), id.clone(), self.hears(moment));
        db.write(move |tx| match &found {
            Some(session) => settle::take_session(tx, session, &heard),
            None => settle::end(tx, &id, SessionState::Abandoned, &heard),
        })
        .await?;
        Ok(session)
    }
}

fn paid_just_now() -> Error {
    Error::conflict("nothing_owed", 21, "A card payment for this invoice has just come; look at the invoice again.")
}

/// What the page says is paid for.
const PRODUCT: &str = "Library Support Staff Certification";

/// The key under which a session is opened: the same for the same invoice and amount until that session has ended.
fn session_key(invoice: InvoiceId, amount_cents: u32, ended: u32) -> String {
    format!("invoice-{invoice}-{amount_cents}-{ended}")
}

//! Delivery: claims a mail by lease, hands it over, and says so, one at a time. A mail may go twice, where the server dies
//! between handing it over and saying so; its `Message-ID` is the same both times, and there is never more than one.

use std::time::Duration;

use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart};
use tokio::sync::watch;

use super::delivery::{Delivery, DeliveryError};
use super::store::{self, Claimed, Outcome};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::invoices::CardsTaken;
use crate::notices::{About, Enclosure, Maker, letter};
use crate::programme::Demonstration;

/// What goes with a letter.
const PDF: &str = "application/pdf";
/// How long the worker rests where there is nothing to do.
const REST: Duration = Duration::from_millis(500);
/// And where the outbox cannot be read.
const REST_LONG: Duration = Duration::from_secs(5);

/// So many attempts wait for a database that cannot say what goes with a letter; then the letter goes without.
const ENCLOSING_ATTEMPTS_MAX: i32 = 3;

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The mail was delivered.
    Delivered,
    /// Another attempt follows.
    PutOff,
    /// It was given up, and waits for staff.
    Failed,
}

/// What delivers.
#[derive(Debug)]
pub(crate) struct Worker<Note> {
    /// The outbox.
    pub(crate) db: Db,
    /// When it is.
    pub(crate) clock: Clock,
    /// Where the app stands, and whom mails come from.
    pub(crate) config: Config,
    /// Where mails go.
    pub(crate) delivery: Delivery,
    /// Whether what was delivered is kept, to be shown.
    pub(crate) demonstration: bool,
    /// Is told what became of each attempt.
    pub(crate) note: Note,
}

impl<Note: Fn(Fate)> Worker<Note> {
    /// Delivers until it is told to stop; a mail that is under way is finished first.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let rest = match self.deliver_due(|| *stop.borrow()).await {
                Ok(()) => REST,
                Err(error) => {
                    tracing::warn!(%error, "the outbox cannot be read");
                    REST_LONG
                }
            };
            // Who could tell it to stop is gone: then it stops too.
            if tokio::time::timeout(rest, stop.changed()).await.is_ok_and(|changed| changed.is_err()) {
                return;
            }
        }
    }

    async fn deliver_due(&self, is_enough: impl Fn() -> bool) -> Result<(), Error> {
        let now = self.clock.now();
        // A glance first: an idle outbox must not take the writer's place twice a second.
        if !self.db.read(move |conn| Ok(store::is_any_due(conn, now)?)).await? {
            return Ok(());
        }
        let mut next = self.db.write(move |tx| Ok(store::claim(tx, now)?)).await?;
        while let Some(claimed) = next.take() {
            let outcome = self.attempt(&claimed).await;
            let (now, chance, keep, more) = (self.clock.now(), rand::random(), self.demonstration, !is_enough());
            // What became of one and the claim to the next are one commit.
            let (fate, claimed) = self
                .db
                .write(move |tx| {
                    let fate = store::settle(tx, &claimed, &outcome, now, chance, keep)?;
                    Ok((fate, if more { store::claim(tx, now)? } else { None }))
                })
                .await?;
            (self.note)(fate);
            next = claimed;
        }
        Ok(())
    }

    async fn attempt(&self, claimed: &Claimed) -> Outcome {
        self.send(claimed).await.map_or_else(
            |error| {
                tracing::warn!(id = %claimed.id, attempt = claimed.attempt, %error, "a mail was not delivered");
                if error.is_permanent() { Outcome::Refused(error.to_string()) } else { Outcome::Missed(error.to_string()) }
            },
            |()| Outcome::Delivered,
        )
    }

    async fn send(&self, claimed: &Claimed) -> Result<(), DeliveryError> {
        let enclosure = self.enclosure(claimed).await?;
        self.delivery.send(&claimed.id, message(claimed, enclosure, &self.config)?).await
    }

    /// The document that goes with a mail. One that cannot be made stops no letter.
    async fn enclosure(&self, claimed: &Claimed) -> Result<Option<Enclosure>, DeliveryError> {
        let (Some(about), Ok(moment)) = (About::of(claimed.kind, &claimed.variables), self.clock.moment()) else { return Ok(None) };
        let cards = CardsTaken::by(&self.config, Demonstration(self.demonstration));
        match (Maker { db: &self.db, config: &self.config, cards, today: moment.today }).enclosure(about, &claimed.to).await {
            Ok(enclosure) => Ok(enclosure),
            Err(Error::Store(_) | Error::Interrupted) if claimed.attempt <= ENCLOSING_ATTEMPTS_MAX => Err(DeliveryError::Enclosure),
            Err(error) => {
                tracing::error!(id = %claimed.id, %error, "a mail goes without the document that belongs to it");
                Ok(None)
            }
        }
    }
}

/// Delivers what is due; says what became of each attempt.
///
/// # Errors
/// [`Error::Store`] where the outbox cannot be read or written; what was delivered last may be delivered again.
pub async fn deliver_due(db: &Db, clock: &Clock, config: &Config, delivery: &Delivery, demonstration: bool) -> Result<Vec<Fate>, Error> {
    let fates = std::cell::RefCell::new(Vec::new());
    let (db, clock, config, delivery) = (db.clone(), clock.clone(), config.clone(), delivery.clone());
    let worker = Worker { db, clock, config, delivery, demonstration, note: |fate| fates.borrow_mut().push(fate) };
    worker.deliver_due(|| false).await?;
    drop(worker);
    Ok(fates.into_inner())
}

fn message(claimed: &Claimed, enclosure: Option<Enclosure>, config: &Config) -> Result<Message, DeliveryError> {
    let letter = letter(claimed.kind, &claimed.variables, config.house(), enclosure.as_ref().map(|enclosure| enclosure.enclosed))?;
    let host = config.public_url.host_str().unwrap_or("localhost");
    let mut message = Message::builder();
    if let Some(reply_to) = &claimed.reply_to {
        message = message.reply_to(Mailbox::new(None, reply_to.parse()?));
    }
    let words = MultiPart::alternative_plain_html(letter.text, letter.html);
    let parts = match enclosure.and_then(|enclosure| enclosure.file) {
        Some(file) => MultiPart::mixed().multipart(words).singlepart(Attachment::new(file.name).body(file.bytes, ContentType::parse(PDF)?)),
        None => words,
    };
    let mut message = message
        .from(config.mail_from.parse()?)
        .to(Mailbox::new(None, claimed.to.parse()?))
        .subject(letter.subject)
        .message_id(Some(format!("<{}@{host}>", claimed.id)))
        .date(claimed.queued_at.into())
        .multipart(parts)?;
    // No machine answers it (RFC 3834).
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    message.headers_mut().insert_raw(HeaderValue::new(name, "auto-generated".to_owned()));
    Ok(message)
}

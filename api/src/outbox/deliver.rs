//! Delivery: claims mails by lease and hands them to a folder of `.eml` files or to an SMTP server. A mail may go
//! twice, where the server dies between delivering and saying so; its `Message-ID` is the same both times.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::{Claimed, mail_text, store};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;

/// How long the worker rests where there is nothing to do.
const REST: Duration = Duration::from_millis(500);

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// Into a folder, one `.eml` file each.
    Folder(PathBuf),
    /// To an SMTP server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// Why a mail was not delivered.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The configured place is none.
    #[error("`mail` is `folder:PATH`, `smtp://...` or `smtps://...`: {0}")]
    Place(String),
    /// An address is none.
    #[error("address: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The mail could not be put together.
    #[error("message: {0}")]
    Message(#[from] lettre::error::Error),
    /// The folder failed.
    #[error("folder: {0}")]
    Folder(#[from] std::io::Error),
    /// The server failed. Its own words are left out: they may repeat the address.
    #[error("smtp: {}", what_failed(.0))]
    Smtp(#[from] lettre::transport::smtp::Error),
}

impl Delivery {
    /// The place that is configured.
    ///
    /// # Errors
    /// [`DeliveryError::Place`] where it is none.
    pub fn to(place: &str) -> Result<Self, DeliveryError> {
        if let Some(folder) = place.strip_prefix("folder:") {
            return Ok(Self::Folder(PathBuf::from(folder)));
        }
        if place.starts_with("smtp://") || place.starts_with("smtps://") {
            let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(place).map_err(|error| DeliveryError::Place(error.to_string()))?;
            return Ok(Self::Smtp(smtp.build()));
        }
        Err(DeliveryError::Place("another scheme, or none".to_owned()))
    }

    async fn send(&self, id: &str, message: Message) -> Result<(), DeliveryError> {
        match self {
            Self::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await?;
                // Whole or not at all: written aside first, then put in its place.
                let aside = folder.join(format!(".{id}.part"));
                tokio::fs::write(&aside, message.formatted()).await?;
                Ok(tokio::fs::rename(aside, folder.join(format!("{id}.eml"))).await?)
            }
            Self::Smtp(smtp) => {
                smtp.send(message).await?;
                Ok(())
            }
        }
    }
}

/// The kind of failure, and the server's code where it gave one.
fn what_failed(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => "the mail server did not answer in time".to_owned(),
        None if error.is_tls() => "no secure connection to the mail server".to_owned(),
        None if error.is_client() => "the mail server does not take what is configured".to_owned(),
        None => "no connection to the mail server".to_owned(),
    }
}

/// Delivers until the task is dropped.
pub async fn run(db: Db, clock: Clock, config: Config, delivery: Delivery, demonstration: bool) {
    loop {
        match deliver_due(&db, &clock, &config, &delivery, demonstration).await {
            Ok(0) => tokio::time::sleep(REST).await,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read");
                tokio::time::sleep(REST.saturating_mul(10)).await;
            }
        }
    }
}

/// Delivers what is due; says how many were tried.
///
/// # Errors
/// [`Error::Store`] where the outbox cannot be read or written; what was delivered by then may be delivered again.
pub async fn deliver_due(db: &Db, clock: &Clock, config: &Config, delivery: &Delivery, demonstration: bool) -> Result<usize, Error> {
    let now = clock.now();
    // A glance first: an idle outbox must not take the writer's place twice a second.
    if !db.read(move |conn| Ok(store::is_any_due(conn, now)?)).await? {
        return Ok(0);
    }
    let claimed = db.write(move |tx| Ok(store::claim(tx, now)?)).await?;
    let tried = claimed.len();
    for mail in claimed {
        let outcome = match message(&mail, config) {
            Ok(message) => delivery.send(&mail.id, message).await,
            Err(error) => Err(error),
        };
        let now = clock.now();
        match outcome {
            Ok(()) => db.write(move |tx| Ok(store::delivered(tx, &mail.id, now, demonstration)?)).await?,
            Err(error) => {
                tracing::warn!(id = %mail.id, attempt = mail.attempt, %error, "a mail was not delivered");
                db.write(move |tx| Ok(store::put_off(tx, &mail.id, mail.attempt, now)?)).await?;
            }
        }
    }
    Ok(tried)
}

fn message(claimed: &Claimed, config: &Config) -> Result<Message, DeliveryError> {
    let to = Mailbox::new(None, claimed.mail.to.parse()?);
    let host = config.public_url.host_str().unwrap_or("localhost");
    let mut message = Message::builder();
    if let Some(reply_to) = &claimed.reply_to {
        message = message.reply_to(Mailbox::new(None, reply_to.parse()?));
    }
    let message = message
        .from(config.mail_from.parse()?)
        .to(to)
        .subject(claimed.mail.subject.clone())
        .message_id(Some(format!("<{}@{host}>", claimed.id)))
        .body(mail_text(&claimed.mail, config.public_address()))?;
    Ok(message)
}

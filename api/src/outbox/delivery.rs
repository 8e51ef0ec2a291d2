//! Where mails go: into a folder of `.eml` files, or to an SMTP server; and what it means that one did not.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::header::ContentTypeErr;
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::notices::LetterError;

/// How long one mail may take. A worker's lease on it lasts longer.
pub(super) const SEND: Duration = Duration::from_secs(45);
/// How long the server may take for one answer.
const ANSWER: Duration = Duration::from_secs(20);

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// Into a folder, one `.eml` file each.
    Folder(PathBuf),
    /// To an SMTP server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// Why a mail was not delivered. None of these say to whom or what: staff and logs see them.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The configured place is none.
    #[error("`mail` is `folder:PATH`, `smtp://...` or `smtps://...`: {0}")]
    Place(String),
    /// The receiver's address is none.
    #[error("the address is none that mail can go to")]
    Address(#[from] lettre::address::AddressError),
    /// The mail could not be put together.
    #[error("the mail cannot be put together")]
    Message(#[from] lettre::error::Error),
    /// What goes with it has no kind that is known.
    #[error("the mail cannot be put together")]
    Kind(#[from] ContentTypeErr),
    /// The document that goes with it could not be read.
    #[error("the document that goes with it cannot be read")]
    Enclosure,
    /// What it tells could not be written.
    #[error("{0}")]
    Letter(#[from] LetterError),
    /// The folder failed.
    #[error("folder: {0}")]
    Folder(#[from] std::io::Error),
    /// The server failed. Its own words are left out: they may repeat the address.
    #[error("{}", what_failed(.0))]
    Smtp(#[from] smtp::Error),
    /// It took too long; it may have been delivered.
    #[error("the mail server did not answer in time")]
    Late,
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
            return Ok(Self::Smtp(smtp.timeout(Some(ANSWER)).build()));
        }
        Err(DeliveryError::Place("another scheme, or none".to_owned()))
    }

    pub(super) async fn send(&self, id: &str, message: Message) -> Result<(), DeliveryError> {
        match self {
            Self::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await?;
                // Whole or not at all: written aside first, then put in its place.
                let aside = folder.join(format!(".{id}.part"));
                tokio::fs::write(&aside, message.formatted()).await?;
                Ok(tokio::fs::rename(aside, folder.join(format!("{id}.eml"))).await?)
            }
            Self::Smtp(smtp) => {
                tokio::time::timeout(SEND, smtp.send(message)).await.map_err(|_| DeliveryError::Late)??;
                Ok(())
            }
        }
    }
}

impl DeliveryError {
    /// Whether another attempt would fail too.
    pub(super) fn is_permanent(&self) -> bool {
        match self {
            Self::Address(_) | Self::Message(_) | Self::Kind(_) | Self::Letter(_) => true,
            Self::Smtp(error) => error.status().map(u16::from).is_some_and(is_refusal),
            Self::Place(_) | Self::Enclosure | Self::Folder(_) | Self::Late => false,
        }
    }
}

/// What a server answers who does not know us (RFC 4954): that is mended here, and says nothing of the mail.
const NOT_SIGNED_IN: [u16; 4] = [530, 534, 535, 538];

/// Whether a server that answers this refuses the mail for good.
fn is_refusal(code: u16) -> bool {
    (500..600).contains(&code) && !NOT_SIGNED_IN.contains(&code)
}

/// The kind of failure, and the server's code where it gave one.
fn what_failed(error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => "the mail server did not answer in time".to_owned(),
        None if error.is_tls() => "no secure connection to the mail server".to_owned(),
        None if error.is_client() => "the mail server does not take what is configured".to_owned(),
        None => "no connection to the mail server".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_does_not_know_us_refuses_no_mail() {
        for (code, expected) in [(421, false), (450, false), (452, false), (500, true), (530, false), (535, false), (550, true), (554, true)] {
            assert_eq!(is_refusal(code), expected, "{code}");
        }
    }
}

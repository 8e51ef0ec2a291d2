//! Gateways: other houses that take cards. They are asked outside of any transaction, under a key that follows from
//! what is paid, so that asking again does nothing new. Stripe where its keys are configured, the built-in test gateway in
//! demonstrations, and else none.

mod pages;
mod refunds;
mod settle;
mod store;
mod stripe;
mod test_gateway;

use actix_web::web::ServiceConfig;
use shared::ids::InvoiceId;
use shared::invoices::PaymentMethod;

use crate::clock::Moment;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::programme::Demonstration;
pub(crate) use refunds::send_refunds;
pub(super) use stripe::take_stripe_event;
pub use stripe::{EVENT_BYTES_MAX, Stripe};
pub(crate) use stripe::{WAITING_DAYS, watch};
pub use test_gateway::TestGateway;

/// What is to be paid. It is the key of the session, too: wanted twice, there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SessionWanted {
    /// The invoice.
    pub(super) invoice: InvoiceId,
    /// What is owed for it.
    pub(super) amount_cents: u32,
}

/// The gateway of this installation.
#[derive(Debug)]
pub enum Gateway {
    /// The built-in one, which takes no money.
    Test(TestGateway),
    /// Stripe.
    Stripe(Stripe),
    /// None: cards are not taken.
    Closed,
}

/// Whether cards are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CardsTaken(pub(crate) bool);

impl CardsTaken {
    /// Whether cards are taken where this is configured, as [`Gateway::of`] has it.
    pub(crate) const fn by(config: &Config, demonstration: Demonstration) -> Self {
        Self(demonstration.0 || config.stripe.is_some())
    }
}

/// Which card payments the gateway takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CardRefunds {
    /// All: none of them took money.
    OfTest,
    /// Those that Stripe charged.
    OfStripe,
    /// None.
    None,
}

impl CardRefunds {
    /// Whether a payment goes back to its card.
    pub(crate) fn take_back(self, method: PaymentMethod, reference: Option<&str>) -> bool {
        let is_of_gateway = match self {
            Self::OfTest => true,
            // What Stripe calls the payment.
            Self::OfStripe => reference.is_some_and(|reference| reference.starts_with("pi_")),
            Self::None => false,
        };
        method == PaymentMethod::Card && is_of_gateway
    }
}

impl Gateway {
    /// The gateway of this installation. A demonstration takes no money, whatever is configured.
    ///
    /// # Errors
    /// [`Error::Defect`] where the configured one cannot be asked.
    pub(crate) fn of(config: &Config, demonstration: Demonstration, db: &Db) -> Result<Self, Error> {
        Ok(match &config.stripe {
            _ if demonstration.0 => Self::Test(TestGateway::new(db.clone())),
            Some(stripe) => Self::Stripe(Stripe::new(stripe, &config.contact_email)?),
            None => Self::Closed,
        })
    }

    /// Whether cards are taken.
    pub(crate) fn cards_taken(&self) -> CardsTaken {
        CardsTaken(!matches!(self, Self::Closed))
    }

    /// Which card payments it takes back.
    pub(crate) fn card_refunds(&self) -> CardRefunds {
        match self {
            Self::Test(_) => CardRefunds::OfTest,
            Self::Stripe(_) => CardRefunds::OfStripe,
            Self::Closed => CardRefunds::None,
        }
    }

    /// Looks at the sessions that have been open for a while in another house, and draws the consequences.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn look_at_open_sessions(&self, db: &Db, moment: Moment) -> Result<(), Error> {
        match self {
            Self::Stripe(stripe) => stripe.look_at_open_sessions(db, moment).await,
            Self::Test(_) | Self::Closed => Ok(()),
        }
    }

    /// Opens a session, or finds the one that is open, and says where its page is.
    ///
    /// # Errors
    /// A conflict where cards are not taken, or nothing is owed any more; [`Error::Gateway`].
    pub(super) async fn open(&self, db: &Db, wanted: SessionWanted, config: &Config, moment: Moment) -> Result<String, Error> {
        match self {
            Self::Test(gateway) => Ok(format!("{}{}", config.public_address(), gateway.open(wanted, moment).await?)),
            Self::Stripe(stripe) => stripe.open(db, wanted, config, moment).await,
            Self::Closed => Err(Error::conflict("card_not_offered", 21, "Cards are not taken here; pay by check or transfer.")),
        }
    }
}

/// Mounts the pages of the test gateway; outside of a demonstration they answer that there is no such thing.
pub(super) fn configure_pages(config: &mut ServiceConfig) {
    config.service(pages::show).service(pages::press);
}

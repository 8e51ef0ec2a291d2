//! Gateways: other houses that take cards. They are asked outside of any transaction, under a key that follows from
//! what is paid, so that asking again does nothing new. Only the built-in test gateway exists so far.

mod pages;
mod settle;
mod store;
mod test_gateway;

use actix_web::web::ServiceConfig;
use shared::ids::InvoiceId;

use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::programme::Demonstration;
use test_gateway::TestGateway;

/// What is to be paid. It is the key of the session, too: wanted twice, there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SessionWanted {
    /// The invoice.
    pub(super) invoice: InvoiceId,
    /// What is owed for it.
    pub(super) amount_cents: u32,
}

/// A gateway that can be asked.
#[derive(Debug)]
pub(super) enum Gateway {
    /// The built-in one, which takes no money.
    Test(TestGateway),
}

impl Gateway {
    /// The gateway that this installation has.
    ///
    /// # Errors
    /// A conflict where cards are not taken.
    pub(super) fn offered(demonstration: Demonstration, db: &Db) -> Result<Self, Error> {
        if demonstration.0 {
            return Ok(Self::Test(TestGateway::new(db.clone())));
        }
        Err(Error::conflict("card_not_offered", 21, "Cards are not taken here; pay by check or transfer."))
    }

    /// Opens a session, or finds the one that is open, and says where its page is.
    pub(super) async fn open(&self, wanted: SessionWanted, moment: Moment) -> Result<String, Error> {
        match self {
            Self::Test(gateway) => gateway.open(wanted, moment).await,
        }
    }
}

/// Mounts the pages of the test gateway; outside of a demonstration they answer that there is no such thing.
pub(super) fn configure_pages(config: &mut ServiceConfig) {
    config.service(pages::show).service(pages::press);
}

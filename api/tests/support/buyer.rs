//! Buyers: registered, with somebody who orders for them.

use lssc_api::buyers::{add_member, register};
use lssc_api::record::Act;
use shared::ids::BuyerId;
use shared::orders::RegisterBuyer;

use super::{App, Client};

impl App {
    /// Somebody who orders for a buyer of this name.
    pub(crate) async fn buyer(&self, name: &str) -> Client {
        self.buyer_with(name).await.0
    }

    /// The same, and the buyer.
    pub(crate) async fn buyer_with(&self, name: &str) -> (Client, BuyerId) {
        let client = self.person("Demo Buyer").await;
        let id = self.order_for(&client, name).await;
        (client, id)
    }

    /// Has somebody order for a buyer of this name.
    pub(crate) async fn order_for(&self, client: &Client, name: &str) -> BuyerId {
        let (moment, person) = (self.clock.moment().unwrap(), client.person());
        let new = RegisterBuyer { name: name.to_owned(), address: "1 Demo Street\nDemo Valley, XX 00000".to_owned() };
        let registering = self.db.write(move |tx| {
            let act = Act { account: None, operation: "fixture", now: moment.now, today: moment.today, reason: None, key: None };
            let id = register(tx, &act, &new)?;
            add_member(tx, &act, id, person)?;
            Ok(id)
        });
        registering.await.unwrap()
    }
}

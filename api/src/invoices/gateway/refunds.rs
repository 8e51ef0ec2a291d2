//! Refunds to cards: sent to whoever charged them, outside of any transaction and under a key that follows from the refund,
//! and recorded when it is told that they went. A worker claims them by lease; one that is cut short sends the same again.

use std::time::Duration;

use super::Gateway;
use super::stripe::{Gone, Heard, settle_refund};
use crate::books::{self, Claimed};
use crate::clock::{Clock, Moment};
use crate::db::Db;
use crate::error::Error;

/// How long the worker rests where there is nothing to do.
const REST: Duration = Duration::from_secs(2);

/// Sends until the task is dropped.
pub(crate) async fn send_refunds(gateway: actix_web::web::Data<Gateway>, db: Db, clock: Clock) {
    loop {
        let sent = match clock.moment() {
            Ok(moment) => gateway.send_refunds(&db, moment).await,
            Err(error) => Err(Error::Defect(error.to_string())),
        };
        if let Err(error) = sent {
            tracing::warn!(%error, "refunds could not be sent");
        }
        tokio::time::sleep(REST).await;
    }
}

impl Gateway {
    /// Sends the refunds that are due, and looks at those that were sent a while ago.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn send_refunds(&self, db: &Db, moment: Moment) -> Result<usize, Error> {
        // A glance first: nothing due must not take the writer's place.
        if !db.read(move |conn| Ok(books::is_any_due(conn, moment.now)?)).await? {
            return Ok(0);
        }
        let claimed = db.write(move |tx| Ok(books::claim(tx, moment.now)?)).await?;
        let tried = claimed.len();
        for order in claimed {
            // One that cannot be sent does not hold up the others.
            if let Err(error) = self.send(db, order, moment).await {
                tracing::warn!(%error, "a refund could not be recorded");
            }
        }
        Ok(tried)
    }

    async fn send(&self, db: &Db, order: Claimed, moment: Moment) -> Result<(), Error> {
        match self {
            Self::Stripe(stripe) => stripe.send_refund(db, order, moment).await,
            Self::Test(_) => {
                // It never fails there, so nobody is told.
                let heard = Heard { moment, programme: "".into() };
                let gone = Gone { id: format!("test-{}", order.refund), order: Some(order.refund) };
                db.write(move |tx| settle_refund(tx, order.payment, &gone, order.amount_cents, &heard)).await
            }
            Self::Closed => db.write(move |tx| Ok(books::put_off(tx, &order, "Cards are not taken here any more.", moment.now)?)).await,
        }
    }
}

//! Refunds that staff begin, sent to Stripe.

use super::event::Refund;
use super::settle::{refuse_refund, take_money};
use super::{RefundFault, Stripe};
use crate::books::{self, Claimed};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

impl Stripe {
    /// Sends a refund, or looks at one that was sent, and draws the consequences.
    ///
    /// Under one key Stripe makes one, and answers for a day with what it answered first, also where that was a mistake of
    /// its own; after that it knows the key no more. So it is looked at first whether the refund is there, also at the first
    /// attempt: it may be the first of a backup. Only a refusal to make one says that none is made.
    pub(in crate::invoices::gateway) async fn send_refund(&self, db: &Db, order: Claimed, moment: Moment) -> Result<(), Error> {
        let said = match (&order.gateway_id, &order.payment_intent) {
            (Some(id), _) => self.client.refund(id).await.map_err(RefundFault::only_looked),
            (None, Some(payment_intent)) => match self.made_before(&order, payment_intent).await {
                Ok(Some(refund)) => Ok(refund),
                Ok(None) => self.client.make_refund(payment_intent, order.amount_cents, order.refund).await,
                Err(fault) => Err(fault.only_looked()),
            },
            (None, None) => Err(RefundFault::Refused("Stripe does not know this payment.".to_owned())),
        };
        let heard = self.hears(moment);
        db.write(move |tx| match &said {
            Ok(refund) => {
                books::sent(tx, order.refund, &refund.id, moment.now)?;
                if let Some(money) = refund.clone().money() {
                    take_money(tx, &money, &heard)?;
                }
                Ok(())
            }
            Err(RefundFault::Refused(why)) => refuse_refund(tx, &order, why, &heard),
            Err(RefundFault::Later(why)) => Ok(books::put_off(tx, &order, why, moment.now)?),
        })
        .await
    }

    /// The refund, where an earlier attempt made it and its answer was lost.
    async fn made_before(&self, order: &Claimed, payment_intent: &str) -> Result<Option<Refund>, RefundFault> {
        let refunds = self.client.refunds_of(payment_intent).await?;
        Ok(refunds.into_iter().find(|refund| refund.order() == Some(order.refund)))
    }
}

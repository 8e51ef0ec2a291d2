//! What Stripe tells, as far as it matters here; whatever else an event holds is left alone.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use shared::ids::RefundId;

use super::client::Session;

/// An event.
#[derive(Debug, Deserialize)]
pub(super) struct Event {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    data: Data,
}

#[derive(Debug, Deserialize)]
struct Data {
    object: Value,
}

/// What an event tells.
#[derive(Debug)]
pub(super) enum Told {
    /// A session was paid, or has ended without.
    Session(Session),
    /// Money of this payment moves.
    Money(Money),
    /// Something that nothing follows from.
    Else,
}

/// Money that went back, or came again, after a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Money {
    /// The payment, as Stripe names it.
    pub(super) payment_intent: String,
    pub(super) amount_cents: u32,
    pub(super) turn: Turn,
}

/// What happened to it, each with the id that Stripe gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Turn {
    /// A refund arrived.
    Refunded(Gone),
    /// A refund did not arrive.
    RefundFailed(Gone),
    /// A bank took it back for a dispute.
    Withdrawn(String),
    /// A dispute was won, and it is here again.
    Reinstated(String),
}

/// A refund, as Stripe names it, and as it is named here where staff began it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::invoices::gateway) struct Gone {
    pub(in crate::invoices::gateway) id: String,
    pub(in crate::invoices::gateway) order: Option<RefundId>,
}

/// A refund.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Refund {
    pub(super) id: String,
    amount: u32,
    payment_intent: Option<String>,
    status: Option<String>,
    #[serde(default)]
    metadata: Option<BTreeMap<String, String>>,
}

impl Refund {
    /// The refund that staff began, where it is one of those.
    pub(super) fn order(&self) -> Option<RefundId> {
        self.metadata.as_ref()?.get("refund")?.parse().ok()
    }

    /// What has become of it; none while it is on its way.
    pub(super) fn money(self) -> Option<Money> {
        let gone = Gone { order: self.order(), id: self.id };
        let turn = match self.status.as_deref() {
            Some("succeeded") => Turn::Refunded(gone),
            Some("failed" | "canceled") => Turn::RefundFailed(gone),
            _ => return None,
        };
        // A charge without a payment intent was not made by Checkout: it is not ours.
        Some(Money { payment_intent: self.payment_intent?, amount_cents: self.amount, turn })
    }
}

#[derive(Deserialize)]
struct Dispute {
    id: String,
    amount: u32,
    payment_intent: Option<String>,
}

impl Event {
    /// What it tells. The account may have other pages and products: what is not of the shape of ours is none of ours.
    pub(super) fn told(self) -> Told {
        self.read().unwrap_or_else(|error| {
            tracing::warn!(%error, "an event of Stripe is not of the shape of ours, and is left alone");
            Told::Else
        })
    }

    fn read(self) -> Result<Told, serde_json::Error> {
        let object = self.data.object;
        Ok(match self.kind.as_str() {
            "checkout.session.completed" | "checkout.session.async_payment_succeeded" | "checkout.session.expired" => {
                Told::Session(serde_json::from_value(object)?)
            }
            "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated" => {
                let refund: Refund = serde_json::from_value(object)?;
                // On its way: nothing has gone yet.
                refund.money().map_or(Told::Else, Told::Money)
            }
            "charge.dispute.funds_withdrawn" => {
                let dispute: Dispute = serde_json::from_value(object)?;
                money(dispute.payment_intent, dispute.amount, Turn::Withdrawn(dispute.id))
            }
            "charge.dispute.funds_reinstated" => {
                let dispute: Dispute = serde_json::from_value(object)?;
                money(dispute.payment_intent, dispute.amount, Turn::Reinstated(dispute.id))
            }
            _ => Told::Else,
        })
    }
}

/// A charge without a payment intent was not made by Checkout: it is not ours.
fn money(payment_intent: Option<String>, amount_cents: u32, turn: Turn) -> Told {
    payment_intent.map_or(Told::Else, |payment_intent| Told::Money(Money { payment_intent, amount_cents, turn }))
}

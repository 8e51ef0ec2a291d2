//! The entries of the books: what facts say of money, and nothing else of them.

use crate::calendar::Date;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{AllocationId, CreditId, InvoiceId, PaymentId, RefundId};
use crate::invoices::Charge;

/// One entry. Its order is that of its day, and on a day by what it is, so that the order in which facts are read does
/// not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The day on which it takes effect.
    pub on: Date,
    /// What it is.
    pub what: What,
}

/// What an entry says; amounts in US cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An invoice was issued over the sum of its lines; `kind` is what the first is for.
    Charge { invoice: InvoiceId, amount_cents: u64, kind: Option<Charge> },
    /// Less is owed for it.
    Credit { credit: CreditId, invoice: InvoiceId, amount_cents: u32 },
    /// Money came, for this invoice or for nobody knows what.
    Payment { payment: PaymentId, invoice: Option<InvoiceId>, amount_cents: u32 },
    /// Money of a payment was put to an invoice.
    Allocation { allocation: AllocationId, payment: PaymentId, invoice: InvoiceId, amount_cents: u32 },
    /// The same, as those see it whose payment it is.
    Taking { allocation: AllocationId, payment: PaymentId, amount_cents: u32 },
    /// It was taken back from there.
    Release { allocation: AllocationId },
    /// Money of a payment went back.
    Refund { refund: RefundId, payment: PaymentId, amount_cents: u32 },
    /// It is here again.
    RefundFailed { refund: RefundId },
    /// The payment never was one: a check bounced.
    Reversal { payment: PaymentId },
}

/// The kinds of the facts of which [`Entry::of`] makes entries, in the order in which the databases' indexes name them.
pub const MONEY_KINDS: [&str; 10] = [
    "invoice_issued",
    "invoice_credited",
    "payment_received",
    "money_received",
    "payment_allocated",
    "money_taken",
    "allocation_released",
    "payment_reversed",
    "payment_refunded",
    "refund_failed",
];

/// Whether a fact is an entry of the books.
pub fn is_of_money(body: &FactBody) -> bool {
    Entry::of(Date::FIRST, body).is_some()
}

impl Entry {
    /// The entry of a fact; none of one that says nothing of money.
    pub fn of(on: Date, body: &FactBody) -> Option<Self> {
        let what = match *body {
            FactBody::InvoiceIssued { invoice, ref lines, .. } => {
                let amount_cents = lines.iter().fold(0, |sum: u64, line| sum.saturating_add(line.amount_cents.into()));
                What::Charge { invoice, amount_cents, kind: lines.first().map(|line| line.charge) }
            }
            FactBody::InvoiceCredited { credit, invoice, amount_cents } => What::Credit { credit, invoice, amount_cents },
            FactBody::PaymentReceived { payment, invoice, amount_cents, .. } => What::Payment { payment, invoice: Some(invoice), amount_cents },
            FactBody::MoneyReceived { payment, amount_cents, .. } => What::Payment { payment, invoice: None, amount_cents },
            FactBody::PaymentAllocated { allocation, payment, invoice, amount_cents } => {
                What::Allocation { allocation, payment, invoice, amount_cents }
            }
            FactBody::MoneyTaken { allocation, payment, amount_cents } => What::Taking { allocation, payment, amount_cents },
            FactBody::AllocationReleased { allocation } => What::Release { allocation },
            FactBody::PaymentRefunded { refund, payment, amount_cents, .. } => What::Refund { refund, payment, amount_cents },
            FactBody::RefundFailed { refund } => What::RefundFailed { refund },
            FactBody::PaymentReversed { payment } => What::Reversal { payment },
            _ => return None,
        };
        Some(Self { on, what })
    }
}

/// The entries of these facts (see [`crate::facts::standing_facts`]), in their order.
pub fn entries(facts: &[KnownFact<'_>]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = facts.iter().filter_map(|fact| Entry::of(fact.on, &fact.body)).collect();
    entries.sort_unstable();
    entries
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The kinds of facts there are, as `FactBody::kind` names them.
    fn kinds() -> Vec<&'static str> {
        let source = include_str!("../facts/mod.rs");
        let (_, from) = source.split_once("pub const fn kind").unwrap();
        let (names, _) = from.split_once("pub fn subject").unwrap();
        names.split('"').skip(1).step_by(2).collect()
    }

    /// A fact of this kind: everything that any fact may say, without what this one does not.
    fn sample(kind: &str) -> FactBody {
        let mut body = json!({
            "fact": kind, "amount_cents": 1, "lines": [], "number": "2026-00001", "method": "check", "reference": null, "role": "staff",
            "document": "terms", "version": "1", "library_work": [], "has_diploma": true, "in_support_position": true, "ala_member": false,
            "job": 0, "title": "x", "provider": "x", "provider_kind": "consultant", "delivery": "online", "place": null, "set": "technology",
            "until": "2026-01-01", "apply_by": "2026-01-01", "college": "x", "sets": [], "outline": "x", "outcome": "achieved", "minutes": 1, "technology": true,
            "route": "sets", "policy": "x", "replacement": null, "fees": {"application_fee_cents": 1, "application_fee_member_cents": 1,
            "portfolio_fee_cents": 1, "portfolio_fee_member_cents": 1, "renewal_fee_cents": 1},
        });
        for id in [
            "application",
            "invoice",
            "payment",
            "allocation",
            "credit",
            "refund",
            "course",
            "approval",
            "agreement",
            "partner",
            "proposal",
            "completion",
            "portfolio",
            "graduation",
            "activity",
            "renewal",
            "certificate",
            "corrected",
            "confirmation",
            "buyer",
            "order",
        ] {
            body[id] = json!("01930d5e-7c1a-7c3e-9b1f-2f6d1c0a4e55");
        }
        loop {
            match serde_json::from_value::<FactBody>(body.clone()) {
                Ok(body) => return body,
                Err(error) => {
                    let error = error.to_string();
                    let Some(member) = error.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) else {
                        panic!("{kind}: {error}")
                    };
                    assert!(body.as_object_mut().and_then(|members| members.remove(member)).is_some_and(|_: Value| true), "{kind}: {error}");
                }
            }
        }
    }

    #[test]
    fn the_kinds_of_money_are_those_that_are_entries() {
        let kinds = kinds();
        assert!(kinds.len() > 40, "{kinds:?}");
        let of_money: std::collections::BTreeSet<&str> = kinds.into_iter().filter(|kind| is_of_money(&sample(kind))).collect();
        assert_eq!(of_money, MONEY_KINDS.into());
    }
}

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

//! What the facts say of invoices: what was charged, what was received and reversed, and what is owed on a day.

use crate::calendar::Date;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{ApplicationId, InvoiceId, PaymentId, PersonId, RefundId};

use super::{InvoiceLine, PaymentMethod};

/// An invoice and its payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceRecord {
    /// The invoice.
    pub invoice: InvoiceId,
    /// Who owes it.
    pub person: Option<PersonId>,
    /// The application that it is for.
    pub application: ApplicationId,
    /// The day it was issued.
    pub issued_on: Date,
    /// What is charged.
    pub lines: Vec<InvoiceLine>,
    /// What was received, by day.
    pub payments: Vec<PaymentRecord>,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRecord {
    /// The payment.
    pub payment: PaymentId,
    /// How it came.
    pub method: PaymentMethod,
    /// How much, in US cents.
    pub amount_cents: u32,
    /// The number of the check or the transfer.
    pub reference: Option<String>,
    /// The day it was received.
    pub received_on: Date,
    /// The day it was reversed.
    pub reversed_on: Option<Date>,
    /// What of it went back, by day.
    pub refunds: Vec<RefundRecord>,
}

/// A refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundRecord {
    /// The refund.
    pub refund: RefundId,
    /// How much, in US cents.
    pub amount_cents: u32,
    /// The day it went back.
    pub refunded_on: Date,
    /// The day it was here again, because it did not arrive, or the dispute was won.
    pub failed_on: Option<Date>,
}

impl PaymentRecord {
    /// What is held of it at the end of this day, in US cents: nothing of one that was reversed.
    pub fn held_cents(&self, day: Date) -> u32 {
        if day < self.received_on || self.reversed_on.is_some_and(|reversed_on| reversed_on <= day) {
            return 0;
        }
        self.amount_cents.saturating_sub(self.refunded_cents(day))
    }

    /// What of it had gone back by the end of this day, in US cents.
    pub fn refunded_cents(&self, day: Date) -> u32 {
        let has_gone = |refund: &&RefundRecord| refund.refunded_on <= day && refund.failed_on.is_none_or(|failed_on| day < failed_on);
        self.refunds.iter().filter(has_gone).fold(0, |sum, refund| sum.saturating_add(refund.amount_cents))
    }
}

impl InvoiceRecord {
    /// The sum of the lines, in US cents.
    pub fn total_cents(&self) -> u32 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount_cents))
    }

    /// What had been received, and neither been reversed nor gone back, by the end of this day, in US cents.
    pub fn paid_cents(&self, day: Date) -> u32 {
        self.payments.iter().fold(0, |sum, payment| sum.saturating_add(payment.held_cents(day)))
    }

    /// What had come beyond what was owed by the end of this day, in US cents.
    pub fn overpaid_cents(&self, day: Date) -> u32 {
        self.paid_cents(day).saturating_sub(self.total_cents())
    }

    /// What was still owed at the end of this day, in US cents.
    pub fn owed_cents(&self, day: Date) -> u32 {
        self.total_cents().saturating_sub(self.paid_cents(day))
    }

    /// The first day on or after `from` at whose end nothing was owed.
    pub fn paid_in_full_on(&self, from: Date) -> Option<Date> {
        let here_again = self.payments.iter().flat_map(|payment| &payment.refunds).filter_map(|refund| refund.failed_on);
        let receipts = self.payments.iter().map(|payment| payment.received_on).chain(here_again);
        let mut days: Vec<Date> = receipts.map(|received_on| received_on.max(from)).chain([self.issued_on.max(from)]).collect();
        days.sort_unstable();
        days.into_iter().find(|&day| self.owed_cents(day) == 0)
    }
}

/// The invoices in these facts (see [`crate::facts::standing_facts`]), oldest first.
pub fn invoice_records(facts: &[KnownFact<'_>]) -> Vec<InvoiceRecord> {
    let mut records: Vec<InvoiceRecord> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            FactBody::InvoiceIssued { invoice, application, lines } => Some(InvoiceRecord {
                invoice: *invoice,
                person: fact.person,
                application: *application,
                issued_on: fact.on,
                lines: lines.clone(),
                payments: payments(facts, *invoice),
            }),
            _ => None,
        })
        .collect();
    records.sort_by_key(|record| (record.issued_on, record.invoice));
    records
}

fn payments(facts: &[KnownFact<'_>], of: InvoiceId) -> Vec<PaymentRecord> {
    facts
        .iter()
        .filter_map(|fact| match &fact.body {
            FactBody::PaymentReceived { payment, invoice, amount_cents, method, reference } if *invoice == of => Some(PaymentRecord {
                payment: *payment,
                method: *method,
                amount_cents: *amount_cents,
                reference: reference.clone(),
                received_on: fact.on,
                reversed_on: day_of(facts, |body| matches!(body, FactBody::PaymentReversed { payment: of } if of == payment)),
                refunds: refunds(facts, *payment),
            }),
            _ => None,
        })
        .collect()
}

fn refunds(facts: &[KnownFact<'_>], of: PaymentId) -> Vec<RefundRecord> {
    let refund = |fact: &KnownFact<'_>| match fact.body {
        FactBody::PaymentRefunded { refund, payment, amount_cents } if payment == of => Some(RefundRecord {
            refund,
            amount_cents,
            refunded_on: fact.on,
            failed_on: day_of(facts, |body| matches!(body, FactBody::RefundFailed { refund: of } if *of == refund)),
        }),
        _ => None,
    };
    facts.iter().filter_map(refund).collect()
}

/// The day of the first fact of this kind.
fn day_of(facts: &[KnownFact<'_>], is_it: impl Fn(&FactBody) -> bool) -> Option<Date> {
    facts.iter().find(|fact| is_it(&fact.body)).map(|fact| fact.on)
}

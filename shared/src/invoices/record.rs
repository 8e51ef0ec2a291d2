//! What the facts say of invoices: what was charged, what was received and reversed, and what is owed on a day.

use crate::calendar::Date;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{ApplicationId, InvoiceId, PaymentId, PersonId};

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
}

impl InvoiceRecord {
    /// The sum of the lines, in US cents.
    pub fn total_cents(&self) -> u32 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount_cents))
    }

    /// What had been received and not reversed by the end of this day, in US cents.
    pub fn paid_cents(&self, day: Date) -> u32 {
        let is_held = |payment: &&PaymentRecord| payment.received_on <= day && payment.reversed_on.is_none_or(|reversed_on| day < reversed_on);
        self.payments.iter().filter(is_held).fold(0, |sum, payment| sum.saturating_add(payment.amount_cents))
    }

    /// What was still owed at the end of this day, in US cents.
    pub fn owed_cents(&self, day: Date) -> u32 {
        self.total_cents().saturating_sub(self.paid_cents(day))
    }

    /// The first day on or after `from` at whose end nothing was owed.
    pub fn paid_in_full_on(&self, from: Date) -> Option<Date> {
        let receipts = self.payments.iter().map(|payment| payment.received_on);
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
                reversed_on: reversal(facts, *payment),
            }),
            _ => None,
        })
        .collect()
}

fn reversal(facts: &[KnownFact<'_>], of: PaymentId) -> Option<Date> {
    facts.iter().find(|fact| matches!(fact.body, FactBody::PaymentReversed { payment } if payment == of)).map(|fact| fact.on)
}

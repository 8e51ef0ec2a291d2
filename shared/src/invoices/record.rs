//! What the facts say of invoices: what was charged, what came for them, and what is owed on a day. The sums are those
//! of the books ([`crate::books::Ledger`]), kept for each day on which they changed.

use crate::books::{DocumentNumber, Ledger, RefundRecord, refunded_cents};
use crate::calendar::Date;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{ApplicationId, InvoiceId, PaymentId, PersonId};

use super::{InvoiceLine, PaymentMethod};

/// An invoice and its payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceRecord {
    /// The invoice.
    pub invoice: InvoiceId,
    /// Its number; none where it was issued before there were numbers.
    pub number: Option<DocumentNumber>,
    /// Who owes it.
    pub person: Option<PersonId>,
    /// The application that it is for.
    pub application: ApplicationId,
    /// The day it was issued.
    pub issued_on: Date,
    /// What is charged.
    pub lines: Vec<InvoiceLine>,
    /// What was received for it, by day.
    pub payments: Vec<PaymentRecord>,
    /// What the books say of it, by the days on which that changed.
    steps: Vec<Step>,
}

/// What the books say of an invoice from a day on, in US cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    from: Date,
    credited: u32,
    allocated: u32,
    owed: u32,
    over: u32,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRecord {
    /// The payment.
    pub payment: PaymentId,
    /// The number of its receipt; none where it was recorded before there were numbers.
    pub number: Option<DocumentNumber>,
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

impl PaymentRecord {
    /// What of it had gone back by the end of this day, in US cents.
    pub fn refunded_cents(&self, day: Date) -> u32 {
        cents(refunded_cents(&self.refunds, day))
    }
}

impl InvoiceRecord {
    /// The sum of the lines, in US cents.
    pub fn total_cents(&self) -> u32 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount_cents))
    }

    /// What was credited by the end of this day, in US cents.
    pub fn credited_cents(&self, day: Date) -> u32 {
        self.on(day).credited
    }

    /// What paid it at the end of this day, in US cents.
    pub fn allocated_cents(&self, day: Date) -> u32 {
        self.on(day).allocated
    }

    /// What paid it at the end of this day, and what had come for it beyond that and pays nothing, in US cents.
    pub fn paid_cents(&self, day: Date) -> u32 {
        self.on(day).allocated.saturating_add(self.on(day).over)
    }

    /// What had come for it by the end of this day, and pays neither it nor anything else, in US cents.
    pub fn overpaid_cents(&self, day: Date) -> u32 {
        self.on(day).over
    }

    /// What was still owed at the end of this day, in US cents.
    pub fn owed_cents(&self, day: Date) -> u32 {
        self.on(day).owed
    }

    /// The days on which what is owed changed.
    pub fn changed_on(&self) -> impl Iterator<Item = Date> {
        self.steps.iter().map(|step| step.from)
    }

    fn on(&self, day: Date) -> Step {
        let before = Step { from: day, credited: 0, allocated: 0, owed: self.total_cents(), over: 0 };
        self.steps.iter().rev().find(|step| step.from <= day).copied().unwrap_or(before)
    }
}

/// The invoices in these facts (see [`crate::facts::standing_facts`]), oldest first.
pub fn invoice_records(facts: &[KnownFact<'_>]) -> Vec<InvoiceRecord> {
    let is_issued = |fact: &KnownFact<'_>| matches!(fact.body, FactBody::InvoiceIssued { .. });
    if !facts.iter().any(is_issued) {
        return Vec::new();
    }
    let ledger = Ledger::of(facts);
    let mut records: Vec<InvoiceRecord> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            FactBody::InvoiceIssued { invoice, application, lines, number } => Some(InvoiceRecord {
                invoice: *invoice,
                number: *number,
                person: fact.person,
                application: *application,
                issued_on: fact.on,
                lines: lines.clone(),
                payments: payments(facts, &ledger, *invoice),
                steps: Vec::new(),
            }),
            _ => None,
        })
        .collect();
    records.sort_by_key(|record| (record.issued_on, record.invoice));
    step_by_step(&ledger, &mut records);
    records
}

/// Goes through the days on which the books changed.
fn step_by_step(ledger: &Ledger, records: &mut [InvoiceRecord]) {
    for day in ledger.days() {
        let balances = ledger.balances(day);
        for record in records.iter_mut() {
            let Some(balance) = balances.invoice(record.invoice) else { continue };
            let step = Step {
                from: day,
                credited: cents(balance.credited_cents),
                allocated: cents(balance.allocated_cents),
                owed: cents(balance.owed_cents),
                over: cents(balance.over_cents),
            };
            if record.steps.last().is_none_or(|last| Step { from: day, ..*last } != step) {
                record.steps.push(step);
            }
        }
    }
}

fn payments(facts: &[KnownFact<'_>], ledger: &Ledger, of: InvoiceId) -> Vec<PaymentRecord> {
    facts
        .iter()
        .filter_map(|fact| match &fact.body {
            FactBody::PaymentReceived { payment, invoice, amount_cents, method, reference, number } if *invoice == of => {
                let received = ledger.payments().iter().find(|received| received.payment == *payment)?;
                Some(PaymentRecord {
                    payment: *payment,
                    number: *number,
                    method: *method,
                    amount_cents: *amount_cents,
                    reference: reference.clone(),
                    received_on: fact.on,
                    reversed_on: received.reversed_on,
                    refunds: received.refunds.clone(),
                })
            }
            _ => None,
        })
        .collect()
}

/// As it is written on an invoice: the books tell what is more than that.
fn cents(amount: u64) -> u32 {
    u32::try_from(amount).unwrap_or(u32::MAX)
}

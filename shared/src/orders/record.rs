//! What the facts say of an order: what it asks for, what was credited, what came for it, and what is left.

use crate::books::{DocumentNumber, Ledger};
use crate::calendar::Date;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{BuyerId, CreditId, OrderId, OrderLineId, PaymentId};

use super::{OrderState, OrderedLine};

/// An order that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRecord {
    /// The order.
    pub order: OrderId,
    /// Who pays.
    pub buyer: BuyerId,
    /// The number of the invoice that it is.
    pub number: Option<DocumentNumber>,
    /// The day it was issued.
    pub issued_on: Date,
    /// The last day for applying.
    pub apply_by: Date,
    /// Its lines, in their order.
    pub lines: Vec<LineRecord>,
    /// Its credit notes, by day.
    pub credits: Vec<(CreditId, Option<DocumentNumber>, Date, u64)>,
    /// What came for it, by day.
    pub payments: Vec<PaymentId>,
    /// What of that has stayed: neither reversed nor sent back.
    pub received_cents: u64,
    /// What of it pays nothing yet.
    pub unallocated_cents: u64,
    /// The same by payment, in the order in which they came.
    pub free: Vec<(PaymentId, u64)>,
}

/// A line of an order that was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRecord {
    /// What was ordered.
    pub ordered: OrderedLine,
    /// The day it was credited.
    pub credited_on: Option<Date>,
}

impl OrderRecord {
    /// The sum of the lines, in US cents.
    pub fn total_cents(&self) -> u64 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.ordered.amount_cents.into()))
    }

    /// What was credited of it.
    pub fn credited_cents(&self) -> u64 {
        let credited = self.lines.iter().filter(|line| line.credited_on.is_some());
        credited.fold(0, |sum, line| sum.saturating_add(line.ordered.amount_cents.into()))
    }

    /// What it asks for: its lines, less what was credited.
    pub fn due_cents(&self) -> u64 {
        self.total_cents().saturating_sub(self.credited_cents())
    }

    /// What is left to pay.
    pub fn owed_cents(&self) -> u64 {
        self.due_cents().saturating_sub(self.received_cents)
    }

    /// Where it stands. Only what is paid in full pays for people.
    pub fn state(&self) -> OrderState {
        match (self.due_cents(), self.owed_cents()) {
            (0, _) => OrderState::Void,
            (_, 0) => OrderState::Paid,
            _ => OrderState::Open,
        }
    }

    /// The lines that are wanted still.
    pub fn standing_lines(&self) -> impl Iterator<Item = OrderedLine> {
        self.lines.iter().filter(|line| line.credited_on.is_none()).map(|line| line.ordered)
    }
}

/// The order that these facts are of: those about the order, and those of the money that came for it, as they stand on a
/// day ([`crate::facts::standing_facts`]). None where it was not issued.
pub fn order_record(facts: &[KnownFact<'_>], day: Date) -> Option<OrderRecord> {
    let mut record = facts.iter().find_map(|fact| match &fact.body {
        FactBody::OrderIssued { order, buyer, lines, apply_by, number } => Some(OrderRecord {
            order: *order,
            buyer: *buyer,
            number: *number,
            issued_on: fact.on,
            apply_by: *apply_by,
            lines: lines.iter().map(|ordered| LineRecord { ordered: *ordered, credited_on: None }).collect(),
            credits: Vec::new(),
            payments: Vec::new(),
            received_cents: 0,
            unallocated_cents: 0,
            free: Vec::new(),
        }),
        _ => None,
    })?;
    for fact in facts {
        match &fact.body {
            FactBody::OrderCredited { credit, order, lines, number } if *order == record.order => {
                let cents = record.credit(lines, fact.on);
                record.credits.push((*credit, *number, fact.on, cents));
            }
            FactBody::MoneyReceived { payment, order: Some(order), .. } if *order == record.order => record.payments.push(*payment),
            _ => {}
        }
    }
    let balances = Ledger::of(facts).balances(day);
    let payments = std::mem::take(&mut record.payments);
    for payment in payments.iter().filter_map(|payment| balances.payment(*payment)) {
        record.received_cents = record.received_cents.saturating_add(payment.received_cents).saturating_sub(payment.returned_cents);
        record.unallocated_cents = record.unallocated_cents.saturating_add(payment.unallocated_cents);
        record.free.push((payment.payment, payment.unallocated_cents));
    }
    record.payments = payments;
    Some(record)
}

impl OrderRecord {
    /// Takes these lines as credited, and says over how much that is; what was credited before is credited once.
    fn credit(&mut self, credited: &[OrderLineId], on: Date) -> u64 {
        let wanted: std::collections::HashSet<OrderLineId> = credited.iter().copied().collect();
        let mut cents = 0_u64;
        for line in self.lines.iter_mut().filter(|line| line.credited_on.is_none() && wanted.contains(&line.ordered.line)) {
            line.credited_on = Some(on);
            cents = cents.saturating_add(line.ordered.amount_cents.into());
        }
        cents
    }
}

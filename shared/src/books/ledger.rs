//! The ledger: the entries of some books put together by invoice, payment and allocation.

use std::collections::HashMap;

use crate::calendar::Date;
use crate::facts::KnownFact;
use crate::ids::{AllocationId, CreditId, InvoiceId, PaymentId, RefundId};
use crate::invoices::Charge;

use super::{Entry, What, Wrong, entries};

/// The places of allocations, by id, while the entries are put together.
type PutPlaces = HashMap<AllocationId, usize>;

/// The books of one person, of those without one, or of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    pub(super) charged: Vec<Charged>,
    pub(super) payments: Vec<Received>,
    pub(super) allocations: Vec<Allocated>,
    wrong: Vec<Wrong>,
    /// The places of invoices and payments, by id.
    invoice_places: Vec<(InvoiceId, usize)>,
    payment_places: Vec<(PaymentId, usize)>,
}

/// An invoice in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charged {
    /// The invoice.
    pub invoice: InvoiceId,
    /// The day it was issued.
    pub on: Date,
    /// The sum of its lines, in US cents.
    pub total_cents: u64,
    /// What its first line is for.
    pub kind: Option<Charge>,
    /// What was credited, by day, in US cents.
    pub credits: Vec<(Date, u32)>,
}

/// Money in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The payment.
    pub payment: PaymentId,
    /// The day it came.
    pub on: Date,
    /// For which invoice it came.
    pub invoice: Option<InvoiceId>,
    /// How much, in US cents.
    pub amount_cents: u32,
    /// The day it was reversed.
    pub reversed_on: Option<Date>,
    /// The day from which it does not pay that invoice of itself any more.
    pub released_on: Option<Date>,
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

/// Money that staff put to an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocated {
    /// The allocation.
    pub allocation: AllocationId,
    /// The day it was put.
    pub on: Date,
    /// Of which payment.
    pub payment: PaymentId,
    /// To which invoice; none where only the payment's side of it is known here.
    pub invoice: Option<InvoiceId>,
    /// How much, in US cents.
    pub amount_cents: u32,
    /// The day it was taken back.
    pub released_on: Option<Date>,
    /// Whether the payment's side of it stands here, too.
    pub is_taken: bool,
}

/// What of these had gone back by the end of this day, in US cents.
pub fn refunded_cents(refunds: &[RefundRecord], day: Date) -> u64 {
    let has_gone = |refund: &&RefundRecord| refund.refunded_on <= day && refund.failed_on.is_none_or(|failed_on| day < failed_on);
    refunds.iter().filter(has_gone).fold(0, |sum, refund| sum.saturating_add(refund.amount_cents.into()))
}

impl Received {
    /// What of it had gone back by the end of this day, or never was there; more than came where something is wrong.
    pub fn gone_cents(&self, day: Date) -> u64 {
        let reversed = if self.reversed_on.is_some_and(|reversed_on| reversed_on <= day) { u64::from(self.amount_cents) } else { 0 };
        refunded_cents(&self.refunds, day).saturating_add(reversed)
    }
}

impl Ledger {
    /// The books in these facts (see [`crate::facts::standing_facts`]).
    pub fn of(facts: &[KnownFact<'_>]) -> Self {
        Self::of_entries(&entries(facts))
    }

    /// The books of these entries, which are in their order.
    pub fn of_entries(entries: &[Entry]) -> Self {
        let mut ledger = Self::default();
        // What came for an order of thousands is put in as many parts.
        let mut put_places = HashMap::new();
        for entry in entries {
            ledger.begin(*entry, &mut put_places);
        }
        ledger.invoice_places = places(ledger.charged.iter().map(|charged| charged.invoice));
        ledger.payment_places = places(ledger.payments.iter().map(|received| received.payment));
        let mut credits = Vec::new();
        for entry in entries {
            ledger.go_on(*entry, &mut credits);
        }
        // Whether a refund failed, and whether something was taken back, goes by what the others have said.
        for entry in entries {
            ledger.end(*entry, &put_places);
        }
        for put in &ledger.allocations {
            // What is put stands in the books of its invoice, and what is taken in those of its payment.
            let is_here = match put.invoice {
                Some(invoice) => ledger.invoice_place(invoice).is_some(),
                None => ledger.payment_place(put.payment).is_some(),
            };
            if !is_here {
                ledger.wrong.push(Wrong::AllocationUnknown { allocation: put.allocation });
            }
        }
        ledger
    }

    /// The invoices, by the day of issue.
    pub fn invoices(&self) -> &[Charged] {
        &self.charged
    }

    /// The money, by the day it came.
    pub fn payments(&self) -> &[Received] {
        &self.payments
    }

    /// What staff put, by day.
    pub fn allocations(&self) -> &[Allocated] {
        &self.allocations
    }

    /// The days on which something changes, in their order.
    pub fn days(&self) -> Vec<Date> {
        let charged = self.charged.iter().flat_map(|charged| charged.credits.iter().map(|(on, _)| *on).chain([charged.on]));
        let received = self.payments.iter().flat_map(|received| {
            let refunds = received.refunds.iter().flat_map(|refund| refund.failed_on.into_iter().chain([refund.refunded_on]));
            refunds.chain(received.reversed_on).chain(received.released_on).chain([received.on])
        });
        let put = self.allocations.iter().flat_map(|put| put.released_on.into_iter().chain([put.on]));
        let mut days: Vec<Date> = charged.chain(received).chain(put).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Everything that does not add up at the end of this day, in a stable order. Of somebody's books alone, an allocation
    /// to or from those of somebody else is taken as it is told.
    pub fn findings(&self, day: Date) -> Vec<Wrong> {
        self.findings_by(&self.balances(day))
    }

    /// The same, with the balances of the day.
    pub(super) fn findings_by(&self, balances: &super::Balances) -> Vec<Wrong> {
        let mut wrong = self.wrong.clone();
        wrong.extend(&balances.wrong);
        wrong.sort_unstable();
        wrong
    }

    pub(super) fn invoice_place(&self, invoice: InvoiceId) -> Option<usize> {
        place_of(&self.invoice_places, invoice)
    }

    pub(super) fn payment_place(&self, payment: PaymentId) -> Option<usize> {
        place_of(&self.payment_places, payment)
    }

    /// What something begins with.
    fn begin(&mut self, Entry { on, what }: Entry, put_places: &mut PutPlaces) {
        match what {
            What::Charge { invoice, amount_cents, kind } => {
                if self.charged.iter().rev().any(|charged| charged.invoice == invoice) {
                    return self.wrong.push(Wrong::InvoiceTwice { invoice });
                }
                if u64::from(u32::MAX) < amount_cents {
                    self.wrong.push(Wrong::InvoiceTooLarge { invoice, total_cents: amount_cents });
                }
                self.charged.push(Charged { invoice, on, total_cents: amount_cents, kind, credits: Vec::new() });
            }
            What::Payment { payment, invoice, amount_cents } => {
                if self.payments.iter().rev().any(|received| received.payment == payment) {
                    return self.wrong.push(Wrong::PaymentTwice { payment });
                }
                self.payments.push(Received { payment, on, invoice, amount_cents, reversed_on: None, released_on: None, refunds: Vec::new() });
            }
            What::Allocation { allocation, payment, invoice, amount_cents } => {
                let side = Allocated { allocation, on, payment, invoice: Some(invoice), amount_cents, released_on: None, is_taken: false };
                self.put(side, put_places);
            }
            What::Taking { allocation, payment, amount_cents } => {
                let side = Allocated { allocation, on, payment, invoice: None, amount_cents, released_on: None, is_taken: true };
                self.put(side, put_places);
            }
            _ => {}
        }
    }

    /// One side of an allocation, or the only one.
    fn put(&mut self, side: Allocated, put_places: &mut PutPlaces) {
        let known = put_places.get(&side.allocation).and_then(|place| self.allocations.get_mut(*place));
        let Some(known) = known else {
            put_places.insert(side.allocation, self.allocations.len());
            return self.allocations.push(side);
        };
        let fits = (known.on, known.payment, known.amount_cents) == (side.on, side.payment, side.amount_cents);
        if fits && side.is_taken && !known.is_taken {
            known.is_taken = true;
        } else {
            self.wrong.push(Wrong::AllocationTwice { allocation: side.allocation });
        }
    }

    /// What happens to it.
    fn go_on(&mut self, Entry { on, what }: Entry, credits: &mut Vec<CreditId>) {
        match what {
            What::Credit { credit, invoice, amount_cents } => {
                let Some(charged) = self.invoice_place(invoice).and_then(|place| self.charged.get_mut(place)) else {
                    return self.wrong.push(Wrong::CreditUnknown { credit, invoice });
                };
                if credits.contains(&credit) {
                    return self.wrong.push(Wrong::CreditTwice { credit });
                }
                credits.push(credit);
                charged.credits.push((on, amount_cents));
            }
            What::Payment { payment, invoice: Some(invoice), .. } if self.invoice_place(invoice).is_none() => {
                self.wrong.push(Wrong::InvoiceUnknown { payment, invoice });
            }
            What::Refund { refund, payment, amount_cents } => {
                if self.payments.iter().flat_map(|received| &received.refunds).any(|other| other.refund == refund) {
                    return self.wrong.push(Wrong::RefundTwice { refund });
                }
                let Some(received) = self.received(payment) else { return self.wrong.push(Wrong::PaymentUnknown { payment }) };
                received.refunds.push(RefundRecord { refund, amount_cents, refunded_on: on, failed_on: None });
            }
            What::Reversal { payment } => match self.received(payment) {
                Some(received) => received.reversed_on = received.reversed_on.or(Some(on)),
                None => self.wrong.push(Wrong::PaymentUnknown { payment }),
            },
            _ => {}
        }
    }

    /// What takes it back.
    fn end(&mut self, Entry { on, what }: Entry, put_places: &PutPlaces) {
        match what {
            What::RefundFailed { refund } => {
                let known = self.payments.iter_mut().flat_map(|received| &mut received.refunds).find(|known| known.refund == refund);
                match known {
                    Some(known) => known.failed_on = known.failed_on.or(Some(on)),
                    None => self.wrong.push(Wrong::RefundUnknown { refund }),
                }
            }
            What::Release { allocation } => {
                if let Some(known) = put_places.get(&allocation).and_then(|place| self.allocations.get_mut(*place)) {
                    known.released_on = known.released_on.or(Some(on));
                } else if let Some(received) = self.received(PaymentId(allocation.0)).filter(|received| received.invoice.is_some()) {
                    received.released_on = received.released_on.or(Some(on));
                } else {
                    self.wrong.push(Wrong::ReleaseUnknown { allocation });
                }
            }
            _ => {}
        }
    }

    fn received(&mut self, payment: PaymentId) -> Option<&mut Received> {
        let place = self.payment_place(payment)?;
        self.payments.get_mut(place)
    }
}

fn places<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut places: Vec<(T, usize)> = ids.enumerate().map(|(place, id)| (id, place)).collect();
    places.sort_unstable();
    places
}

fn place_of<T: Ord + Copy>(places: &[(T, usize)], id: T) -> Option<usize> {
    let found = places.binary_search_by(|(other, _)| other.cmp(&id)).ok()?;
    places.get(found).map(|(_, place)| *place)
}

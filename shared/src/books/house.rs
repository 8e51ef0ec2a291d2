//! The books of the whole house, taken together one person's after the other's, so that they take no more memory than the
//! books of one person, a bit for each number, and what is between two people.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::ids::{AllocationId, PersonId};

use super::{Allocated, Balances, DocumentNumber, Ledger, NumberSeries, Totals, Wrong};

/// So many findings are kept; how many there are is told all the same.
const FINDINGS_MAX: usize = 1_000;

/// What was found, and in whose books; in those of nobody in particular where it is of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Whose.
    pub person: Option<PersonId>,
    /// What.
    pub wrong: Wrong,
}

/// What the books of the house come to.
#[derive(Debug, Clone, Default)]
pub struct House {
    totals: Totals,
    found: Vec<Found>,
    findings: u64,
    between: BTreeMap<AllocationId, Side>,
    numbers: NumberSeries,
}

/// One side of what was put from one person's payment to another's invoice.
#[derive(Debug, Clone, Copy)]
struct Side {
    person: Option<PersonId>,
    put: Allocated,
}

/// What is found once all are taken together.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The sums.
    pub totals: Totals,
    /// What does not add up, at most a thousand.
    pub found: Vec<Found>,
    /// How much that is in all.
    pub findings: u64,
}

impl House {
    /// Takes a number that was given, also of something that was struck later.
    pub fn number(&mut self, number: DocumentNumber) {
        self.numbers.add(number);
    }

    /// Takes the books of a person, or of those without one, as of this day; says what they come to.
    pub fn add(&mut self, person: Option<PersonId>, ledger: &Ledger, day: Date) -> Balances {
        let balances = ledger.balances(day);
        self.totals.add(&balances.totals());
        for wrong in ledger.findings_by(&balances) {
            self.tell(person, wrong);
        }
        for put in ledger.allocations() {
            let is_payment_here = ledger.payment_place(put.payment).is_some();
            // What is of neither is told by the books themselves.
            let is_one_side = match put.invoice {
                Some(invoice) => ledger.invoice_place(invoice).is_some() && !is_payment_here,
                None => is_payment_here,
            };
            if is_one_side {
                self.meet(Side { person, put: *put });
            }
        }
        balances
    }

    /// The two sides of one thing say the same.
    fn meet(&mut self, side: Side) {
        let allocation = side.put.allocation;
        let Some(other) = self.between.remove(&allocation) else {
            self.between.insert(allocation, side);
            return;
        };
        let said = |put: &Allocated| (put.on, put.payment, put.amount_cents, put.released_on);
        if said(&other.put) != said(&side.put) || other.put.invoice.is_some() == side.put.invoice.is_some() {
            self.tell(side.person, Wrong::AllocationTwice { allocation });
        }
    }

    fn tell(&mut self, person: Option<PersonId>, wrong: Wrong) {
        self.findings = self.findings.saturating_add(1);
        if self.found.len() < FINDINGS_MAX {
            self.found.push(Found { person, wrong });
        }
    }

    /// What is found once all were taken.
    pub fn report(mut self) -> Report {
        for (allocation, side) in std::mem::take(&mut self.between) {
            self.tell(side.person, Wrong::AllocationOneSided { allocation });
        }
        for wrong in self.numbers.findings() {
            self.tell(None, wrong);
        }
        Report { totals: self.totals, found: self.found, findings: self.findings }
    }
}

impl Totals {
    fn add(&mut self, other: &Self) {
        for (sum, more) in [
            (&mut self.charged_cents, other.charged_cents),
            (&mut self.credited_cents, other.credited_cents),
            (&mut self.owed_cents, other.owed_cents),
            (&mut self.received_cents, other.received_cents),
            (&mut self.allocated_cents, other.allocated_cents),
            (&mut self.returned_cents, other.returned_cents),
            (&mut self.unallocated_cents, other.unallocated_cents),
        ] {
            *sum = sum.saturating_add(more);
        }
    }
}

//! Facts of money as they are stored, read no further than the books need: a million of them are looked at while somebody
//! waits.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::books::{DocumentNumber, Entry, What};
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::{AllocationId, CreditId, FactId, InvoiceId, PaymentId, RefundId};
use shared::invoices::InvoiceLine;

use crate::db::{StoreError, text};
use crate::record::MoneyRow;

/// The members that the books need, of whichever kind.
#[derive(Debug, Deserialize)]
struct Body<'a> {
    fact: &'a str,
    invoice: Option<InvoiceId>,
    payment: Option<PaymentId>,
    allocation: Option<AllocationId>,
    refund: Option<RefundId>,
    credit: Option<CreditId>,
    amount_cents: Option<u32>,
    lines: Option<Vec<InvoiceLine>>,
    number: Option<DocumentNumber>,
}

/// A fact of money.
#[derive(Debug)]
pub(super) struct Lean {
    pub(super) id: FactId,
    pub(super) says: Says,
}

/// What it says.
#[derive(Debug)]
pub(super) enum Says {
    /// An entry, with the number that was given with it.
    Entry(Entry, Option<DocumentNumber>),
    /// Another fact is struck, or something stands in its place, from this day on; recorded at this instant.
    Corrected(FactId, Option<Entry>, Date, DateTime<Utc>),
}

impl Lean {
    /// Reads a row; nothing of one that says nothing of money.
    pub(super) fn read(MoneyRow { id, on, recorded_at, body, .. }: MoneyRow<'_>) -> Result<Option<Self>, StoreError> {
        let (id, on) = (text::read("facts.id", id)?, text::read("facts.on_date", on)?);
        let unreadable = |error| StoreError::unreadable("facts.body", error);
        let lean: Body<'_> = serde_json::from_str(body).map_err(unreadable)?;
        if lean.fact == "fact_corrected" {
            let FactBody::FactCorrected { corrected, replacement } = serde_json::from_str(body).map_err(unreadable)? else { return Ok(None) };
            let instead = replacement.and_then(|replacement| Entry::of(replacement.on, &replacement.body));
            let at = text::read_time("facts.recorded_at", recorded_at)?;
            return Ok(Some(Self { id, says: Says::Corrected(corrected, instead, on, at) }));
        }
        let number = lean.number;
        Ok(lean.what().map(|what| Self { id, says: Says::Entry(Entry { on, what }, number) }))
    }
}

impl Body<'_> {
    fn what(&self) -> Option<What> {
        let amount = self.amount_cents;
        Some(match self.fact {
            "invoice_issued" => {
                let lines = self.lines.as_deref().unwrap_or_default();
                let amount_cents = lines.iter().fold(0, |sum: u64, line| sum.saturating_add(line.amount_cents.into()));
                What::Charge { invoice: self.invoice?, amount_cents, kind: lines.first().map(|line| line.charge) }
            }
            "invoice_credited" => What::Credit { credit: self.credit?, invoice: self.invoice?, amount_cents: amount? },
            "payment_received" | "money_received" => What::Payment { payment: self.payment?, invoice: self.invoice, amount_cents: amount? },
            "payment_allocated" => {
                What::Allocation { allocation: self.allocation?, payment: self.payment?, invoice: self.invoice?, amount_cents: amount? }
            }
            "money_taken" => What::Taking { allocation: self.allocation?, payment: self.payment?, amount_cents: amount? },
            "allocation_released" => What::Release { allocation: self.allocation? },
            "payment_refunded" => What::Refund { refund: self.refund?, payment: self.payment?, amount_cents: amount? },
            "refund_failed" => What::RefundFailed { refund: self.refund? },
            "payment_reversed" => What::Reversal { payment: self.payment? },
            _ => return None,
        })
    }
}

/// A corrected fact, when and by which it was corrected last, and what stands in its place.
type Correction = (FactId, (DateTime<Utc>, FactId), Option<Entry>);

/// The entries that stand on this day, in their order: corrections applied as [`shared::facts::standing_facts`] does, and
/// what is dated later left out.
pub(super) fn standing(facts: &[Lean], today: Date) -> Vec<Entry> {
    let mut corrections: Vec<Correction> = Vec::new();
    for fact in facts {
        if let Says::Corrected(corrected, instead, on, at) = &fact.says
            && *on <= today
        {
            let last = (*at, fact.id);
            match corrections.iter_mut().find(|(other, ..)| other == corrected) {
                Some(known) if known.1 < last => *known = (*corrected, last, *instead),
                Some(_) => {}
                None => corrections.push((*corrected, last, *instead)),
            }
        }
    }
    let stands = |fact: &Lean| match &fact.says {
        Says::Entry(entry, _) => match corrections.iter().find(|(corrected, ..)| *corrected == fact.id) {
            Some((.., instead)) => *instead,
            None => Some(*entry),
        },
        Says::Corrected(..) => None,
    };
    let mut entries: Vec<Entry> = facts.iter().filter_map(stands).filter(|entry| entry.on <= today).collect();
    entries.sort_unstable();
    entries
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::test_runner::Config;
    use shared::books::{Ledger, entries};
    use shared::facts::{Fact, Replacement, standing_facts};
    use shared::ids::{ActId, ApplicationId};
    use shared::invoices::{Charge, PaymentMethod};
    use uuid::Uuid;

    use super::*;

    fn id(number: u8) -> Uuid {
        Uuid::from_u128(u128::from(number) + 1)
    }

    /// Any fact of money, about things of which there are few; sometimes one that is of none.
    fn body() -> impl Strategy<Value = FactBody> {
        let charges = prop_oneof![Just(Charge::ApplicationFee), Just(Charge::ApplicationFeeMember), Just(Charge::MembershipDifference)];
        let line = (charges, 0..3_u32).prop_map(|(charge, amount_cents)| InvoiceLine { charge, amount_cents });
        let number = proptest::option::of((2025..2027_u16, 1..9_u32).prop_map(|(year, number)| format!("R{year}-{number:05}").parse().unwrap()));
        (0..12_u8, 0..3_u8, 0..3_u8, 0..4_u32, vec(line, 0..3), number).prop_map(|(kind, one, other, amount_cents, lines, number)| {
            let (invoice, payment, allocation) = (InvoiceId(id(one)), PaymentId(id(other)), AllocationId(id(one)));
            let (refund, credit, application) = (RefundId(id(one)), CreditId(id(other)), ApplicationId(id(one)));
            let (method, reference) = (PaymentMethod::Check, (one == 0).then(|| "invoice".to_owned()));
            match kind {
                0 => FactBody::InvoiceIssued { invoice, application, lines, number },
                1 => FactBody::InvoiceCredited { credit, invoice, amount_cents },
                2 => FactBody::PaymentReceived { payment, invoice, amount_cents, method, reference, number },
                3 => FactBody::MoneyReceived { payment, order: None, amount_cents, method, reference, number },
                4 => FactBody::PaymentAllocated { allocation, payment, invoice, amount_cents },
                5 => FactBody::MoneyTaken { allocation, payment, amount_cents },
                6 => FactBody::AllocationReleased { allocation },
                7 => FactBody::PaymentRefunded { refund, payment, amount_cents, reference },
                8 => FactBody::RefundFailed { refund },
                9 => FactBody::PaymentReversed { payment },
                10 => FactBody::MembershipUnconfirmed { application, invoice },
                _ => FactBody::ApplicationAccepted { application },
            }
        })
    }

    /// The same with other sums: what stands in the place of a fact is of its kind.
    fn put_right(body: &FactBody, cents: u32) -> FactBody {
        let mut body = body.clone();
        match &mut body {
            FactBody::InvoiceIssued { lines, .. } => lines.iter_mut().for_each(|line| line.amount_cents = cents),
            FactBody::InvoiceCredited { amount_cents, .. }
            | FactBody::PaymentReceived { amount_cents, .. }
            | FactBody::MoneyReceived { amount_cents, .. }
            | FactBody::PaymentAllocated { amount_cents, .. }
            | FactBody::MoneyTaken { amount_cents, .. }
            | FactBody::PaymentRefunded { amount_cents, .. } => *amount_cents = cents,
            _ => {}
        }
        body
    }

    /// A fact that says something, or strikes the one at a place, or puts it on another day and over other sums; on a day,
    /// and recorded at an instant.
    #[derive(Debug, Clone)]
    enum Recorded {
        Said(FactBody),
        Corrected(usize, Option<(u32, u32)>),
    }

    fn recorded() -> impl Strategy<Value = Vec<(u32, i64, Recorded)>> {
        let corrected = (0..12_usize, proptest::option::of((0..8_u32, 0..4_u32))).prop_map(|(place, instead)| Recorded::Corrected(place, instead));
        vec((0..8_u32, 0..4_i64, prop_oneof![3 => body().prop_map(Recorded::Said), 2 => corrected]), 0..12)
    }

    fn day(number: u32) -> Date {
        Date::new(2026, 1, 1).unwrap().days_later(number)
    }

    fn facts(recorded: &[(u32, i64, Recorded)]) -> Vec<Fact> {
        // Ids that come in another order than the places.
        let at = |place: usize| FactId(Uuid::from_u128((u128::try_from(place).unwrap() * 7 + 3) % 13));
        let fact = |(place, (on, minutes, what)): (usize, &(u32, i64, Recorded))| Fact {
            id: at(place),
            act: ActId(id(0)),
            person: None,
            on: day(*on),
            recorded_at: DateTime::UNIX_EPOCH + TimeDelta::minutes(*minutes),
            body: match what {
                Recorded::Said(body) => body.clone(),
                Recorded::Corrected(place, instead) => {
                    let replacement = instead.and_then(|(on, cents)| match recorded.get(*place)? {
                        (.., Recorded::Said(body)) => Some(Replacement { on: day(on), body: Box::new(put_right(body, cents)) }),
                        (.., Recorded::Corrected(..)) => None,
                    });
                    FactBody::FactCorrected { corrected: at(*place), replacement }
                }
            },
        };
        recorded.iter().enumerate().map(fact).collect()
    }

    /// The fact as it is stored and read again.
    fn stored(fact: &Fact) -> Option<Lean> {
        let body = serde_json::to_string(&fact.body).unwrap();
        let (id, on, recorded_at) = (fact.id.to_string(), text::day(fact.on), text::time(fact.recorded_at));
        Lean::read(MoneyRow { id: &id, person: None, on: &on, recorded_at: &recorded_at, body: &body }).unwrap()
    }

    proptest! {
        #![proptest_config(Config { cases: 4_000, failure_persistence: None, ..Config::default() })]

        #[test]
        fn what_is_read_leanly_says_the_same_as_the_facts(recorded in recorded(), today in 0..8_u32) {
            let (facts, today) = (facts(&recorded), day(today));
            let lean: Vec<Lean> = facts.iter().filter_map(stored).collect();
            let known = standing_facts(&facts, today);
            prop_assert_eq!(standing(&lean, today), entries(&known));
            prop_assert_eq!(Ledger::of_entries(&standing(&lean, today)), Ledger::of(&known));
            for (fact, lean) in facts.iter().filter_map(|fact| Some((fact, stored(fact)?))) {
                let number = match fact.body {
                    FactBody::InvoiceIssued { number, .. } | FactBody::PaymentReceived { number, .. } | FactBody::MoneyReceived { number, .. } => number,
                    _ => None,
                };
                if let Says::Entry(_, read) = lean.says {
                    prop_assert_eq!(read, number);
                }
            }
        }
    }
}

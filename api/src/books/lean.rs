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
    /// Another fact is struck, or something stands in its place; recorded at this instant.
    Corrected(FactId, Option<Entry>, DateTime<Utc>),
}

impl Lean {
    /// Reads a row; nothing of one that says nothing of money.
    pub(super) fn read((id, _, on, recorded_at, body): &MoneyRow) -> Result<Option<Self>, StoreError> {
        let (id, on) = (text::read("facts.id", id)?, text::read("facts.on_date", on)?);
        let unreadable = |error| StoreError::unreadable("facts.body", error);
        let lean: Body<'_> = serde_json::from_str(body).map_err(unreadable)?;
        if lean.fact == "fact_corrected" {
            let FactBody::FactCorrected { corrected, replacement } = serde_json::from_str(body).map_err(unreadable)? else { return Ok(None) };
            let instead = replacement.and_then(|replacement| Entry::of(replacement.on, &replacement.body));
            let at = text::read_time("facts.recorded_at", recorded_at)?;
            return Ok(Some(Self { id, says: Says::Corrected(corrected, instead, at) }));
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
        if let Says::Corrected(corrected, instead, at) = &fact.says {
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

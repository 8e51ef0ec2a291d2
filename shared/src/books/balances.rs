//! What the books say at the end of a day. Amounts are US cents.

use crate::calendar::Date;
use crate::ids::{AllocationId, InvoiceId, PaymentId};

use super::Wrong;
use super::ledger::Ledger;

/// What each invoice, payment and allocation comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balances {
    /// By the day of issue.
    pub invoices: Vec<InvoiceBalance>,
    /// By the day of receipt.
    pub payments: Vec<PaymentBalance>,
    /// What staff put, in that order, and then what payments pay of themselves.
    pub allocations: Vec<AllocationBalance>,
    /// What on that day asks for money that is not there.
    pub wrong: Vec<Wrong>,
}

/// An invoice: `total = credited + allocated + owed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvoiceBalance {
    /// The invoice.
    pub invoice: InvoiceId,
    /// The sum of its lines.
    pub total_cents: u64,
    /// What credit notes took from it, at most its total.
    pub credited_cents: u64,
    /// What of payments pays it.
    pub allocated_cents: u64,
    /// What is left to pay.
    pub owed_cents: u64,
    /// What of the money that came for it pays neither it nor anything else, and was not taken from it by staff.
    pub over_cents: u64,
}

/// A payment: `received = allocated + returned + unallocated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentBalance {
    /// The payment.
    pub payment: PaymentId,
    /// What came; nothing before its day.
    pub received_cents: u64,
    /// What pays invoices.
    pub allocated_cents: u64,
    /// What went back, or never was there.
    pub returned_cents: u64,
    /// What is left, and pays nothing.
    pub unallocated_cents: u64,
}

/// An allocation that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllocationBalance {
    /// Which; of what a payment pays of itself, the payment's own id.
    pub allocation: AllocationId,
    /// Of which payment.
    pub payment: PaymentId,
    /// To which invoice; none where that is in the books of somebody else.
    pub invoice: Option<InvoiceId>,
    /// What it comes to: at most what was put, what the payment has, and what the invoice needs.
    pub amount_cents: u64,
}

/// The sums of everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// What was charged.
    pub charged_cents: u64,
    /// What was credited of it.
    pub credited_cents: u64,
    /// What is owed, whatever became of the applications.
    pub owed_cents: u64,
    /// What was received.
    pub received_cents: u64,
    /// What pays invoices.
    pub allocated_cents: u64,
    /// What went back, or never was there.
    pub returned_cents: u64,
    /// What pays nothing.
    pub unallocated_cents: u64,
}

impl Balances {
    /// The sums.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for invoice in &self.invoices {
            totals.charged_cents = totals.charged_cents.saturating_add(invoice.total_cents);
            totals.credited_cents = totals.credited_cents.saturating_add(invoice.credited_cents);
            totals.owed_cents = totals.owed_cents.saturating_add(invoice.owed_cents);
        }
        for payment in &self.payments {
            totals.received_cents = totals.received_cents.saturating_add(payment.received_cents);
            totals.allocated_cents = totals.allocated_cents.saturating_add(payment.allocated_cents);
            totals.returned_cents = totals.returned_cents.saturating_add(payment.returned_cents);
            totals.unallocated_cents = totals.unallocated_cents.saturating_add(payment.unallocated_cents);
        }
        totals
    }

    /// One invoice.
    pub fn invoice(&self, invoice: InvoiceId) -> Option<&InvoiceBalance> {
        self.invoices.iter().find(|balance| balance.invoice == invoice)
    }

    /// One payment.
    pub fn payment(&self, payment: PaymentId) -> Option<&PaymentBalance> {
        self.payments.iter().find(|balance| balance.payment == payment)
    }
}

impl Ledger {
    /// What the books say at the end of this day.
    ///
    /// What staff put goes first, in the order in which it was put: it is at most what the payment then has left, and
    /// what the invoice then needs. Then each payment pays, in the order in which they came, the invoice for which it
    /// came, as far as something is owed, unless staff took it back from there. What then is left is unallocated.
    /// A payment or an invoice of somebody else's books counts as it is told here.
    pub fn balances(&self, day: Date) -> Balances {
        let mut balances = self.untouched(day);
        for put in &self.allocations {
            if day < put.on || put.released_on.is_some_and(|released_on| released_on <= day) {
                continue;
            }
            let wanted = u64::from(put.amount_cents);
            let has = self.payment_place(put.payment).map(|place| balances.left_of(place));
            let needs = put.invoice.and_then(|invoice| self.invoice_place(invoice)).map(|place| balances.owed_at(place));
            let amount_cents = wanted.min(has.unwrap_or(wanted)).min(needs.unwrap_or(wanted));
            if let Some(missing_cents) = has.and_then(|has| wanted.checked_sub(has)).filter(|missing| 0 < *missing) {
                balances.wrong.push(Wrong::AllocationWithoutMoney { allocation: put.allocation, payment: put.payment, missing_cents });
            }
            if let (Some(invoice), Some(over_cents)) = (put.invoice, needs.and_then(|needs| wanted.checked_sub(needs)).filter(|over| 0 < *over)) {
                balances.wrong.push(Wrong::InvoiceOverAllocated { allocation: put.allocation, invoice, over_cents });
            }
            self.pays(&mut balances, AllocationBalance { allocation: put.allocation, payment: put.payment, invoice: put.invoice, amount_cents });
        }
        for received in &self.payments {
            let Some(invoice) = received.invoice else { continue };
            let (Some(from), Some(to)) = (self.payment_place(received.payment), self.invoice_place(invoice)) else { continue };
            if received.released_on.is_some_and(|released_on| released_on <= day) {
                continue;
            }
            let amount_cents = balances.left_of(from).min(balances.owed_at(to));
            if 0 < amount_cents {
                let allocation = AllocationId(received.payment.0);
                self.pays(&mut balances, AllocationBalance { allocation, payment: received.payment, invoice: Some(invoice), amount_cents });
            }
            let over = balances.left_of(from);
            if let Some(balance) = balances.invoices.get_mut(to) {
                balance.over_cents = balance.over_cents.saturating_add(over);
            }
        }
        balances
    }

    /// The balances before anything pays anything.
    fn untouched(&self, day: Date) -> Balances {
        let mut wrong = Vec::new();
        let invoices = self.charged.iter().map(|charged| {
            let sum = charged.credits.iter().filter(|(on, _)| *on <= day).fold(0, |sum: u64, (_, cents)| sum.saturating_add((*cents).into()));
            if let Some(over_cents) = sum.checked_sub(charged.total_cents).filter(|over| 0 < *over) {
                wrong.push(Wrong::CreditedOver { invoice: charged.invoice, over_cents });
            }
            let credited_cents = sum.min(charged.total_cents);
            let owed_cents = charged.total_cents.saturating_sub(credited_cents);
            let (invoice, total_cents) = (charged.invoice, charged.total_cents);
            InvoiceBalance { invoice, total_cents, credited_cents, allocated_cents: 0, owed_cents, over_cents: 0 }
        });
        let invoices = invoices.collect();
        let payments = self.payments.iter().map(|received| {
            let received_cents = if received.on <= day { u64::from(received.amount_cents) } else { 0 };
            let gone = received.gone_cents(day);
            if received_cents < gone {
                wrong.push(Wrong::ReturnedOver { payment: received.payment, received_cents, returned_cents: gone });
            }
            let returned_cents = gone.min(received_cents);
            let unallocated_cents = received_cents.saturating_sub(returned_cents);
            PaymentBalance { payment: received.payment, received_cents, allocated_cents: 0, returned_cents, unallocated_cents }
        });
        let payments = payments.collect();
        Balances { invoices, payments, allocations: Vec::with_capacity(self.payments.len()), wrong }
    }

    fn pays(&self, balances: &mut Balances, paid: AllocationBalance) {
        if let Some(payment) = self.payment_place(paid.payment).and_then(|place| balances.payments.get_mut(place)) {
            payment.allocated_cents = payment.allocated_cents.saturating_add(paid.amount_cents);
            payment.unallocated_cents = payment.unallocated_cents.saturating_sub(paid.amount_cents);
        }
        if let Some(invoice) = paid.invoice.and_then(|invoice| self.invoice_place(invoice)).and_then(|place| balances.invoices.get_mut(place)) {
            invoice.allocated_cents = invoice.allocated_cents.saturating_add(paid.amount_cents);
            invoice.owed_cents = invoice.owed_cents.saturating_sub(paid.amount_cents);
        }
        balances.allocations.push(paid);
    }
}

impl Balances {
    fn left_of(&self, place: usize) -> u64 {
        self.payments.get(place).map_or(0, |payment| payment.unallocated_cents)
    }

    fn owed_at(&self, place: usize) -> u64 {
        self.invoices.get(place).map_or(0, |invoice| invoice.owed_cents)
    }
}

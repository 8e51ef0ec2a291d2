//! What may be done with money: how much of it can be put, credited and sent back.

use crate::calendar::Date;
use crate::ids::{AllocationId, InvoiceId, PaymentId};
use crate::problem::MemberError;

use super::Ledger;

/// What is wrong with putting so much of a payment to an invoice; none where it fits. Amounts in US cents.
pub fn check_allocation(amount_cents: u32, unallocated_cents: u64, owed_cents: u64) -> Option<MemberError> {
    let most = unallocated_cents.min(owed_cents);
    let detail = || {
        format!("is {amount_cents}: put at least 1 and at most {most}; {unallocated_cents} of the payment are unallocated, and {owed_cents} are owed")
    };
    (!fits(amount_cents, most)).then(|| MemberError::new("amount_cents", detail()))
}

/// What is wrong with sending so much of a payment back; none where it fits.
pub fn check_refund(amount_cents: u32, refundable_cents: u64) -> Option<MemberError> {
    let detail = || format!("is {amount_cents}: refund at least 1 and at most what is there for it, {refundable_cents}");
    (!fits(amount_cents, refundable_cents)).then(|| MemberError::new("amount_cents", detail()))
}

/// What is wrong with a credit note over so much; none where it fits.
pub fn check_credit(amount_cents: u32, creditable_cents: u64) -> Option<MemberError> {
    let detail = || format!("is {amount_cents}: credit at least 1 and at most what the lines still hold, {creditable_cents}");
    (!fits(amount_cents, creditable_cents)).then(|| MemberError::new("amount_cents", detail()))
}

fn fits(amount_cents: u32, most: u64) -> bool {
    (1..=most).contains(&u64::from(amount_cents))
}

impl Ledger {
    /// What of an invoice can be credited at the end of this day: what its lines hold, less what was credited and what
    /// staff put to it. What payments pay of themselves gives way, and is then unallocated.
    pub fn creditable_cents(&self, invoice: InvoiceId, day: Date) -> u64 {
        let balances = self.balances(day);
        let Some(balance) = balances.invoice(invoice) else { return 0 };
        let put = balances.allocations.iter().filter(|paid| paid.invoice == Some(invoice) && paid.allocation.0 != paid.payment.0);
        let put = put.fold(0, |sum: u64, paid| sum.saturating_add(paid.amount_cents));
        balance.total_cents.saturating_sub(balance.credited_cents).saturating_sub(put)
    }

    /// What of a payment can go back at the end of this day: what is unallocated, and what it pays of itself of an
    /// invoice whose application was refused (Q22).
    pub fn refundable_cents(&self, payment: PaymentId, day: Date, is_refused: impl Fn(InvoiceId) -> bool) -> u64 {
        let balances = self.balances(day);
        let unallocated_cents = balances.payment(payment).map_or(0, |balance| balance.unallocated_cents);
        let of_itself = balances.allocations.iter().filter(|paid| paid.allocation == AllocationId(payment.0));
        of_itself.filter(|paid| paid.invoice.is_some_and(&is_refused)).fold(unallocated_cents, |sum, paid| sum.saturating_add(paid.amount_cents))
    }

    /// What staff put of a payment and stands at the end of this day.
    pub fn put_of(&self, payment: PaymentId, day: Date) -> impl Iterator<Item = &super::Allocated> {
        let stands = move |put: &&super::Allocated| put.on <= day && put.released_on.is_none_or(|released_on| day < released_on);
        self.allocations.iter().filter(move |put| put.payment == payment).filter(stands)
    }
}

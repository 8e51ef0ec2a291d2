//! The books: every cent that was charged or received, as entries that the facts hold, and what follows from them for
//! each invoice and each payment. [`Ledger`] is the one place that adds up money; what does not add up is told by
//! [`Ledger::findings`] and never hidden. Amounts are integer US cents, sums are of 64 bits, which entries of 32 do not fill.

mod balances;
mod entry;
mod house;
mod ledger;
mod number;
mod payouts;
mod rules;
mod wire;
mod wrong;

pub use balances::{AllocationBalance, Balances, InvoiceBalance, PaymentBalance, Totals};
pub use entry::{Entry, MONEY_KINDS, What, entries, is_of_money};
pub use house::{Found, House, Report};
pub use ledger::{Allocated, Charged, Ledger, Received, RefundRecord, refunded_cents};
pub use number::{DocumentNumber, NumberError, NumberSeries, Series};
pub use payouts::{
    BothSides, Moved, Movement, PAYOUT_REPORT_BYTES_MAX, PayoutComparison, PayoutDay, PayoutDays, PayoutDifference, compare_payouts, days_of,
};
pub use rules::{check_allocation, check_credit, check_refund};
pub use wire::{
    AllocatePayment, BookFinding, BookedAllocation, BookedPayment, BookedPayments, BookedRefund, Books, CreditInvoice, NumberedDocument, OwedSince,
    PaymentOrder, PaymentPart, RecordUnassignedPayment, RefundPayment, RefundState, RefundUnderWay, ReleaseAllocation, RevenueOfMonth,
    ReversePayment, SENT_BY_CHARS_MAX,
};
pub use wrong::Wrong;

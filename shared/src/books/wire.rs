//! The wire bodies of what staff do with money. Amounts are US cents.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::ids::{AllocationId, InvoiceId, OrderId, PaymentId, PersonId, RefundId};
use crate::invoices::{Charge, PaymentMethod};

use super::DocumentNumber;

/// The longest note of who sent money, in characters.
pub const SENT_BY_CHARS_MAX: usize = 500;

/// Says that a check or a transfer came to nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReversePayment {
    /// Why, for the records.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Records money of which nobody knows what it is for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordUnassignedPayment {
    /// `check` or `transfer`.
    pub method: PaymentMethod,
    /// How much, in US cents.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub amount_cents: u32,
    /// The number of the check or the transfer.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub reference: String,
    /// The day it was received: today or earlier, and at most 6 months ago.
    pub received_on: Date,
    /// Who sent it, as far as it is known; kept as a note.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub sent_by: String,
}

/// Puts unallocated money of a payment to an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllocatePayment {
    /// The invoice, of anyone; it is open.
    pub invoice_id: InvoiceId,
    /// How much, in US cents: at most what is unallocated, and what is owed.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub amount_cents: u32,
}

/// Takes money back from the invoice to which it was put.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleaseAllocation {
    /// Why, for the records.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Lowers what is owed for an invoice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreditInvoice {
    /// By how much, in US cents: at most what the lines still hold.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub amount_cents: u32,
    /// Why, for the records.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Sends money back to who paid it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundPayment {
    /// How much, in US cents: at most what is there for it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub amount_cents: u32,
    /// The number of the check by which it goes. Absent where it goes back to the card.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub check_number: Option<String>,
    /// Why, for the records.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

macro_rules! says_nothing {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            /// It holds what someone wrote, perhaps about a person.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )+};
}

says_nothing!(ReversePayment, RecordUnassignedPayment, ReleaseAllocation, CreditInvoice, RefundPayment, BookedPayment);

/// The purchase order for which a payment came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentOrder {
    /// The order.
    pub id: OrderId,
    /// The number under which it was issued.
    pub number: Option<DocumentNumber>,
    /// Who paid.
    pub buyer_name: String,
}

/// A payment as the books have it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookedPayment {
    /// The payment.
    pub id: PaymentId,
    /// The number of its receipt; null where it was recorded before there were numbers.
    pub number: Option<DocumentNumber>,
    /// Who paid; null of money of which nobody knows what it is for.
    pub person_id: Option<PersonId>,
    /// That person's name.
    pub person_name: Option<String>,
    /// For which invoice it came.
    pub invoice_id: Option<InvoiceId>,
    /// For which purchase order it came.
    pub order: Option<PaymentOrder>,
    /// How it came.
    pub method: PaymentMethod,
    /// How much came.
    pub amount_cents: u32,
    /// The number of the check or the transfer.
    pub reference: Option<String>,
    /// The day it was received.
    pub received_on: Date,
    /// The day it was reversed.
    pub reversed_on: Option<Date>,
    /// Who sent it, where nobody knows what it is for.
    pub sent_by: Option<String>,
    /// What of it pays invoices.
    pub allocated_cents: u64,
    /// What of it went back, or never was there.
    pub returned_cents: u64,
    /// What of it pays nothing.
    pub unallocated_cents: u64,
    /// What of it can go back now: less than is unallocated where a refund is on its way.
    pub refundable_cents: u64,
    /// Whether it goes back to the card; by check where not.
    pub refunds_to_card: bool,
    /// Whether a refund to the card failed: then it may go back by check, too.
    pub card_refund_failed: bool,
    /// What it pays.
    pub allocations: Vec<BookedAllocation>,
    /// What of it went back or is on its way.
    pub refunds: Vec<BookedRefund>,
}

/// What a payment pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookedAllocation {
    /// The allocation; of what a payment pays of itself, the payment's id.
    pub id: AllocationId,
    /// Which invoice.
    pub invoice_id: InvoiceId,
    /// How much.
    pub amount_cents: u64,
}

/// Which payments staff look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaymentPart {
    /// Those of which something pays nothing.
    Unallocated,
}

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RefundState {
    /// It waits to be sent to where cards are charged.
    Queued,
    /// It was sent, and nothing is told of it yet.
    Sent,
    /// It went back.
    Made,
    /// It did not arrive, or could not be sent: the money is here.
    Failed,
}

impl RefundState {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Made => "made",
            Self::Failed => "failed",
        }
    }
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookedRefund {
    /// The refund.
    pub id: RefundId,
    /// How much.
    pub amount_cents: u32,
    /// Where it stands.
    pub state: RefundState,
    /// The day of it.
    pub on: Date,
    /// What went wrong, where something did.
    pub failure: Option<String>,
}

/// The payments that came for an invoice or pay it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookedPayments {
    /// The payments, by day.
    pub items: Vec<BookedPayment>,
    /// What a credit note can still take from the invoice.
    pub creditable_cents: u64,
}

/// Something that does not add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookFinding {
    /// A stable name.
    pub code: String,
    /// A sentence.
    pub sentence: String,
    /// In whose books; null where it is of the house.
    pub person_id: Option<PersonId>,
}

/// A refund on its way, or one that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundUnderWay {
    /// Of which payment.
    pub payment_id: PaymentId,
    /// Whose that is.
    pub person_id: PersonId,
    /// Their name.
    pub person_name: String,
    /// The refund.
    pub refund: BookedRefund,
}

/// What has a number: an invoice its own, an order that of its invoice; a receipt its payment, and with it the invoice or
/// the order for which that came, where that is known; a credit note its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumberedDocument {
    /// The number.
    pub number: DocumentNumber,
    /// The invoice of a person.
    pub invoice_id: Option<InvoiceId>,
    /// The purchase order of an institution.
    pub order_id: Option<OrderId>,
    /// The payment.
    pub payment_id: Option<PaymentId>,
}

/// What is owed for invoices of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwedSince {
    /// The month in which they were issued, as `2026-11`.
    pub month: String,
    /// How many are open.
    pub invoices: u64,
    /// What is owed for them.
    pub owed_cents: u64,
}

/// What came in a month and pays invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevenueOfMonth {
    /// The month in which it was received, as `2026-11`.
    pub month: String,
    /// What for.
    pub kind: Charge,
    /// How much.
    pub amount_cents: u64,
}

/// The books as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Books {
    /// The day.
    pub as_of: Date,
    /// What does not add up, at most a thousand.
    pub findings: Vec<BookFinding>,
    /// How much that is in all.
    pub findings_total: u64,
    /// What was charged.
    pub charged_cents: u64,
    /// What was credited of it.
    pub credited_cents: u64,
    /// What was received.
    pub received_cents: u64,
    /// What pays invoices.
    pub allocated_cents: u64,
    /// What went back, or never was there.
    pub returned_cents: u64,
    /// What pays nothing.
    pub unallocated_cents: u64,
    /// The payments that are not allocated in full, at most a hundred.
    pub unallocated: Vec<BookedPayment>,
    /// How many those are in all.
    pub unallocated_total: u64,
    /// Refunds on their way, and those that failed.
    pub refunds: Vec<RefundUnderWay>,
    /// What is owed for open invoices, by the month in which they were issued.
    pub owed: Vec<OwedSince>,
    /// What came and pays invoices, by month and kind.
    pub revenue: Vec<RevenueOfMonth>,
}

//! What does not add up.

use std::fmt;

use crate::ids::{AllocationId, CreditId, InvoiceId, PaymentId, RefundId};
use crate::text::dollars;

use super::DocumentNumber;

/// Something that does not add up; amounts in US cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// An invoice is over more than can be written on one.
    InvoiceTooLarge { invoice: InvoiceId, total_cents: u64 },
    /// An invoice was issued twice under one id.
    InvoiceTwice { invoice: InvoiceId },
    /// Money was recorded twice under one id.
    PaymentTwice { payment: PaymentId },
    /// An allocation was recorded twice under one id, or its two sides say different things.
    AllocationTwice { allocation: AllocationId },
    /// One side of an allocation between two people is missing.
    AllocationOneSided { allocation: AllocationId },
    /// A refund was recorded twice under one id.
    RefundTwice { refund: RefundId },
    /// A credit note was recorded twice under one id.
    CreditTwice { credit: CreditId },
    /// Money came for an invoice that is not in the books of whom it is about.
    InvoiceUnknown { payment: PaymentId, invoice: InvoiceId },
    /// A credit note is for an invoice that is not there.
    CreditUnknown { credit: CreditId, invoice: InvoiceId },
    /// A refund or a reversal is of money that is not there.
    PaymentUnknown { payment: PaymentId },
    /// An allocation puts money of a payment, or to an invoice, that is not there.
    AllocationUnknown { allocation: AllocationId },
    /// What was taken back was never put anywhere.
    ReleaseUnknown { allocation: AllocationId },
    /// A refund failed that was never made.
    RefundUnknown { refund: RefundId },
    /// More went back of a payment than came.
    ReturnedOver { payment: PaymentId, received_cents: u64, returned_cents: u64 },
    /// An allocation puts more than the payment has left.
    AllocationWithoutMoney { allocation: AllocationId, payment: PaymentId, missing_cents: u64 },
    /// An allocation puts more to an invoice than is charged.
    InvoiceOverAllocated { allocation: AllocationId, invoice: InvoiceId, over_cents: u64 },
    /// More was credited than the lines hold.
    CreditedOver { invoice: InvoiceId, over_cents: u64 },
    /// Numbers that were never given.
    NumbersMissing { first: DocumentNumber, last: DocumentNumber },
    /// A number that was given twice.
    NumberTwice { number: DocumentNumber },
    /// A number that no series has.
    NumberOutside { number: DocumentNumber },
}

impl Wrong {
    /// A stable name.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvoiceTooLarge { .. } => "invoice_too_large",
            Self::InvoiceTwice { .. } => "invoice_twice",
            Self::PaymentTwice { .. } => "payment_twice",
            Self::AllocationTwice { .. } => "allocation_twice",
            Self::AllocationOneSided { .. } => "allocation_one_sided",
            Self::RefundTwice { .. } => "refund_twice",
            Self::CreditTwice { .. } => "credit_twice",
            Self::InvoiceUnknown { .. } => "invoice_unknown",
            Self::CreditUnknown { .. } => "credit_unknown",
            Self::PaymentUnknown { .. } => "payment_unknown",
            Self::AllocationUnknown { .. } => "allocation_unknown",
            Self::ReleaseUnknown { .. } => "release_unknown",
            Self::RefundUnknown { .. } => "refund_unknown",
            Self::ReturnedOver { .. } => "returned_over",
            Self::AllocationWithoutMoney { .. } => "allocation_without_money",
            Self::InvoiceOverAllocated { .. } => "invoice_over_allocated",
            Self::CreditedOver { .. } => "credited_over",
            Self::NumbersMissing { .. } => "numbers_missing",
            Self::NumberTwice { .. } => "number_twice",
            Self::NumberOutside { .. } => "number_outside",
        }
    }
}

impl fmt::Display for Wrong {
    /// One sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvoiceTooLarge { invoice, total_cents } => {
                write!(f, "Invoice {invoice} is over {}: more than an invoice holds.", dollars(*total_cents))
            }
            Self::InvoiceTwice { invoice } => write!(f, "Invoice {invoice} is in the books twice."),
            Self::PaymentTwice { payment } => write!(f, "Payment {payment} is in the books twice."),
            Self::AllocationTwice { allocation } => write!(f, "Allocation {allocation} is in the books twice, or its two sides differ."),
            Self::AllocationOneSided { allocation } => write!(f, "Allocation {allocation} is between two people, and one of its sides is missing."),
            Self::RefundTwice { refund } => write!(f, "Refund {refund} is in the books twice."),
            Self::CreditTwice { credit } => write!(f, "Credit note {credit} is in the books twice."),
            Self::InvoiceUnknown { payment, invoice } => write!(f, "Payment {payment} is for invoice {invoice}, which is not there."),
            Self::CreditUnknown { credit, invoice } => write!(f, "Credit note {credit} is for invoice {invoice}, which is not there."),
            Self::PaymentUnknown { payment } => write!(f, "Something went back of payment {payment}, which is not there."),
            Self::AllocationUnknown { allocation } => write!(f, "Allocation {allocation} is of a payment, or to an invoice, that is not there."),
            Self::ReleaseUnknown { allocation } => write!(f, "Allocation {allocation} was taken back and is not there."),
            Self::RefundUnknown { refund } => write!(f, "Refund {refund} failed and was never made."),
            Self::ReturnedOver { payment, received_cents, returned_cents } => {
                write!(f, "Of payment {payment}, {} came and {} went back.", dollars(*received_cents), dollars(*returned_cents))
            }
            Self::AllocationWithoutMoney { allocation, payment, missing_cents } => {
                write!(f, "Allocation {allocation} puts {} more than payment {payment} has left.", dollars(*missing_cents))
            }
            Self::InvoiceOverAllocated { allocation, invoice, over_cents } => {
                write!(f, "Allocation {allocation} puts {} more to invoice {invoice} than is charged.", dollars(*over_cents))
            }
            Self::CreditedOver { invoice, over_cents } => {
                write!(f, "Invoice {invoice} is credited {} more than its lines hold.", dollars(*over_cents))
            }
            Self::NumbersMissing { first, last } if first == last => write!(f, "Number {first} is missing."),
            Self::NumbersMissing { first, last } => write!(f, "The numbers from {first} to {last} are missing."),
            Self::NumberTwice { number } => write!(f, "Number {number} was given twice."),
            Self::NumberOutside { number } => write!(f, "Number {number} is of no series."),
        }
    }
}

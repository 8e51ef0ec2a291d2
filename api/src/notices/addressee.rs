//! Where a notice goes that is sent again.

use shared::notices::NoticeKind;

/// Whose address counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Addressee {
    /// The account's, as it is by then: it may have been corrected.
    Account,
    /// The one that it was written for and no other: what it says or opens is for that mailbox.
    Mailbox,
    /// The programme's, as it is configured by then.
    Programme,
}

/// Whose address counts for a notice of this kind.
pub(super) const fn addressee(kind: NoticeKind) -> Addressee {
    match kind {
        // A link in them opens something, or they are for the address that an account leaves.
        NoticeKind::AddressConfirmation
        | NoticeKind::PasswordReset
        | NoticeKind::EmailChangeAsked
        | NoticeKind::EmailChangeConfirmation
        | NoticeKind::EmailChanged
        | NoticeKind::AccountDeleted
        | NoticeKind::HoursAsked
        | NoticeKind::OrderInvitation
        | NoticeKind::Earlier
        | NoticeKind::Other => Addressee::Mailbox,
        NoticeKind::ContactMessage | NoticeKind::StaffNotice => Addressee::Programme,
        NoticeKind::AlreadyRegistered
        | NoticeKind::PasswordChanged
        | NoticeKind::NameChanged
        | NoticeKind::SecondStepOn
        | NoticeKind::CodesTried
        | NoticeKind::SecondStepOff
        | NoticeKind::Certified
        | NoticeKind::ApplicationReceived
        | NoticeKind::ApplicationAccepted
        | NoticeKind::ApplicationRefused
        | NoticeKind::InformationRequested
        | NoticeKind::MembershipUnconfirmed
        | NoticeKind::PaymentReversed
        | NoticeKind::PaymentAllocated
        | NoticeKind::AllocationReleased
        | NoticeKind::InvoiceCredited
        | NoticeKind::RefundFailed
        | NoticeKind::PaymentReturned
        | NoticeKind::PaymentReceived
        | NoticeKind::PaymentTakenBack
        | NoticeKind::InvoiceReminder
        | NoticeKind::OrderIssued
        | NoticeKind::OrderReminder
        | NoticeKind::OrderPaid
        | NoticeKind::OrderCredited
        | NoticeKind::OrderPaymentReversed
        | NoticeKind::OrderPaymentReturned => Addressee::Account,
    }
}

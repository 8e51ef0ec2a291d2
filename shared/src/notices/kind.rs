//! Which notices there are.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident = $name:literal,)+) => {
        /// Which notice it is: what happened that somebody is told of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum NoticeKind {
            $($(#[doc = $doc])+ $kind,)+
            /// A notice that this version does not know.
            #[serde(other)]
            Other,
        }

        impl NoticeKind {
            /// All that this version sends or has sent.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The name on the wire, and of its template.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                    Self::Other => "other",
                }
            }

            /// The kind of this name; [`Self::Other`] where this version knows none.
            pub fn of(name: &str) -> Self {
                Self::ALL.iter().copied().find(|kind| kind.name() == name).unwrap_or(Self::Other)
            }
        }
    };
}

kinds! {
    /// Somebody registered with the address: it is to be confirmed.
    AddressConfirmation = "address_confirmation",
    /// Somebody registered with the address of an account.
    AlreadyRegistered = "already_registered",
    /// Somebody asked to set a new password.
    PasswordReset = "password_reset",
    /// The password was changed.
    PasswordChanged = "password_changed",
    /// The name was changed.
    NameChanged = "name_changed",
    /// Another address is asked for; to the old one.
    EmailChangeAsked = "email_change_asked",
    /// Another address is asked for; to the new one, to be confirmed.
    EmailChangeConfirmation = "email_change_confirmation",
    /// The address was changed; to the old one.
    EmailChanged = "email_changed",
    /// The second step of signing in was set up.
    SecondStepOn = "second_step_on",
    /// Somebody who knows the password tried codes of the second step.
    CodesTried = "codes_tried",
    /// The second step of signing in was removed.
    SecondStepOff = "second_step_off",
    /// The account was deleted.
    AccountDeleted = "account_deleted",
    /// A certificate was issued.
    Certified = "certified",
    /// An application arrived.
    ApplicationReceived = "application_received",
    /// An application was accepted.
    ApplicationAccepted = "application_accepted",
    /// Staff ask an applicant for more.
    InformationRequested = "information_requested",
    /// A supervisor is asked whether hours are right.
    HoursAsked = "hours_asked",
    /// A membership could not be confirmed, and the difference to the full fee is invoiced.
    MembershipUnconfirmed = "membership_unconfirmed",
    /// An application was refused.
    ApplicationRefused = "application_refused",
    /// Money was received: the receipt.
    PaymentReceived = "payment_received",
    /// A card payment was taken back for a dispute.
    PaymentTakenBack = "payment_taken_back",
    /// A check or a transfer did not go through.
    PaymentReversed = "payment_reversed",
    /// Money that had come was put to an invoice.
    PaymentAllocated = "payment_allocated",
    /// Money that had paid an invoice pays it no more.
    AllocationReleased = "allocation_released",
    /// Less is owed for an invoice.
    InvoiceCredited = "invoice_credited",
    /// Money is sent back.
    PaymentReturned = "payment_returned",
    /// Money that was to go back to a card did not arrive.
    RefundFailed = "refund_failed",
    /// An invoice is still owed.
    InvoiceReminder = "invoice_reminder",
    /// A purchase order was issued; to who orders for the buyer.
    OrderIssued = "order_issued",
    /// The invoice of a purchase order is still owed.
    OrderReminder = "order_reminder",
    /// An institution pays for somebody, who is invited to apply.
    OrderInvitation = "order_invitation",
    /// A purchase order is paid in full.
    OrderPaid = "order_paid",
    /// Lines of a purchase order were credited.
    OrderCredited = "order_credited",
    /// A check or a transfer for a purchase order did not go through.
    OrderPaymentReversed = "order_payment_reversed",
    /// Money that came for a purchase order is sent back; to who orders for the buyer.
    OrderPaymentReturned = "order_payment_returned",
    /// Somebody wrote to the programme.
    ContactMessage = "contact_message",
    /// The programme's mailbox is told of something that staff should know.
    StaffNotice = "staff_notice",
    /// A mail that an earlier version queued.
    Earlier = "earlier",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name() {
        for &kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::of(kind.name()), kind);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        assert_eq!(NoticeKind::of("pigeon"), NoticeKind::Other);
    }
}

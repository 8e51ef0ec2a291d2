//! Identifiers: one type per noun, so that one cannot be passed for another. All are UUIDs; what makes them is the
//! server's business.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Uuid, examples("01993e5c-6f00-7cc2-8000-0242ac120002")))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A person: a candidate, a holder, someone of the staff.
    PersonId,
    /// An account: what signs in.
    AccountId,
    /// An act: one thing that someone did, with its facts.
    ActId,
    /// A fact.
    FactId,
    /// An application.
    ApplicationId,
    /// An invoice.
    InvoiceId,
    /// A payment.
    PaymentId,
    /// A refund: money that went back.
    RefundId,
    /// An allocation: money of a payment that pays an invoice.
    AllocationId,
    /// A credit note.
    CreditId,
    /// A buyer: an institution that pays for people by purchase orders.
    BuyerId,
    /// A purchase order.
    OrderId,
    /// A line of a purchase order: one person.
    OrderLineId,
    /// A course.
    CourseId,
    /// The approval of a course for one set.
    ApprovalId,
    /// A recognition agreement.
    AgreementId,
    /// A completion: one course, one set, one day.
    CompletionId,
    /// A portfolio.
    PortfolioId,
    /// A graduation from a recognised programme.
    GraduationId,
    /// An activity of continuing education.
    ActivityId,
    /// A renewal.
    RenewalId,
    /// A certificate (its number is public; its id is not shown to strangers).
    CertificateId,
    /// A partner institution: what calls the API for a provider of courses.
    PartnerId,
    /// A course that a partner proposes.
    ProposalId,
    /// A file that goes with an application.
    EvidenceId,
    /// A supervisor asked to confirm hours.
    ConfirmationId,
    /// A notice: one mail of the programme's.
    NoticeId,
}

//! What there is to tell, with all that its template is filled in with: the one list of what the programme says.

use chrono::TimeDelta;
use serde::Serialize;
use shared::confirmations::CONFIRMATION_DAYS;
use shared::ids::{ApplicationId, InvoiceId, OrderId};
use shared::notices::NoticeKind;

use crate::accounts::{CONFIRM_HOURS, RESET_HOURS};

/// Something to tell. The members are the variables of its template. Amounts and days are in words already; what people
/// typed stands as they typed it, and becomes neither markup nor a link. [`NoticeKind`] says what each tells of.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Telling {
    /// Whoever registered may be a stranger to the address's owner: nothing that they typed is said.
    AddressConfirmation {
        token: String,
    },
    AlreadyRegistered {
        name: String,
    },
    PasswordReset {
        name: String,
        token: String,
    },
    PasswordChanged {
        name: String,
    },
    NameChanged {
        name: String,
    },
    EmailChangeAsked {
        name: String,
    },
    EmailChangeConfirmation {
        name: String,
        token: String,
    },
    EmailChanged {
        name: String,
    },
    SecondStepOn {
        name: String,
    },
    CodesTried {
        name: String,
    },
    SecondStepOff {
        name: String,
    },
    AccountDeleted {},
    Certified {
        name: String,
        number: String,
    },
    ApplicationReceived {
        name: String,
        application: ApplicationId,
        invoice: InvoiceId,
        fee: String,
    },
    /// With the day of admission, where the fee is paid.
    ApplicationAccepted {
        name: String,
        invoice: InvoiceId,
        admitted_on: Option<String>,
    },
    ApplicationRefused {
        name: String,
        application: ApplicationId,
        reason: String,
    },
    InformationRequested {
        name: String,
        application: ApplicationId,
        question: String,
    },
    /// With the invoice over the difference to the full fee.
    MembershipUnconfirmed {
        name: String,
        invoice: InvoiceId,
        amount: String,
        reason: String,
    },
    /// To a supervisor, who has no account; `applicant` asks.
    HoursAsked {
        supervisor: String,
        applicant: String,
        token: String,
        answer_by: String,
    },
    /// `rest` is what is owed yet, or what came beyond.
    PaymentReceived {
        name: String,
        amount: String,
        received_on: String,
        invoice: InvoiceId,
        outcome: PaymentOutcome,
        rest: String,
    },
    /// With what is owed again, if anything.
    PaymentTakenBack {
        name: String,
        invoice: InvoiceId,
        owed: Option<String>,
        is_admitted: bool,
    },
    /// With what is owed again, if anything.
    PaymentReversed {
        name: String,
        invoice: InvoiceId,
        owed: Option<String>,
        is_admitted: bool,
    },
    /// With what is owed yet, if anything.
    PaymentAllocated {
        name: String,
        invoice: InvoiceId,
        amount: String,
        owed: Option<String>,
    },
    /// With what is owed again, if anything.
    AllocationReleased {
        name: String,
        invoice: InvoiceId,
        amount: String,
        owed: Option<String>,
        is_admitted: bool,
    },
    /// With what is owed yet, if anything.
    InvoiceCredited {
        name: String,
        invoice: InvoiceId,
        amount: String,
        owed: Option<String>,
    },
    /// By a check of this number, or to the card.
    PaymentReturned {
        name: String,
        amount: String,
        check_number: Option<String>,
    },
    RefundFailed {
        name: String,
        amount: String,
    },
    InvoiceReminder {
        name: String,
        invoice: InvoiceId,
        application: ApplicationId,
        owed: String,
        issued_on: String,
        is_last: bool,
    },
    /// To who orders for the buyer.
    OrderIssued {
        name: String,
        buyer: String,
        order: OrderId,
        number: String,
        amount: String,
        people: usize,
        apply_by: String,
    },
    /// The last of an order says so.
    OrderReminder {
        name: String,
        buyer: String,
        order: OrderId,
        number: String,
        owed: String,
        issued_on: String,
        is_last: bool,
    },
    /// To an address that a buyer named; what opens it works for so many days.
    OrderInvitation {
        name: String,
        buyer: String,
        amount: String,
        token: String,
        apply_by: String,
        #[serde(skip)]
        days: i64,
    },
    /// With what came beyond, if anything.
    OrderPaid {
        name: String,
        order: OrderId,
        number: String,
        amount: String,
        over: Option<String>,
    },
    /// `note` is the number of the credit note, `owed` what is owed for the order yet.
    OrderCredited {
        name: String,
        order: OrderId,
        number: String,
        note: String,
        people: usize,
        amount: String,
        owed: Option<String>,
        why: WhyCredited,
        reason: Option<String>,
    },
    /// With what is owed again, if anything.
    OrderPaymentReversed {
        name: String,
        order: OrderId,
        number: String,
        amount: String,
        owed: Option<String>,
    },
    /// By the check of this number, with what is owed for the order now, if anything.
    OrderPaymentReturned {
        name: String,
        order: OrderId,
        number: String,
        amount: String,
        check_number: String,
        owed: Option<String>,
    },
    ContactMessage {
        name: String,
        email: String,
        subject: String,
        message: String,
    },
    /// `path` is an address of the app.
    StaffNotice {
        subject: String,
        words: String,
        path: String,
    },
}

/// What a payment led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentOutcome {
    /// The application was refused: it goes back.
    Refused,
    /// More came than was owed.
    Over,
    /// All is paid, and the applicant admitted.
    Admitted,
    /// All is paid.
    Paid,
    /// Something is owed yet.
    Owed,
}

/// Why lines of an order were credited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyCredited {
    /// Staff said so.
    ByStaff,
    /// The application was refused.
    Refused,
    /// Nobody applied by the day that was set.
    NotApplied,
}

impl Telling {
    /// Which notice it is.
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::AddressConfirmation { .. } => NoticeKind::AddressConfirmation,
            Self::AlreadyRegistered { .. } => NoticeKind::AlreadyRegistered,
            Self::PasswordReset { .. } => NoticeKind::PasswordReset,
            Self::PasswordChanged { .. } => NoticeKind::PasswordChanged,
            Self::NameChanged { .. } => NoticeKind::NameChanged,
            Self::EmailChangeAsked { .. } => NoticeKind::EmailChangeAsked,
            Self::EmailChangeConfirmation { .. } => NoticeKind::EmailChangeConfirmation,
            Self::EmailChanged { .. } => NoticeKind::EmailChanged,
            Self::SecondStepOn { .. } => NoticeKind::SecondStepOn,
            Self::CodesTried { .. } => NoticeKind::CodesTried,
            Self::SecondStepOff { .. } => NoticeKind::SecondStepOff,
            Self::AccountDeleted {} => NoticeKind::AccountDeleted,
            Self::Certified { .. } => NoticeKind::Certified,
            Self::ApplicationReceived { .. } => NoticeKind::ApplicationReceived,
            Self::ApplicationAccepted { .. } => NoticeKind::ApplicationAccepted,
            Self::ApplicationRefused { .. } => NoticeKind::ApplicationRefused,
            Self::InformationRequested { .. } => NoticeKind::InformationRequested,
            Self::MembershipUnconfirmed { .. } => NoticeKind::MembershipUnconfirmed,
            Self::HoursAsked { .. } => NoticeKind::HoursAsked,
            Self::PaymentReversed { .. } => NoticeKind::PaymentReversed,
            Self::PaymentAllocated { .. } => NoticeKind::PaymentAllocated,
            Self::AllocationReleased { .. } => NoticeKind::AllocationReleased,
            Self::RefundFailed { .. } => NoticeKind::RefundFailed,
            Self::InvoiceCredited { .. } => NoticeKind::InvoiceCredited,
            Self::PaymentReturned { .. } => NoticeKind::PaymentReturned,
            Self::PaymentReceived { .. } => NoticeKind::PaymentReceived,
            Self::PaymentTakenBack { .. } => NoticeKind::PaymentTakenBack,
            Self::InvoiceReminder { .. } => NoticeKind::InvoiceReminder,
            Self::OrderIssued { .. } => NoticeKind::OrderIssued,
            Self::OrderReminder { .. } => NoticeKind::OrderReminder,
            Self::OrderInvitation { .. } => NoticeKind::OrderInvitation,
            Self::OrderPaid { .. } => NoticeKind::OrderPaid,
            Self::OrderCredited { .. } => NoticeKind::OrderCredited,
            Self::OrderPaymentReversed { .. } => NoticeKind::OrderPaymentReversed,
            Self::OrderPaymentReturned { .. } => NoticeKind::OrderPaymentReturned,
            Self::ContactMessage { .. } => NoticeKind::ContactMessage,
            Self::StaffNotice { .. } => NoticeKind::StaffNotice,
        }
    }

    /// How long a link in it opens something; none where it has no such link.
    pub fn useful_for(&self) -> Option<TimeDelta> {
        match self {
            Self::AddressConfirmation { .. } | Self::EmailChangeConfirmation { .. } => Some(TimeDelta::hours(CONFIRM_HOURS)),
            Self::PasswordReset { .. } => Some(TimeDelta::hours(RESET_HOURS)),
            Self::HoursAsked { .. } => Some(TimeDelta::days(i64::from(CONFIRMATION_DAYS))),
            Self::OrderInvitation { days, .. } => Some(TimeDelta::days(*days)),
            _ => None,
        }
    }
}

impl std::fmt::Debug for Telling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It holds names, what people typed, and links that open something.
        f.write_str("Telling { .. }")
    }
}

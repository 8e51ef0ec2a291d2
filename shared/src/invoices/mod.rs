//! Invoices: what is charged, at the price of the day (Q21), and how it is paid. Amounts are integer US cents.

mod record;
mod state;

use serde::{Deserialize, Serialize};

pub use record::{InvoiceRecord, PaymentRecord, invoice_records};

use crate::books::DocumentNumber;
use crate::calendar::Date;
use crate::ids::{ApplicationId, InvoiceId, PaymentId, PersonId};
use crate::orders::OrderState;
use crate::policies::Policy;
use crate::problem::MemberError;
use crate::text::{self, Lines};

/// The longest number of a check or a transfer, in characters.
pub const REFERENCE_CHARS_MAX: usize = 100;

/// What is charged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Charge {
    /// The application fee.
    ApplicationFee,
    /// The application fee for members of ALA.
    ApplicationFeeMember,
    /// What is left to the full fee where a membership was not confirmed.
    MembershipDifference,
}

impl Charge {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ApplicationFee => "application_fee",
            Self::ApplicationFeeMember => "application_fee_member",
            Self::MembershipDifference => "membership_difference",
        }
    }

    /// The words that stand on the invoice.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ApplicationFee => "Application fee",
            Self::ApplicationFeeMember => "Application fee, ALA member",
            Self::MembershipDifference => "Difference to the application fee without ALA membership",
        }
    }
}

/// One line of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceLine {
    /// What for.
    pub charge: Charge,
    /// How much, in US cents.
    pub amount_cents: u32,
}

/// The lines of an application's invoice at this policy's prices.
///
/// ```
/// use shared::{invoices::application_lines, policies::Policies};
/// let policies = Policies::built_in();
/// let policy = policies.in_force_on("2026-01-01".parse()?);
/// assert_eq!(application_lines(policy, true)[0].amount_cents, 32_500);
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn application_lines(policy: &Policy, ala_member: bool) -> Vec<InvoiceLine> {
    // Q21: membership is judged when the charge is made, and the invoice keeps its price.
    vec![if ala_member {
        InvoiceLine { charge: Charge::ApplicationFeeMember, amount_cents: policy.application_fee_member_cents }
    } else {
        InvoiceLine { charge: Charge::ApplicationFee, amount_cents: policy.application_fee_cents }
    }]
}

/// The lines of the invoice over what a member's application costs more where the membership is not confirmed: at the
/// prices by which the first invoice was made, which keeps its own. Empty where the prices do not differ.
///
/// ```
/// use shared::{invoices::membership_difference_lines, policies::Policies};
/// let policies = Policies::built_in();
/// let lines = membership_difference_lines(policies.in_force_on("2026-01-01".parse()?));
/// assert_eq!(lines[0].amount_cents, 2_500);
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn membership_difference_lines(policy: &Policy) -> Vec<InvoiceLine> {
    let amount_cents = policy.application_fee_cents.saturating_sub(policy.application_fee_member_cents);
    if amount_cents == 0 { Vec::new() } else { vec![InvoiceLine { charge: Charge::MembershipDifference, amount_cents }] }
}

/// How money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaymentMethod {
    /// By card, through the payment gateway.
    Card,
    /// By check.
    Check,
    /// By bank transfer.
    Transfer,
}

impl PaymentMethod {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Check => "check",
            Self::Transfer => "transfer",
        }
    }
}

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum InvoiceState {
    /// Something is owed.
    Open,
    /// Nothing is owed any more: it was paid in full, or credited.
    Paid,
    /// Nothing is owed any more: the application was refused and nothing had been paid, or it was withdrawn before
    /// the invoice was paid in full.
    Void,
    /// Money goes back: the application was refused.
    RefundDue,
}

impl InvoiceState {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Void => "void",
            Self::RefundDue => "refund_due",
        }
    }
}

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invoice {
    /// The invoice.
    pub id: InvoiceId,
    /// Its number; null where it was issued before there were numbers.
    #[serde(default)]
    pub number: Option<DocumentNumber>,
    /// Who owes it.
    pub person_id: PersonId,
    /// That person's name.
    pub person_name: String,
    /// The application that it is for.
    pub application_id: ApplicationId,
    /// The day it was issued.
    pub issued_on: Date,
    /// What is charged.
    pub lines: Vec<InvoiceLine>,
    /// The sum of the lines, in US cents.
    pub total_cents: u32,
    /// What was credited of it, in US cents.
    #[serde(default)]
    pub credited_cents: u32,
    /// What pays it, and what came for it beyond that, in US cents.
    pub paid_cents: u32,
    /// What of that is more than was owed, and pays nothing yet, in US cents.
    #[serde(default)]
    pub over_cents: u32,
    /// What is still owed, in US cents.
    pub owed_cents: u32,
    /// Where it stands.
    pub state: InvoiceState,
    /// What was received, oldest first.
    pub payments: Vec<Payment>,
    /// Whether it can be paid by card here and now.
    pub card_offered: bool,
    /// The purchase order that pays it, or is to pay it once it is paid itself; null without one.
    #[serde(default)]
    pub order: Option<InvoiceOrder>,
}

/// The purchase order of an institution that pays a person's invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoiceOrder {
    /// The number under which it was issued.
    pub number: Option<DocumentNumber>,
    /// Who pays.
    pub buyer_name: String,
    /// Where it stands.
    pub state: OrderState,
}

impl Invoice {
    /// From where money came that was put here of other payments: `From Demo Valley Library District, order 2026-00003`.
    pub fn moved_from(&self) -> String {
        match self.order.as_ref().filter(|order| order.state == OrderState::Paid) {
            Some(order) => {
                let number = order.number.map(|number| format!(", order {number}")).unwrap_or_default();
                format!("From {}{number}", order.buyer_name)
            }
            None => "From another payment".to_owned(),
        }
    }
}

/// A payment that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payment {
    /// The payment.
    pub id: PaymentId,
    /// The number of its receipt; null where it was recorded before there were numbers.
    #[serde(default)]
    pub number: Option<DocumentNumber>,
    /// How it came.
    pub method: PaymentMethod,
    /// How much, in US cents.
    pub amount_cents: u32,
    /// The number of the check or the transfer.
    pub reference: Option<String>,
    /// The day it was received.
    pub received_on: Date,
    /// Whether it was reversed later.
    pub reversed: bool,
    /// What of it went back, in US cents.
    #[serde(default)]
    pub refunded_cents: u32,
}

/// One page of invoices, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvoicePage {
    /// The invoices, oldest first.
    pub items: Vec<Invoice>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// Records a check or a transfer, for an invoice or for a purchase order, which is one once it is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordPayment {
    /// `check` or `transfer`.
    pub method: PaymentMethod,
    /// How much, in US cents; what is more than is owed stays unallocated.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub amount_cents: u32,
    /// The number of the check or the transfer.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub reference: String,
    /// The day it was received: today or earlier, and at most 6 months before the invoice.
    pub received_on: Date,
}

/// How long before the invoice money may have come, in months: banks need not honour an older check.
pub const RECEIVED_AHEAD_MONTHS_MAX: u32 = 6;

/// What is wrong with money recorded today for an invoice of that day; empty for a good record.
pub fn check_payment(payment: &RecordPayment, issued_on: Date, today: Date) -> Vec<MemberError> {
    let RecordPayment { method, amount_cents, reference, received_on } = payment;
    // A check may come with the paper form, before the application and its invoice.
    let errors = check_receipt(*method, *amount_cents, reference, *received_on, today);
    let first = issued_on.months_earlier(RECEIVED_AHEAD_MONTHS_MAX);
    let too_early = || {
        let detail = format!("`{received_on}` lies more than {RECEIVED_AHEAD_MONTHS_MAX} months before the invoice: name a day from `{first}` on");
        MemberError::new("received_on", detail)
    };
    errors.into_iter().chain((*received_on < first).then(too_early)).collect()
}

/// What is wrong with money recorded today, whatever it is for; empty for a good record.
pub fn check_receipt(method: PaymentMethod, amount_cents: u32, reference: &str, received_on: Date, today: Date) -> Vec<MemberError> {
    let mut errors = Vec::new();
    if method == PaymentMethod::Card {
        errors.push(MemberError::new("method", "is `card`: cards are charged by the gateway; record a `check` or a `transfer`"));
    }
    if amount_cents == 0 {
        errors.push(MemberError::new("amount_cents", "is 0: record what was received"));
    }
    errors.extend(text::check("reference", reference, REFERENCE_CHARS_MAX, Lines::One));
    if today < received_on {
        errors.push(MemberError::new("received_on", format!("`{received_on}` lies in the future: record money once it is received")));
    }
    errors
}

/// Where to pay by card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checkout {
    /// The address of the gateway's page; it comes back to the app afterwards.
    pub url: String,
}

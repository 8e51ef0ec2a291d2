//! The closed list of facts: what happened, on which day, to whom. Facts are only ever added; a correction is a fact
//! too. They hold ids, dates, numbers and choices, never personal data: names, addresses and free text about a
//! person are kept apart so that they can be erased.

mod corrections;

pub use corrections::{KnownFact, corrected_ids, standing_facts};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::accounts::{Document, Role};
use crate::applications::LibraryWork;
use crate::books::DocumentNumber;
use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::courses::{Delivery, Place, ProviderKind};
use crate::dossier::Outcome;
use crate::fees::Fees;
use crate::ids::{
    ActId, ActivityId, AgreementId, AllocationId, ApplicationId, ApprovalId, BuyerId, CertificateId, CompletionId, ConfirmationId, CourseId,
    CreditId, FactId, GraduationId, InvoiceId, OrderId, OrderLineId, PartnerId, PaymentId, PersonId, PortfolioId, ProposalId, RefundId, RenewalId,
};
use crate::invoices::{InvoiceLine, PaymentMethod};
use crate::orders::OrderedLine;
use crate::standings::Route;

/// One fact as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its id.
    pub id: FactId,
    /// The act by which it was recorded.
    pub act: ActId,
    /// Whom it is about; none for facts about courses, agreements, fees and the like.
    pub person: Option<PersonId>,
    /// The civil day on which it takes effect. Rules go by this day alone.
    pub on: Date,
    /// The instant it was recorded: of two corrections of one fact, the later recorded stands.
    pub recorded_at: DateTime<Utc>,
    /// What happened.
    #[serde(flatten)]
    pub body: FactBody,
}

/// What happened. The day is the fact's own `on`, and is named here where that is not obvious.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FactBody {
    /// Someone registered as a person of the programme.
    PersonRegistered,
    /// A person was given a role.
    RoleAppointed { role: Role },
    /// A role was taken from a person.
    RoleDismissed { role: Role },

    /// A person accepted this version of a document.
    DocumentAccepted { document: Document, version: String },
    /// A person's name was changed. Which it is stands with the person, not here.
    NameChanged,
    /// The address of a person's account was changed.
    EmailChanged,
    /// An administrator took the second step of signing in from an account, so that it can be set up anew.
    SecondFactorReset,
    /// Who the person is was erased at their request; what is recorded of them stays, under their id alone.
    PersonErased,

    /// An application was submitted. `ala_member` says whether a membership number was given.
    ApplicationSubmitted {
        application: ApplicationId,
        library_work: Vec<LibraryWork>,
        has_diploma: bool,
        in_support_position: bool,
        ala_member: bool,
    },
    /// Staff asked the applicant for more. What they asked is a note.
    InformationRequested { application: ApplicationId },
    /// The applicant answered. What was answered is a note.
    InformationGiven { application: ApplicationId },
    /// The applicant withdrew it.
    ApplicationWithdrawn { application: ApplicationId },
    /// Staff could not confirm the ALA membership of whose number the application tells; recorded with the invoice over the
    /// difference to the full fee. Why is a note.
    MembershipUnconfirmed { application: ApplicationId, invoice: InvoiceId },
    /// Staff accepted it.
    ApplicationAccepted { application: ApplicationId },
    /// Staff refused it.
    ApplicationRefused { application: ApplicationId },
    /// A supervisor said that the hours of a job are right. The job is its place in the application's list; who said it
    /// stands with the asking, not here.
    HoursConfirmed { confirmation: ConfirmationId, application: ApplicationId, job: u32 },
    /// A supervisor said that the hours of a job are not right.
    HoursDisputed { confirmation: ConfirmationId, application: ApplicationId, job: u32 },
    /// Staff allowed a person whose certification was revoked to apply again.
    ReadmissionAllowed,

    /// A charge was made, with the prices of the day.
    InvoiceIssued {
        invoice: InvoiceId,
        application: ApplicationId,
        lines: Vec<InvoiceLine>,
        /// Of its year's series; none where it was issued before there were numbers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<DocumentNumber>,
    },
    /// Money was received for an invoice on the fact's day, which may lie before the day it was recorded. It pays the
    /// invoice as far as something is owed, without a further fact.
    PaymentReceived {
        payment: PaymentId,
        invoice: InvoiceId,
        amount_cents: u32,
        method: PaymentMethod,
        reference: Option<String>,
        /// Of its year's series of receipts; none where it was recorded before there were numbers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<DocumentNumber>,
    },
    /// Money was received that is about no person: for a purchase order, or nobody knows what for, and then who sent it is a
    /// note. It pays nothing until it is put to people's invoices.
    MoneyReceived {
        payment: PaymentId,
        /// For which purchase order it came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<OrderId>,
        amount_cents: u32,
        method: PaymentMethod,
        reference: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<DocumentNumber>,
    },
    /// Staff put money of a payment to an invoice; about whom the invoice is about.
    PaymentAllocated { allocation: AllocationId, payment: PaymentId, invoice: InvoiceId, amount_cents: u32 },
    /// The same of the payment's side, where it is about somebody else than the invoice, or about nobody.
    MoneyTaken { allocation: AllocationId, payment: PaymentId, amount_cents: u32 },
    /// Staff took that money back from the invoice; of a payment's own id, what it pays without a further fact.
    AllocationReleased { allocation: AllocationId },
    /// A credit note: so much less is owed for the invoice.
    InvoiceCredited { credit: CreditId, invoice: InvoiceId, amount_cents: u32 },
    /// A payment was reversed: a check bounced, a card charge was disputed.
    PaymentReversed { payment: PaymentId },
    /// A part of a payment, or all of it, went back to who paid, or was taken back by a bank for a dispute.
    PaymentRefunded {
        refund: RefundId,
        payment: PaymentId,
        amount_cents: u32,
        /// The number of the check by which it went; none of a card.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// What went back is here again: a refund did not arrive, a dispute was won.
    RefundFailed { refund: RefundId },

    /// An institution became a buyer, which pays for people by purchase orders. What it is called stands with it.
    BuyerRegistered { buyer: BuyerId },
    /// A person may order for this buyer. About that person.
    BuyerMemberAdded { buyer: BuyerId },
    /// A person may no longer order for this buyer. About that person.
    BuyerMemberRemoved { buyer: BuyerId },
    /// A purchase order was issued: the buyer is asked for the sum of its lines. It is no charge: what each person owes is
    /// charged to that person, and the money that comes for the order is put there. Who is on the lines stands with them.
    OrderIssued {
        order: OrderId,
        buyer: BuyerId,
        lines: Vec<OrderedLine>,
        /// The last day on which those on it can apply; whoever has not by then is credited.
        apply_by: Date,
        /// Of the year's series of invoices.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<DocumentNumber>,
    },
    /// Lines of a purchase order were credited: the buyer is not asked for them any more.
    OrderCredited {
        credit: CreditId,
        order: OrderId,
        lines: Vec<OrderLineId>,
        /// Of the year's series of credit notes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<DocumentNumber>,
    },

    /// Fees were set: these are charged from the fact's day on, which lies ahead of the act, until others are set. Of two for
    /// one day the later recorded holds.
    FeesSet { fees: Fees },

    /// A course entered the catalog.
    CourseAdded { course: CourseId, title: String, provider: String, provider_kind: ProviderKind, delivery: Delivery, place: Option<Place> },
    /// A course was approved for a set, from the fact's day on.
    CourseApproved { approval: ApprovalId, course: CourseId, set: CompetencySet, until: Option<Date> },
    /// An approval was withdrawn; the fact's day is the last on which it holds.
    ApprovalWithdrawn { approval: ApprovalId, course: CourseId },
    /// A recognition agreement with a college, from the fact's day on.
    AgreementSigned { agreement: AgreementId, college: String, until: Option<Date> },

    /// A provider of courses became a partner, which calls the API itself.
    PartnerRegistered { partner: PartnerId },
    /// A partner was given a new secret.
    PartnerSecretIssued { partner: PartnerId },
    /// A partner may do nothing until it is resumed.
    PartnerSuspended { partner: PartnerId },
    /// A suspended partner may go on.
    PartnerResumed { partner: PartnerId },
    /// A partner proposed a course for these sets.
    CourseProposed {
        proposal: ProposalId,
        partner: PartnerId,
        title: String,
        delivery: Delivery,
        place: Option<Place>,
        sets: Vec<CompetencySet>,
        outline: String,
    },
    /// Staff decided a proposal: it became this course, or none.
    ProposalDecided { proposal: ProposalId, course: Option<CourseId> },

    /// A person completed a course, on the fact's day; one fact per set for which it is approved.
    CompletionReported { completion: CompletionId, course: CourseId, set: CompetencySet },
    /// Staff decided a completion.
    CompletionDecided { completion: CompletionId, outcome: Outcome },
    /// A portfolio was first submitted.
    PortfolioSubmitted { portfolio: PortfolioId, set: CompetencySet },
    /// A portfolio was decided.
    PortfolioDecided { portfolio: PortfolioId, outcome: Outcome },
    /// A degree or certificate of a recognised programme was awarded, on the fact's day.
    GraduationReported { graduation: GraduationId, agreement: AgreementId },
    /// A graduation was decided.
    GraduationDecided { graduation: GraduationId, outcome: Outcome },

    /// The candidacy was extended.
    ExtensionGranted { until: Date },
    /// An activity of continuing education was completed, on the fact's day.
    ActivityCompleted { activity: ActivityId, sets: Vec<CompetencySet>, minutes: u32, technology: bool },
    /// A renewal was submitted.
    RenewalSubmitted { renewal: RenewalId },
    /// The rules found the requirement complete on the fact's day; derived once, then recorded.
    CertificateIssued { certificate: CertificateId, number: String, sets: Vec<CompetencySet>, route: Route, policy: String },
    /// The certification, or the candidacy, was revoked.
    CertificationRevoked,

    /// An earlier fact was wrong. It is struck, or `replacement` stands in its place. The correction takes effect
    /// where what it corrects did: its own day is the earlier of the two.
    FactCorrected { corrected: FactId, replacement: Option<Replacement> },
}

/// What stands in the place of a corrected fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Replacement {
    /// The day on which it takes effect.
    pub on: Date,
    /// What happened: of the same kind, about the same thing.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub body: Box<FactBody>,
}

impl FactBody {
    /// The stable name of the kind, the same as the `fact` member in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PersonRegistered => "person_registered",
            Self::RoleAppointed { .. } => "role_appointed",
            Self::RoleDismissed { .. } => "role_dismissed",
            Self::DocumentAccepted { .. } => "document_accepted",
            Self::NameChanged => "name_changed",
            Self::EmailChanged => "email_changed",
            Self::SecondFactorReset => "second_factor_reset",
            Self::PersonErased => "person_erased",
            Self::ApplicationSubmitted { .. } => "application_submitted",
            Self::InformationRequested { .. } => "information_requested",
            Self::InformationGiven { .. } => "information_given",
            Self::ApplicationWithdrawn { .. } => "application_withdrawn",
            Self::MembershipUnconfirmed { .. } => "membership_unconfirmed",
            Self::ApplicationAccepted { .. } => "application_accepted",
            Self::ApplicationRefused { .. } => "application_refused",
            Self::HoursConfirmed { .. } => "hours_confirmed",
            Self::HoursDisputed { .. } => "hours_disputed",
            Self::ReadmissionAllowed => "readmission_allowed",
            Self::InvoiceIssued { .. } => "invoice_issued",
            Self::PaymentReceived { .. } => "payment_received",
            Self::MoneyReceived { .. } => "money_received",
            Self::PaymentAllocated { .. } => "payment_allocated",
            Self::MoneyTaken { .. } => "money_taken",
            Self::AllocationReleased { .. } => "allocation_released",
            Self::InvoiceCredited { .. } => "invoice_credited",
            Self::PaymentReversed { .. } => "payment_reversed",
            Self::PaymentRefunded { .. } => "payment_refunded",
            Self::RefundFailed { .. } => "refund_failed",
            Self::BuyerRegistered { .. } => "buyer_registered",
            Self::BuyerMemberAdded { .. } => "buyer_member_added",
            Self::BuyerMemberRemoved { .. } => "buyer_member_removed",
            Self::OrderIssued { .. } => "order_issued",
            Self::OrderCredited { .. } => "order_credited",
            Self::FeesSet { .. } => "fees_set",
            Self::CourseAdded { .. } => "course_added",
            Self::CourseApproved { .. } => "course_approved",
            Self::ApprovalWithdrawn { .. } => "approval_withdrawn",
            Self::AgreementSigned { .. } => "agreement_signed",
            Self::PartnerRegistered { .. } => "partner_registered",
            Self::PartnerSecretIssued { .. } => "partner_secret_issued",
            Self::PartnerSuspended { .. } => "partner_suspended",
            Self::PartnerResumed { .. } => "partner_resumed",
            Self::CourseProposed { .. } => "course_proposed",
            Self::ProposalDecided { .. } => "proposal_decided",
            Self::CompletionReported { .. } => "completion_reported",
            Self::CompletionDecided { .. } => "completion_decided",
            Self::PortfolioSubmitted { .. } => "portfolio_submitted",
            Self::PortfolioDecided { .. } => "portfolio_decided",
            Self::GraduationReported { .. } => "graduation_reported",
            Self::GraduationDecided { .. } => "graduation_decided",
            Self::ExtensionGranted { .. } => "extension_granted",
            Self::ActivityCompleted { .. } => "activity_completed",
            Self::RenewalSubmitted { .. } => "renewal_submitted",
            Self::CertificateIssued { .. } => "certificate_issued",
            Self::CertificationRevoked => "certification_revoked",
            Self::FactCorrected { .. } => "fact_corrected",
        }
    }

    /// The id of the thing that the fact begins or is about (an application, an invoice, a course, ...), as text.
    /// None for facts that are about the person as such. It is how a decision is found from what it decides.
    pub fn subject(&self) -> Option<String> {
        match self {
            Self::PersonRegistered
            | Self::RoleAppointed { .. }
            | Self::RoleDismissed { .. }
            | Self::DocumentAccepted { .. }
            | Self::NameChanged
            | Self::EmailChanged
            | Self::SecondFactorReset
            | Self::PersonErased
            | Self::ReadmissionAllowed
            | Self::FeesSet { .. }
            | Self::ExtensionGranted { .. }
            | Self::CertificationRevoked => None,
            Self::ApplicationSubmitted { application, .. }
            | Self::InformationRequested { application }
            | Self::InformationGiven { application }
            | Self::ApplicationWithdrawn { application }
            | Self::MembershipUnconfirmed { application, .. }
            | Self::ApplicationAccepted { application }
            | Self::ApplicationRefused { application }
            | Self::HoursConfirmed { application, .. }
            | Self::HoursDisputed { application, .. } => Some(application.to_string()),
            Self::InvoiceIssued { invoice, .. } | Self::PaymentReceived { invoice, .. } | Self::InvoiceCredited { invoice, .. } => {
                Some(invoice.to_string())
            }
            Self::MoneyReceived { payment, .. } | Self::PaymentReversed { payment } | Self::PaymentRefunded { payment, .. } => {
                Some(payment.to_string())
            }
            Self::PaymentAllocated { allocation, .. } | Self::MoneyTaken { allocation, .. } | Self::AllocationReleased { allocation } => {
                Some(allocation.to_string())
            }
            Self::RefundFailed { refund } => Some(refund.to_string()),
            Self::BuyerRegistered { buyer } | Self::BuyerMemberAdded { buyer } | Self::BuyerMemberRemoved { buyer } => Some(buyer.to_string()),
            Self::OrderIssued { order, .. } | Self::OrderCredited { order, .. } => Some(order.to_string()),
            Self::CourseAdded { course, .. } | Self::CourseApproved { course, .. } | Self::ApprovalWithdrawn { course, .. } => {
                Some(course.to_string())
            }
            Self::AgreementSigned { agreement, .. } => Some(agreement.to_string()),
            Self::PartnerRegistered { partner }
            | Self::PartnerSecretIssued { partner }
            | Self::PartnerSuspended { partner }
            | Self::PartnerResumed { partner } => Some(partner.to_string()),
            Self::CourseProposed { proposal, .. } | Self::ProposalDecided { proposal, .. } => Some(proposal.to_string()),
            Self::CompletionReported { completion, .. } | Self::CompletionDecided { completion, .. } => Some(completion.to_string()),
            Self::PortfolioSubmitted { portfolio, .. } | Self::PortfolioDecided { portfolio, .. } => Some(portfolio.to_string()),
            Self::GraduationReported { graduation, .. } | Self::GraduationDecided { graduation, .. } => Some(graduation.to_string()),
            Self::ActivityCompleted { activity, .. } => Some(activity.to_string()),
            Self::RenewalSubmitted { renewal } => Some(renewal.to_string()),
            Self::CertificateIssued { certificate, .. } => Some(certificate.to_string()),
            Self::FactCorrected { corrected, .. } => Some(corrected.to_string()),
        }
    }
}

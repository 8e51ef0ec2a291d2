//! Lists as files for a spreadsheet: which list, narrowed down as the list itself can be, and as which kind of file.

use serde::{Deserialize, Serialize};

use crate::applications::ApplicationState;
use crate::books::PaymentPart;
use crate::calendar::Date;
use crate::certificates::CertificatePart;
use crate::competencies::CompetencySet;
use crate::completions::CompletionState;
use crate::courses::CatalogPart;
use crate::ids::{BuyerId, PersonId};
use crate::invoices::InvoiceState;
use crate::orders::OrderState;
use crate::partners::ProposalState;
use crate::standings::Status;

/// Which list is exported. What is absent or null does not narrow it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "list", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportList {
    /// Applications, oldest first.
    Applications {
        /// Of which this has become.
        #[serde(default)]
        state: Option<ApplicationState>,
        /// Of this person.
        #[serde(default)]
        person: Option<PersonId>,
    },
    /// Invoices, oldest first.
    Invoices {
        /// Those that stand so.
        #[serde(default)]
        state: Option<InvoiceState>,
        /// Of this person.
        #[serde(default)]
        person: Option<PersonId>,
    },
    /// Payments, in the order in which they were recorded.
    Payments {
        /// Only this part of them.
        #[serde(default)]
        part: Option<PaymentPart>,
    },
    /// Refunds on their way to cards, and those that failed, oldest first.
    Refunds {},
    /// Purchase orders of institutions, latest first.
    Orders {
        /// Those that stand so.
        #[serde(default)]
        state: Option<OrderState>,
        /// Of this buyer.
        #[serde(default)]
        buyer: Option<BuyerId>,
    },
    /// What came and pays invoices, by month and kind, oldest month first.
    Revenue {},
    /// Completions, oldest report first.
    Completions {
        /// Of which this has become.
        #[serde(default)]
        state: Option<CompletionState>,
        /// Of this person.
        #[serde(default)]
        person: Option<PersonId>,
    },
    /// Courses, by title, a row per approval.
    Courses {
        /// Those whose approvals stand so; any when absent.
        #[serde(default)]
        part: Option<CatalogPart>,
        /// By their approvals for this set.
        #[serde(default)]
        set: Option<CompetencySet>,
        /// With these words in the title, the provider's name or the city.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(max_length = 200))]
        text: Option<String>,
    },
    /// People by status, by name.
    Standings {
        /// With this status; `not_applied` has no list.
        #[serde(default)]
        status: Option<Status>,
        /// On this day; today when absent.
        #[serde(default)]
        as_of: Option<Date>,
    },
    /// Certificates, latest first.
    Certificates {
        /// Issued on this day or later.
        #[serde(default)]
        issued_from: Option<Date>,
        /// Issued on this day or earlier.
        #[serde(default)]
        issued_until: Option<Date>,
        /// Only this part of them.
        #[serde(default)]
        part: Option<CertificatePart>,
        /// Whose number begins so.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(max_length = 40))]
        number: Option<String>,
    },
    /// Partner institutions, by name.
    Partners {},
    /// Courses that partners propose, oldest first.
    Proposals {
        /// Of which this has become.
        #[serde(default)]
        state: Option<ProposalState>,
    },
    /// Accounts with roles.
    Roles {},
}

impl ExportList {
    /// The list's name on the wire, and the first part of the file's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Applications { .. } => "applications",
            Self::Invoices { .. } => "invoices",
            Self::Payments { .. } => "payments",
            Self::Refunds {} => "refunds",
            Self::Orders { .. } => "orders",
            Self::Revenue {} => "revenue",
            Self::Completions { .. } => "completions",
            Self::Courses { .. } => "courses",
            Self::Standings { .. } => "standings",
            Self::Certificates { .. } => "certificates",
            Self::Partners {} => "partners",
            Self::Proposals { .. } => "proposals",
            Self::Roles {} => "roles",
        }
    }
}

/// As which kind of file a list is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportFormat {
    /// Comma-separated values.
    #[default]
    Csv,
    /// A workbook, as Excel has them.
    Xlsx,
}

impl ExportFormat {
    /// The name on the wire, and how the file's name ends.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

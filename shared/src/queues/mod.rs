//! What comes before staff: applications, completions and invoices, what has become of each, and how long those that
//! wait have waited.

mod ages;
mod matters;

use serde::{Deserialize, Serialize};

pub use ages::{AGES, ages};
pub use matters::{Matter, concerns, matters};

use crate::calendar::Date;

/// What a matter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatterKind {
    /// An application.
    Application,
    /// A reported completion.
    Completion,
    /// An invoice.
    Invoice,
}

impl MatterKind {
    /// The name under which it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Completion => "completion",
            Self::Invoice => "invoice",
        }
    }
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum QueueName {
    /// Applications that wait for a decision.
    Applications,
    /// Applications whose applicants were asked for more and have not answered.
    AwaitedAnswers,
    /// Reported completions that nobody has decided.
    Completions,
    /// Invoices of which something is owed.
    UnpaidInvoices,
    /// Purchase orders of which something is owed.
    UnpaidOrders,
    /// Invoices whose payments go back, for the application was refused.
    Refunds,
    /// Courses that partners propose and nobody has decided.
    Proposals,
    /// Notices that could not be delivered.
    UndeliveredNotices,
    /// A queue that this version does not know.
    #[serde(other)]
    Other,
}

/// One queue: how long it is, and how old what waits in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Queue {
    /// Which.
    pub name: QueueName,
    /// How many wait.
    pub count: u64,
    /// The day since which the oldest waits; null where nothing does.
    pub oldest_on: Option<Date>,
    /// How many wait for how long, the newest first; together they are `count`.
    pub ages: Vec<Age>,
}

/// How many have waited for so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Age {
    /// At least so many days.
    pub days_from: u32,
    /// At most so many; null for any longer time.
    pub days_until: Option<u32>,
    /// How many.
    pub count: u64,
}

/// All queues of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Queues {
    /// The day from which the ages are counted.
    pub as_of: Date,
    /// The queues.
    pub items: Vec<Queue>,
}

//! Notices: what the programme tells people by mail. Which there are, what became of each, and when an invoice is
//! reminded of. What they say stands in the server's templates, and is kept no longer than it takes to deliver it.

mod kind;
mod reminders;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use kind::NoticeKind;
pub use reminders::{REMINDER_DAYS, Reminder, reminded_issue_days, reminder_due};

use crate::ids::{NoticeId, PersonId};

/// For how many days a notice that could not be delivered keeps its words, so that it can be sent again.
pub const UNDELIVERED_DAYS: u32 = 30;

/// What has become of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NoticeState {
    /// It is on its way; where an attempt failed, another follows.
    Queued,
    /// The receiver's mail server, or the one that passes it on, has it.
    Delivered,
    /// It could not be delivered, and waits for staff.
    Failed,
    /// It could not be delivered, and staff gave it up.
    Dropped,
    /// It could not be delivered in time: a link in it has ended, or nobody looked at it for a month.
    Expired,
    /// A state that this version does not know.
    #[serde(other)]
    Other,
}

impl NoticeState {
    /// All that there are, in the order of a notice's life.
    pub const ALL: [Self; 5] = [Self::Queued, Self::Delivered, Self::Failed, Self::Dropped, Self::Expired];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
            Self::Expired => "expired",
            Self::Other => "other",
        }
    }
}

/// A notice that was sent or is to be, without its words: they are not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// The notice; its `Message-ID` begins with it.
    pub id: NoticeId,
    /// Which notice it is.
    pub kind: NoticeKind,
    /// Its subject.
    #[cfg_attr(feature = "openapi", schema(examples("Your application has arrived")))]
    pub subject: String,
    /// What has become of it.
    pub state: NoticeState,
    /// When it was queued: in the moment in which what it tells of was recorded.
    pub queued_at: DateTime<Utc>,
    /// How often its delivery was tried, since staff sent it again where they did.
    pub attempts: u32,
    /// When it was delivered.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When it was found that it could not be delivered.
    pub failed_at: Option<DateTime<Utc>>,
}

/// One page of notices, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticePage {
    /// The notices, latest first.
    pub items: Vec<Notice>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// A notice that could not be delivered and waits for staff.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndeliveredNotice {
    /// The notice.
    pub notice: Notice,
    /// Whom it is for; null for what went to a mailbox without an account.
    pub person_id: Option<PersonId>,
    /// The person's name.
    pub person_name: Option<String>,
    /// The address that it did not reach.
    #[cfg_attr(feature = "openapi", schema(examples("reader@demo.example")))]
    pub address: String,
    /// The address that it goes to where it is sent again: the one that the account has by now, unless what it says is
    /// for the old one alone.
    #[cfg_attr(feature = "openapi", schema(examples("reader@demo.example")))]
    pub goes_to: String,
    /// Why the last attempt failed.
    #[cfg_attr(feature = "openapi", schema(examples("the mail server answered 550")))]
    pub failure: String,
    /// Until when it can be sent again.
    pub kept_until: DateTime<Utc>,
}

impl fmt::Debug for UndeliveredNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // It holds a name and addresses.
        f.write_str("UndeliveredNotice { .. }")
    }
}

/// One page of notices that could not be delivered, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndeliveredPage {
    /// The notices, those that were queued first before the others.
    pub items: Vec<UndeliveredNotice>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

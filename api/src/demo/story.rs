//! Who acts on which day: the day moves from act to act, so that what happened long ago is recorded as of then.

use chrono::{DateTime, Utc};
use shared::calendar::Date;
use shared::ids::{AccountId, PersonId};

use crate::record::Act;

/// Someone of the demonstration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Actor {
    pub(super) account: AccountId,
    pub(super) person: PersonId,
}

/// A day, and who acts on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story {
    now: DateTime<Utc>,
    today: Date,
    account: Option<AccountId>,
}

impl Story {
    /// Begins on this day; nobody acts yet.
    pub(super) fn on(now: DateTime<Utc>, today: Date) -> Self {
        Self { now, today, account: None }
    }

    /// The same day, with someone acting.
    pub(super) fn by(self, actor: Actor) -> Self {
        Self { account: Some(actor.account), ..self }
    }

    /// So many days later.
    pub(super) fn days_later(self, days: u32) -> Self {
        Self { today: self.today.days_later(days), ..self }
    }

    /// So many months earlier.
    pub(super) fn months_earlier(self, months: u32) -> Self {
        Self { today: self.today.months_earlier(months), ..self }
    }

    /// The day.
    pub(super) fn today(self) -> Date {
        self.today
    }

    /// An act of the day.
    pub(super) fn act(self, operation: &'static str) -> Act {
        Act { account: self.account, operation, now: self.now, today: self.today, reason: None, key: None }
    }
}

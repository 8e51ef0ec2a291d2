//! Who acts on which day: the day moves from act to act, so that what happened long ago is recorded as of then.

use chrono::{DateTime, Utc};
use shared::calendar::Date;
use shared::ids::{AccountId, PartnerId, PersonId};

use crate::ids;
use crate::record::{self, Act};

/// Someone of the demonstration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Actor {
    pub(super) account: AccountId,
    pub(super) person: PersonId,
}

/// A day, and who acts on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story {
    today: Date,
    account: Option<record::Actor>,
}

impl Story {
    /// Begins on this day; nobody acts yet.
    pub(super) fn on(today: Date) -> Self {
        Self { today, account: None }
    }

    /// The same day, with someone acting.
    pub(super) fn by(self, actor: Actor) -> Self {
        Self { account: Some(actor.account.into()), ..self }
    }

    /// The same day, with a partner acting.
    pub(super) fn by_partner(self, partner: PartnerId) -> Self {
        Self { account: Some(record::Actor::Partner(partner)), ..self }
    }

    /// So many days later.
    pub(super) fn days_later(self, days: u32) -> Self {
        Self { today: self.today.days_later(days), ..self }
    }

    /// So many days earlier.
    pub(super) fn days_earlier(self, days: u32) -> Self {
        Self { today: self.today.days_earlier(days), ..self }
    }

    /// So many months earlier.
    pub(super) fn months_earlier(self, months: u32) -> Self {
        Self { today: self.today.months_earlier(months), ..self }
    }

    /// So many years later.
    pub(super) fn years_later(self, years: u32) -> Self {
        Self { today: self.today.years_later(years), ..self }
    }

    /// The day.
    pub(super) fn today(self) -> Date {
        self.today
    }

    /// An act of the day. What it makes has ids of its day, where they are foreseen.
    pub(super) fn act(self, operation: &'static str) -> Act {
        let now = office_hours(self.today);
        ids::made_at(now);
        Act { account: self.account, operation, now, today: self.today, reason: None, key: None }
    }
}

/// An instant of this day at which people work, in the programme's time zone too.
pub(super) fn office_hours(day: Date) -> DateTime<Utc> {
    format!("{day}T16:00:00Z").parse().unwrap_or_default()
}

//! One life: what someone of the population did, and what staff did about it, act by act, each on its day. Days only go
//! forward, and end yesterday: today belongs to whoever looks at the demonstration.

use chrono::{DateTime, TimeDelta, Utc};
use shared::applications::SubmitApplication;
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::{AccountId, ApplicationId, PersonId};

use super::chance::Chance;
use super::stage::Stage;
use crate::accounts::Kept;
use crate::applications::KeptDetails;
use crate::demo::story::office_hours;
use crate::ids;
use crate::record::{Act, Deed, History, NewFact};

/// When ids say that they were made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Order {
    /// When it happened, so that lists are in order.
    AsItHappened,
    /// One after the other from this instant on, in the order in which a large population is written: an index grows at
    /// its end much faster than all over.
    AsWritten(DateTime<Utc>),
}

impl Order {
    /// When the ids of the act after so many others say that they were made.
    fn made_at(self, day: Date, acts: usize) -> DateTime<Utc> {
        match self {
            Self::AsItHappened => worked_at(day, acts),
            Self::AsWritten(first) => first + TimeDelta::milliseconds(i64::try_from(acts).unwrap_or(0)),
        }
    }
}

/// Who does something.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    Oneself,
    Staff,
    /// The gateway, the clock.
    Programme,
}

/// A life so far.
#[derive(Debug)]
pub(super) struct Life<'a> {
    pub(super) stage: &'a Stage,
    pub(super) chance: Chance,
    pub(super) person: PersonId,
    account: AccountId,
    day: Date,
    order: Order,
    deeds: Vec<Deed>,
    details: Vec<KeptDetails>,
}

/// A life as it is written down.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) account: (Kept, DateTime<Utc>),
    pub(super) details: Vec<KeptDetails>,
    pub(super) history: History,
}

impl<'a> Life<'a> {
    /// Begins on this day with the registration.
    pub(super) fn begin(stage: &'a Stage, chance: Chance, order: Order, on: Date) -> Self {
        ids::made_at(order.made_at(on, 0));
        let (person, account) = (PersonId(ids::fresh()), AccountId(ids::fresh()));
        let mut life = Self { stage, chance, person, account, day: on, order, deeds: Vec::new(), details: Vec::new() };
        life.act(By::Oneself, "confirm_account", None, vec![FactBody::PersonRegistered]);
        life
    }

    /// The day that it is.
    pub(super) fn day(&self) -> Date {
        self.day
    }

    /// Goes on to this day; stays where it would be back in time, or today.
    pub(super) fn goes_on_to(&mut self, day: Date) {
        self.day = self.day.max(day.min(self.stage.today.previous_day()));
        ids::made_at(self.order.made_at(self.day, self.deeds.len()));
    }

    /// Lets some days pass.
    pub(super) fn days_pass(&mut self, first: u32, last: u32) {
        let days = self.chance.between(first, last);
        self.goes_on_to(self.day.days_later(days));
    }

    /// Records what takes effect on the day itself.
    pub(super) fn act(&mut self, by: By, operation: &'static str, reason: Option<&'static str>, bodies: Vec<FactBody>) {
        let facts = bodies.into_iter().map(|body| NewFact::of(self.person, self.day, body)).collect();
        self.record(by, operation, reason, facts);
    }

    /// Records facts.
    pub(super) fn record(&mut self, by: By, operation: &'static str, reason: Option<&'static str>, facts: Vec<NewFact>) {
        let account = match by {
            By::Oneself => Some(self.account),
            By::Staff => self.chance.one_of(&self.stage.staff).copied(),
            By::Programme => None,
        };
        let now = worked_at(self.day, self.deeds.len());
        let act = Act { account: account.map(Into::into), operation, now, today: self.day, reason: reason.map(str::to_owned), key: None };
        let made_at = self.order.made_at(self.day, self.deeds.len());
        self.deeds.push(Deed { act, facts, seed: self.chance.next(), made_at });
    }

    /// Keeps what identifies the applicant.
    pub(super) fn keep(&mut self, application: ApplicationId, sent: &SubmitApplication) {
        // What was made of choices can be written as JSON.
        self.details.extend(KeptDetails::of(application, self.person, sent));
    }

    /// The end, which is yesterday.
    pub(super) fn written(self, (name, email): (String, String), password_hash: &str) -> Written {
        let kept = Kept { id: self.account, person: self.person, email, name, password_hash: password_hash.to_owned() };
        let began = self.deeds.first().map(|deed| deed.act.now).unwrap_or_default();
        Written { account: (kept, began), details: self.details, history: History { person: self.person, deeds: self.deeds } }
    }
}

/// An instant of the day, later than that of each act before.
fn worked_at(day: Date, acts: usize) -> DateTime<Utc> {
    office_hours(day) + TimeDelta::minutes(i64::try_from(acts).unwrap_or(0))
}

//! The rows of the outbox as people and staff see them: never what a notice says.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::ids::{NoticeId, PersonId};
use shared::notices::{Notice, NoticeKind, NoticeState, UNDELIVERED_DAYS, UndeliveredNotice};

use super::addressee::{Addressee, addressee};
use crate::clock::civil_day;
use crate::db::schema::outbox::dsl;
use crate::db::schema::{accounts, outbox, people};
use crate::db::{DbConnection, StoreError, text};
use crate::outbox::forget;

/// A notice and the account that it goes with, if any.
macro_rules! with_owner {
    () => {
        dsl::outbox.left_join(accounts::table.left_join(people::table))
    };
}
macro_rules! columns {
    () => {
        (
            Row::as_select(),
            (
                dsl::recipient,
                dsl::failure,
                dsl::useful_until,
                dsl::variables.is_not_null(),
                people::id.nullable(),
                people::name.nullable(),
                accounts::email.nullable(),
            ),
        )
    };
}

/// A row without what it says and to whom.
#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct Row {
    id: String,
    kind: String,
    subject: String,
    state: String,
    created_at: String,
    attempts: i32,
    delivered_at: Option<String>,
    failed_at: Option<String>,
}

impl Row {
    fn notice(self) -> Result<Notice, StoreError> {
        let time = |column, stored: Option<String>| stored.map(|at| text::read_time(column, &at)).transpose();
        let state = NoticeState::ALL.into_iter().find(|state| state.name() == self.state);
        Ok(Notice {
            id: text::read("outbox.id", &self.id)?,
            kind: NoticeKind::of(&self.kind),
            subject: self.subject,
            state: state.ok_or_else(|| StoreError::unreadable("outbox.state", "unknown state"))?,
            queued_at: text::read_time("outbox.created_at", &self.created_at)?,
            attempts: u32::try_from(self.attempts).unwrap_or(0),
            delivered_at: time("outbox.delivered_at", self.delivered_at)?,
            failed_at: time("outbox.failed_at", self.failed_at)?,
        })
    }
}

/// At most `rows` notices to the account of a person, latest first; those before this one.
pub(super) fn of_person(conn: &mut DbConnection, person: PersonId, before: Option<&str>, rows: i64) -> Result<Vec<Notice>, StoreError> {
    let theirs = accounts::table.filter(accounts::person_id.eq(person.to_string())).select(accounts::id.nullable());
    let mut query = dsl::outbox.filter(dsl::account_id.eq_any(theirs)).into_boxed();
    if let Some(before) = before {
        query = query.filter(dsl::id.lt(before.to_owned()));
    }
    let found: Vec<Row> = query.order(dsl::id.desc()).limit(rows).select(Row::as_select()).load(conn)?;
    found.into_iter().map(Row::notice).collect()
}

/// A notice that waits for staff, and what is asked besides.
pub(super) struct Undelivered {
    pub(super) notice: Notice,
    pub(super) person: Option<PersonId>,
    person_name: Option<String>,
    /// The address that the account has by now.
    email: Option<String>,
    recipient: String,
    failure: String,
    useful_until: Option<DateTime<Utc>>,
    is_kept: bool,
}

type Beside = (String, Option<String>, Option<String>, bool, Option<String>, Option<String>, Option<String>);

impl Undelivered {
    fn of((row, (recipient, failure, useful_until, is_kept, person, person_name, email)): (Row, Beside)) -> Result<Self, StoreError> {
        Ok(Self {
            notice: row.notice()?,
            person: text::read_option("people.id", person.as_deref())?,
            person_name,
            email,
            recipient,
            failure: failure.unwrap_or_default(),
            useful_until: useful_until.map(|at| text::read_time("outbox.useful_until", &at)).transpose()?,
            is_kept,
        })
    }

    /// Until when it can be sent again.
    fn kept_until(&self) -> DateTime<Utc> {
        let month = self.notice.failed_at.unwrap_or(self.notice.queued_at) + TimeDelta::days(UNDELIVERED_DAYS.into());
        self.useful_until.map_or(month, |until| until.min(month))
    }

    /// Whether there is something to send yet.
    pub(super) fn can_be_sent(&self, now: DateTime<Utc>) -> bool {
        self.is_kept && now < self.kept_until()
    }

    /// The address that it goes to where it is sent again.
    pub(super) fn goes_to(&self, programme: &str) -> String {
        match addressee(self.notice.kind) {
            Addressee::Account => self.email.clone().unwrap_or_else(|| self.recipient.clone()),
            Addressee::Mailbox => self.recipient.clone(),
            Addressee::Programme => programme.to_owned(),
        }
    }

    /// As staff see it.
    pub(super) fn shown(self, programme: &str) -> UndeliveredNotice {
        let (goes_to, kept_until) = (self.goes_to(programme), self.kept_until());
        let Self { notice, person, person_name, recipient, failure, .. } = self;
        UndeliveredNotice { notice, person_id: person, person_name, address: recipient, goes_to, failure, kept_until }
    }
}

/// At most `rows` notices that wait for staff, by the time at which they were queued; those after this one.
pub(super) fn undelivered(conn: &mut DbConnection, after: Option<&str>, rows: i64) -> Result<Vec<Undelivered>, StoreError> {
    let found: Vec<(Row, Beside)> = with_owner!()
        .filter(dsl::state.eq(NoticeState::Failed.name()))
        .filter(dsl::id.gt(after.unwrap_or_default()))
        .order(dsl::id)
        .limit(rows)
        .select(columns!())
        .load(conn)?;
    found.into_iter().map(Undelivered::of).collect()
}

/// One notice, whatever became of it.
pub(super) fn find(conn: &mut DbConnection, id: NoticeId) -> Result<Option<Undelivered>, StoreError> {
    let found: Option<(Row, Beside)> = with_owner!().filter(dsl::id.eq(id.to_string())).select(columns!()).first(conn).optional()?;
    found.map(Undelivered::of).transpose()
}

/// Queues a notice again, to this address, as if for the first time.
pub(super) fn send_again(tx: &mut DbConnection, id: NoticeId, to: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let set = (
        dsl::state.eq(NoticeState::Queued.name()),
        dsl::recipient.eq(to),
        dsl::attempts.eq(0),
        dsl::not_before.eq(text::time(now)),
        dsl::failed_at.eq(None::<String>),
    );
    diesel::update(dsl::outbox.find(id.to_string())).set(set).execute(tx)?;
    Ok(())
}

/// Gives a notice up; nothing of what it says stays.
pub(super) fn give_up(tx: &mut DbConnection, id: NoticeId) -> Result<(), StoreError> {
    diesel::update(dsl::outbox.find(id.to_string())).set(dsl::state.eq(NoticeState::Dropped.name())).execute(tx)?;
    forget(tx, &id.to_string())
}

/// Since which days notices wait for staff, and how many since each.
pub(crate) fn undelivered_waiting(conn: &mut DbConnection) -> Result<Vec<(Date, u64)>, StoreError> {
    let failed = dsl::outbox.filter(dsl::state.eq(NoticeState::Failed.name()));
    let since: Vec<Option<String>> = failed.select(dsl::failed_at).load(conn)?;
    let mut days = std::collections::BTreeMap::<Date, u64>::new();
    for at in since.iter().flatten() {
        let day = civil_day(text::read_time("outbox.failed_at", at)?).map_err(|error| StoreError::unreadable("outbox.failed_at", error))?;
        let count = days.entry(day).or_default();
        *count = count.saturating_add(1);
    }
    Ok(days.into_iter().collect())
}

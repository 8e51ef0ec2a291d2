//! Limits on guessing and on mailing, counted in the database so that every replica counts the same: per account and
//! per address. What is counted is kept as a hash.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use crate::db::schema::attempts::{self, dsl};
use crate::db::{DbConnection, StoreError, insert_many, text};
use crate::error::Error;
use crate::ids;

/// A limit: how many in how many minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is limited.
    pub kind: &'static str,
    /// How many.
    pub attempts_max: i64,
    /// In how many minutes.
    pub minutes: i64,
}

/// Wrong passwords for one account.
pub const SIGN_IN_PER_ACCOUNT: Limit = Limit { kind: "sign_in_account", attempts_max: 10, minutes: 15 };
/// Wrong passwords from one address: many people may sit behind it.
pub const SIGN_IN_PER_ADDRESS: Limit = Limit { kind: "sign_in_address", attempts_max: 100, minutes: 15 };
/// Wrong secrets for one partner from one address: a stranger elsewhere does not lock a partner out.
pub const TOKEN_PER_PARTNER: Limit = Limit { kind: "token_partner", attempts_max: 10, minutes: 15 };
/// Wrong secrets from one address.
pub const TOKEN_PER_ADDRESS: Limit = Limit { kind: "token_address", attempts_max: 100, minutes: 15 };
/// Passwords that were sent with mailed links of one registration or account.
pub const PASSWORD_PER_LINK: Limit = Limit { kind: "mailed_link", attempts_max: 10, minutes: 15 };
/// Wrong codes of the second step for one account.
pub const CODE_PER_ACCOUNT: Limit = Limit { kind: "code_account", attempts_max: 5, minutes: 15 };
/// Mails that someone asked for, to one mailbox.
pub const MAIL_PER_ACCOUNT: Limit = Limit { kind: "mail_account", attempts_max: 5, minutes: 60 };
/// Mails that were asked for from one address.
pub const MAIL_PER_ADDRESS: Limit = Limit { kind: "mail_address", attempts_max: 50, minutes: 60 };
/// Mails to supervisors about one application, within a day.
pub const CONFIRMATIONS_PER_APPLICATION: Limit = Limit { kind: "confirmation_application", attempts_max: 5, minutes: DAY };
/// Tokens to confirm hours that open nothing, from one address.
pub const CONFIRMATIONS_PER_ADDRESS: Limit = Limit { kind: "confirmation_address", attempts_max: 100, minutes: 15 };
/// Tokens of invitations that open nothing, from one address.
pub const INVITATIONS_PER_ADDRESS: Limit = Limit { kind: "invitation_address", attempts_max: 100, minutes: 15 };
/// Files that one account sends.
pub const UPLOADS_PER_ACCOUNT: Limit = Limit { kind: "upload_account", attempts_max: 60, minutes: 60 };
/// Times that one account puts lines into orders, within an hour.
pub const ORDERS_PER_ACCOUNT: Limit = Limit { kind: "order_account", attempts_max: 60, minutes: 60 };
/// Lines that one account puts into orders within a day, each hundred begun counted once: 50,000.
pub const ORDER_LINES_PER_ACCOUNT: Limit = Limit { kind: "order_lines", attempts_max: 500, minutes: DAY };
/// The same message to the programme, again.
pub const MESSAGE_AGAIN: Limit = Limit { kind: "message_again", attempts_max: 1, minutes: 60 };
/// Messages to the programme from one address.
pub const MESSAGES_PER_ADDRESS: Limit = Limit { kind: "message_address", attempts_max: 5, minutes: 60 };
/// Messages to the programme from everyone together: the mailbox behind them is read by people.
pub const MESSAGES_IN_ALL: Limit = Limit { kind: "message_all", attempts_max: 200, minutes: 60 };

/// Families that partners named wrongly for one candidate number, within a day.
pub const GUESSES_PER_NUMBER: Limit = Limit { kind: "guess_number", attempts_max: 10, minutes: DAY };
/// Numbers and families of one partner that did not fit, within a day.
pub const GUESSES_PER_PARTNER: Limit = Limit { kind: "guess_partner", attempts_max: 1_000, minutes: DAY };
/// Wrong codes of the second step for one account within a day: each was typed by somebody who has the password.
pub const CODE_PER_DAY: Limit = Limit { kind: "code_day", attempts_max: 20, minutes: DAY };

const DAY: i64 = 24 * 60;
/// The longest that an attempt is remembered.
pub const MINUTES_MAX: i64 = DAY;

/// Counts an attempt against each limit; gives what [`forget`] takes where it turns out not to count.
///
/// It is counted before it is made: attempts at the same moment do not slip past.
///
/// # Errors
/// [`Error::TooMany`] with the seconds to wait; then nothing was counted.
pub fn count(tx: &mut DbConnection, limits: &[(Limit, &str)], now: DateTime<Utc>) -> Result<Vec<String>, Error> {
    must_be_below(tx, limits, now)?;
    let mut counted = Vec::new();
    for (limit, subject) in limits {
        let id = ids::fresh().to_string();
        let row = (dsl::id.eq(&id), dsl::kind.eq(limit.kind), dsl::subject.eq(hashed(subject)), dsl::at.eq(text::time(now)));
        diesel::insert_into(dsl::attempts).values(row).execute(tx).map_err(StoreError::from)?;
        counted.push(id);
    }
    Ok(counted)
}

/// Counts so many attempts at once against a limit.
///
/// # Errors
/// [`Error::TooMany`] with the seconds to wait, where they would go beyond it; then nothing was counted.
pub fn count_times(tx: &mut DbConnection, limit: Limit, subject: &str, times: usize, now: DateTime<Utc>) -> Result<(), Error> {
    let all_but_one = i64::try_from(times).unwrap_or(i64::MAX).saturating_sub(1);
    let subject = hashed(subject);
    check(tx, Limit { attempts_max: limit.attempts_max.saturating_sub(all_but_one).max(0), ..limit }, &subject, now)?;
    let row = || Attempt { id: ids::fresh().to_string(), kind: limit.kind, subject: subject.clone(), at: text::time(now) };
    let rows: Vec<Attempt> = std::iter::repeat_with(row).take(times).collect();
    Ok(insert_many!(tx, attempts::table, rows).map_err(StoreError::from)?)
}

#[derive(Insertable)]
#[diesel(table_name = attempts, treat_none_as_default_value = false)]
struct Attempt {
    id: String,
    kind: &'static str,
    subject: String,
    at: String,
}

/// Fails where any of these limits is reached; counts nothing.
///
/// # Errors
/// [`Error::TooMany`] with the seconds to wait.
pub fn must_be_below(tx: &mut DbConnection, limits: &[(Limit, &str)], now: DateTime<Utc>) -> Result<(), Error> {
    limits.iter().try_for_each(|(limit, subject)| check(tx, *limit, &hashed(subject), now))
}

/// Takes attempts back.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn forget(tx: &mut DbConnection, counted: &[String]) -> Result<(), StoreError> {
    diesel::delete(dsl::attempts.filter(dsl::id.eq_any(counted))).execute(tx)?;
    Ok(())
}

/// Forgets all that was counted against these subjects.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn forget_all(tx: &mut DbConnection, subjects: &[&str]) -> Result<(), StoreError> {
    let subjects: Vec<String> = subjects.iter().map(|subject| hashed(subject)).collect();
    diesel::delete(dsl::attempts.filter(dsl::subject.eq_any(subjects))).execute(tx)?;
    Ok(())
}

fn check(tx: &mut DbConnection, limit: Limit, subject: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let window = TimeDelta::minutes(limit.minutes);
    let mine = dsl::attempts.filter(dsl::kind.eq(limit.kind)).filter(dsl::subject.eq(subject)).filter(dsl::at.gt(text::time(now - window)));
    let times: Vec<String> = mine.order(dsl::at.desc()).limit(limit.attempts_max).select(dsl::at).load(tx).map_err(StoreError::from)?;
    if i64::try_from(times.len()).unwrap_or(i64::MAX) < limit.attempts_max {
        return Ok(());
    }
    // Free again when the oldest of the last `attempts_max` leaves the window.
    let oldest = times.last().map(|at| text::read_time("attempts.at", at)).transpose()?.unwrap_or(now);
    let seconds = (oldest + window - now).num_seconds().max(1);
    Err(Error::TooMany(u32::try_from(seconds).unwrap_or(u32::MAX)))
}

fn hashed(subject: &str) -> String {
    ids::hash(&[subject.as_bytes()])
}

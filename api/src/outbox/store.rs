//! The rows of the outbox.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::ids::AccountId;

use super::Mail;
use crate::db::schema::accounts;
use crate::db::schema::outbox::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::ids;
use crate::text::email_key;

/// How long a worker may take before another one tries.
const LEASE_SECONDS: i64 = 60;
/// After so many attempts a mail is given up.
const ATTEMPTS_MAX: i32 = 12;
/// How long a mail is kept: the retention knows.
const FOR_A_MONTH: &str = "for_a_month";
const UNTIL_DELIVERED: &str = "until_delivered";

/// A mail that is to be delivered now.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Its id, the same at every attempt.
    pub id: String,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// The mail.
    pub mail: Mail,
    /// Whom the receiver answers, where that is not the sender.
    pub reply_to: Option<String>,
}

/// A mail as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// When it was queued.
    pub created_at: String,
    /// The mail.
    pub mail: Mail,
}

type Row = (String, String, String, String, String);
const COLUMNS: (dsl::id, dsl::created_at, dsl::recipient, dsl::subject, dsl::body) =
    (dsl::id, dsl::created_at, dsl::recipient, dsl::subject, dsl::body);

/// Queues a mail, in the transaction of what it tells of.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn queue(tx: &mut DbConnection, now: DateTime<Utc>, mail: &Mail) -> Result<(), StoreError> {
    let owner = accounts::table.filter(accounts::email_key.eq(email_key(&mail.to))).select(accounts::id).first(tx).optional()?;
    insert(tx, now, mail, &Terms { owner, ..Terms::default() }).map(drop)
}

/// Queues a mail whose receiver answers to this address.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn queue_with_reply(tx: &mut DbConnection, now: DateTime<Utc>, mail: &Mail, reply_to: &str) -> Result<(), StoreError> {
    insert(tx, now, mail, &Terms { reply_to: Some(reply_to), ..Terms::default() }).map(drop)
}

/// Queues a mail to an address that is not an account's yet: it goes with the account nevertheless.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn queue_about(tx: &mut DbConnection, now: DateTime<Utc>, account: AccountId, mail: &Mail) -> Result<(), StoreError> {
    insert(tx, now, mail, &Terms { owner: Some(account.to_string()), ..Terms::default() }).map(drop)
}

/// Gives an account that was just opened the mails that were queued to its address before there was one: they go with it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn adopt(tx: &mut DbConnection, account: AccountId, email: &str) -> Result<(), StoreError> {
    let unowned = dsl::outbox.filter(dsl::account_id.is_null()).filter(dsl::reply_to.is_null()).filter(dsl::recipient.like(like(email)).escape('\\'));
    let found: Vec<(String, String)> = unowned.select((dsl::id, dsl::recipient)).load(tx)?;
    // An address may be written in more ways than one.
    let theirs: Vec<String> = found.into_iter().filter(|(_, to)| email_key(to) == email_key(email)).map(|(id, _)| id).collect();
    diesel::update(dsl::outbox.filter(dsl::id.eq_any(theirs))).set(dsl::account_id.eq(account.to_string())).execute(tx)?;
    Ok(())
}

/// A pattern that an address fits however its domain is written.
fn like(email: &str) -> String {
    let name = email.rsplit_once('@').map_or(email, |(name, _)| name);
    format!("{}@%", name.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Queues the last mail to someone who leaves: nothing of it stays once it is delivered or given up.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn queue_last(tx: &mut DbConnection, now: DateTime<Utc>, mail: &Mail) -> Result<(), StoreError> {
    insert(tx, now, mail, &Terms { kept: UNTIL_DELIVERED, ..Terms::default() }).map(drop)
}

/// Writes as [`queue`] does, and leaves nothing: who waits for the answer cannot tell that there is no mail.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn pretend(tx: &mut DbConnection, now: DateTime<Utc>, mail: &Mail) -> Result<(), StoreError> {
    let id = insert(tx, now, mail, &Terms::default())?;
    diesel::delete(dsl::outbox.find(id)).execute(tx)?;
    Ok(())
}

/// What holds for a mail besides its text.
struct Terms<'a> {
    /// The account that it goes with.
    owner: Option<String>,
    reply_to: Option<&'a str>,
    /// How long it is kept.
    kept: &'static str,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Self { owner: None, reply_to: None, kept: FOR_A_MONTH }
    }
}

fn insert(tx: &mut DbConnection, now: DateTime<Utc>, mail: &Mail, terms: &Terms<'_>) -> Result<String, StoreError> {
    let id = ids::fresh().to_string();
    let row = (
        dsl::id.eq(&id),
        dsl::recipient.eq(&mail.to),
        dsl::subject.eq(&mail.subject),
        dsl::body.eq(&mail.body),
        dsl::created_at.eq(text::time(now)),
        dsl::state.eq("queued"),
        dsl::attempts.eq(0),
        dsl::reply_to.eq(terms.reply_to),
        dsl::account_id.eq(&terms.owner),
        dsl::kept.eq(terms.kept),
    );
    diesel::insert_into(dsl::outbox).values(row).execute(tx)?;
    Ok(id)
}

/// The mails that wait to be delivered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Waiting {
    /// How many there are.
    pub(crate) mails: i64,
    /// Since when the oldest has waited.
    pub(crate) oldest_at: Option<DateTime<Utc>>,
}

/// The mails that wait to be delivered.
pub(crate) fn waiting(conn: &mut DbConnection) -> Result<Waiting, StoreError> {
    let queued = dsl::outbox.filter(dsl::state.eq("queued"));
    let (mails, oldest): (i64, Option<String>) = queued.select((diesel::dsl::count_star(), diesel::dsl::min(dsl::created_at))).first(conn)?;
    Ok(Waiting { mails, oldest_at: oldest.map(|at| text::read_time("outbox.created_at", &at)).transpose()? })
}

/// Whether any mail is due.
pub(super) fn is_any_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = dsl::outbox.filter(dsl::state.eq("queued")).filter(dsl::leased_until.is_null().or(dsl::leased_until.lt(text::time(now))));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

/// Claims the oldest mails that are due: until the lease ends nobody else does.
pub(super) fn claim(tx: &mut DbConnection, now: DateTime<Utc>) -> Result<Vec<Claimed>, StoreError> {
    let due = dsl::outbox.filter(dsl::state.eq("queued")).filter(dsl::leased_until.is_null().or(dsl::leased_until.lt(text::time(now))));
    let rows: Vec<(String, i32, String, String, String, Option<String>)> = due
        .order((dsl::created_at, dsl::id))
        .limit(10)
        .select((dsl::id, dsl::attempts, dsl::recipient, dsl::subject, dsl::body, dsl::reply_to))
        .load(tx)?;
    let mut claimed = Vec::new();
    for (id, attempts, to, subject, body, reply_to) in rows {
        let attempt = attempts.saturating_add(1);
        let lease = text::time(now + TimeDelta::seconds(LEASE_SECONDS));
        diesel::update(dsl::outbox.find(&id)).set((dsl::attempts.eq(attempt), dsl::leased_until.eq(lease))).execute(tx)?;
        claimed.push(Claimed { id, attempt, mail: Mail { to, subject, body }, reply_to });
    }
    Ok(claimed)
}

/// Says that a mail was delivered. Its text goes: links in it open things. A demonstration keeps it to show it.
pub(super) fn delivered(tx: &mut DbConnection, id: &str, now: DateTime<Utc>, demonstration: bool) -> Result<(), StoreError> {
    diesel::update(dsl::outbox.find(id)).set((dsl::state.eq("delivered"), dsl::delivered_at.eq(text::time(now)))).execute(tx)?;
    if demonstration { Ok(()) } else { forget_text(tx, id) }
}

/// Takes the text from a mail, and all that somebody else than the programme wrote into it.
fn forget_text(tx: &mut DbConnection, id: &str) -> Result<(), StoreError> {
    // What has another to be answered is a message of somebody's, with a subject of theirs.
    let message = dsl::outbox.filter(dsl::id.eq(id)).filter(dsl::reply_to.is_not_null());
    diesel::update(message).set(dsl::subject.eq("")).execute(tx)?;
    diesel::update(dsl::outbox.find(id)).set((dsl::body.eq(""), dsl::reply_to.eq(None::<String>))).execute(tx)?;
    forget_last(tx, id)
}

/// Says that an attempt failed: the next one comes later each time, until the mail is given up.
/// Then its text goes, as that of a delivered one.
pub(super) fn put_off(tx: &mut DbConnection, id: &str, attempt: i32, now: DateTime<Utc>) -> Result<(), StoreError> {
    if attempt >= ATTEMPTS_MAX {
        diesel::update(dsl::outbox.find(id)).set(dsl::state.eq("failed")).execute(tx)?;
        return forget_text(tx, id);
    }
    let minutes = 2_i64.saturating_pow(u32::try_from(attempt).unwrap_or(1)).min(360);
    diesel::update(dsl::outbox.find(id)).set(dsl::leased_until.eq(text::time(now + TimeDelta::minutes(minutes)))).execute(tx)?;
    Ok(())
}

fn forget_last(tx: &mut DbConnection, id: &str) -> Result<(), StoreError> {
    diesel::delete(dsl::outbox.filter(dsl::id.eq(id)).filter(dsl::kept.eq(UNTIL_DELIVERED))).execute(tx)?;
    Ok(())
}

/// The latest mails, for the demonstration.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn latest(conn: &mut DbConnection, rows: i64) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = dsl::outbox.order((dsl::created_at.desc(), dsl::id.desc())).limit(rows).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(kept).collect())
}

/// One mail, for the demonstration.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn find(conn: &mut DbConnection, id: &str) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = dsl::outbox.find(id).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(kept))
}

/// What someone typed, as it stands in the text of a mail: nothing in it is filled in.
pub fn typed(text: &str) -> String {
    text.replace('{', "{{}")
}

/// The text as it is sent.
pub fn mail_text(mail: &Mail, public_url: &str) -> String {
    mail.body.replace("{public_url}", public_url).replace("{{}", "{")
}

fn kept((id, created_at, to, subject, body): Row) -> Kept {
    Kept { id, created_at, mail: Mail { to, subject, body } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_someone_typed_is_filled_in() {
        for name in ["Demo Reader", "{public_url}", "{{public_url}}", "{{}", "{", "}{{}public_url}"] {
            let body = format!("{},\n\n{{public_url}}/sign-in\n", typed(name));
            let mail = Mail { to: String::new(), subject: String::new(), body };
            assert_eq!(mail_text(&mail, "https://a.example"), format!("{name},\n\nhttps://a.example/sign-in\n"));
        }
    }
}

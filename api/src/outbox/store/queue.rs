//! Queueing mails, in the transaction of what they tell of.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::AccountId;
use shared::notices::{NoticeKind, NoticeState};

use super::{AS_HISTORY, UNTIL_DELIVERED};
use crate::db::schema::accounts;
use crate::db::schema::outbox::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::ids;
use crate::notices::subject;
use crate::outbox::Mail;
use crate::text::email_key;

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

/// Queues a mail to the programme's own mailbox: nobody's history, also where the mailbox has an account.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn queue_to_programme(tx: &mut DbConnection, now: DateTime<Utc>, mail: &Mail) -> Result<(), StoreError> {
    insert(tx, now, mail, &Terms::default()).map(drop)
}

/// Queues a mail to an address that is not an account's yet: it goes with the account nevertheless.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn queue_about(tx: &mut DbConnection, now: DateTime<Utc>, account: AccountId, mail: &Mail) -> Result<(), StoreError> {
    insert(tx, now, mail, &Terms { owner: Some(account.to_string()), ..Terms::default() }).map(drop)
}

/// Queues a mail that is sent once and never again. Ask [`is_queued`] first, in the same transaction: a key that is taken
/// fails it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn queue_once(tx: &mut DbConnection, now: DateTime<Utc>, account: AccountId, mail: &Mail, key: &str) -> Result<(), StoreError> {
    insert(tx, now, mail, &Terms { owner: Some(account.to_string()), once_key: Some(key), ..Terms::default() }).map(drop)
}

/// Whether a mail was queued under this key, and perhaps delivered by now.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn is_queued(conn: &mut DbConnection, key: &str) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(dsl::outbox.filter(dsl::once_key.eq(key)))).get_result(conn)?)
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

/// Gives an account that was just opened the mails that were queued to its address before there was one: they go with it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn adopt(tx: &mut DbConnection, account: AccountId, email: &str) -> Result<(), StoreError> {
    let unowned = dsl::outbox.filter(dsl::account_id.is_null()).filter(dsl::reply_to.is_null()).filter(dsl::recipient.like(like(email)).escape('\\'));
    let unowned = unowned.filter(dsl::kind.ne(NoticeKind::StaffNotice.name()));
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

/// What holds for a mail besides what it tells.
struct Terms<'a> {
    /// The account that it goes with.
    owner: Option<String>,
    reply_to: Option<&'a str>,
    once_key: Option<&'a str>,
    /// How long it is kept.
    kept: &'static str,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Self { owner: None, reply_to: None, once_key: None, kept: AS_HISTORY }
    }
}

fn insert(tx: &mut DbConnection, now: DateTime<Utc>, mail: &Mail, terms: &Terms<'_>) -> Result<String, StoreError> {
    let id = ids::fresh().to_string();
    let (kind, now_text) = (mail.telling.kind(), text::time(now));
    let variables = serde_json::to_value(&mail.telling).map_err(|error| StoreError::unreadable("outbox.variables", error))?;
    let row = (
        dsl::id.eq(&id),
        dsl::kind.eq(kind.name()),
        dsl::recipient.eq(&mail.to),
        // A template that is wrong stops a mail, which staff then see, and never the act that it tells of.
        dsl::subject.eq(subject(kind, &variables).unwrap_or_else(|_| kind.name().to_owned())),
        dsl::variables.eq(variables.to_string()),
        dsl::reply_to.eq(terms.reply_to),
        dsl::account_id.eq(&terms.owner),
        dsl::kept.eq(terms.kept),
        dsl::once_key.eq(terms.once_key),
        dsl::created_at.eq(&now_text),
        dsl::state.eq(NoticeState::Queued.name()),
        dsl::attempts.eq(0),
        dsl::not_before.eq(&now_text),
        dsl::useful_until.eq(mail.telling.useful_for().map(|long| text::time(now + long))),
    );
    diesel::insert_into(dsl::outbox).values(row).execute(tx)?;
    Ok(id)
}

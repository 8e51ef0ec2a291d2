//! `Idempotency-Key`: per account or partner, and operation, kept with the answer in the same transaction as what it recorded.
//! Owns the table `idempotency_keys`. Refusals keep nothing, so the same key may be used to try again.

use actix_web::HttpRequest;
use chrono::TimeDelta;
use diesel::prelude::*;
use shared::problem::MemberError;

use super::command::Answer;
use crate::db::schema::idempotency_keys::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;
use crate::record::Act;

/// The longest key, in characters.
pub const KEY_CHARS_MAX: usize = 100;
/// How long a key is remembered.
pub const KEY_HOURS: i64 = 24;

const HEADER: &str = "Idempotency-Key";
/// How many answers are looked through at once.
const PAGE: i64 = 500;

/// A key, and what it was sent with.
#[derive(Debug, Clone)]
pub struct Key {
    /// What is kept of its text: acts stay, and what a client writes there is its own.
    pub(crate) hash: String,
    /// Of the path with its parameters and the body: the same key with either changed is a mistake of the caller.
    pub(crate) digest: String,
}

impl Key {
    /// The key of this request, where it has one.
    pub(crate) fn of(request: &HttpRequest, body: &[u8]) -> Result<Option<Self>, Error> {
        let Some(value) = request.headers().get(HEADER) else { return Ok(None) };
        let visible = value.to_str().ok().filter(|text| text.chars().all(|character| character.is_ascii_graphic()));
        match visible {
            Some(text) if (1..=KEY_CHARS_MAX).contains(&text.len()) => {
                let asked = request.uri().path_and_query().map_or(request.path(), |asked| asked.as_str());
                Ok(Some(Self { hash: ids::hash(&[text.as_bytes()]), digest: ids::hash(&[asked.as_bytes(), body]) }))
            }
            _ => Err(Error::Unreadable(MemberError::new(HEADER, format!("send 1 to {KEY_CHARS_MAX} visible ASCII characters, such as a UUID")))),
        }
    }
}

/// Runs `work` unless its answer is kept under the key already; says whether it was.
pub(super) fn once(
    tx: &mut DbConnection,
    key: Option<&Key>,
    act: &Act,
    work: impl Fn(&mut DbConnection) -> Result<Answer, Error>,
) -> Result<(Answer, bool), Error> {
    let (Some(key), Some(requester)) = (key, act.account) else { return Ok((work(tx)?, false)) };
    let requester = requester.to_string();
    if let Some((digest, answer)) = find(tx, &requester, key, act)? {
        return if digest == key.digest { Ok((answer, true)) } else { Err(Error::KeyReused) };
    }
    let answer = work(tx)?;
    let row = (
        dsl::requester_id.eq(&requester),
        dsl::operation.eq(act.operation),
        dsl::idempotency_key.eq(&key.hash),
        dsl::digest.eq(&key.digest),
        dsl::status.eq(i32::from(answer.status)),
        dsl::answer.eq(&answer.body),
        dsl::created_at.eq(text::time(act.now)),
    );
    diesel::insert_into(dsl::idempotency_keys).values(row).execute(tx).map_err(StoreError::from)?;
    Ok((answer, false))
}

/// What is kept under the key; one that is too old is forgotten.
fn find(tx: &mut DbConnection, requester: &str, key: &Key, act: &Act) -> Result<Option<(String, Answer)>, StoreError> {
    let mine = dsl::idempotency_keys.find((requester, act.operation, &key.hash));
    let kept: Option<(String, i32, String, String)> = mine.select((dsl::digest, dsl::status, dsl::answer, dsl::created_at)).first(tx).optional()?;
    let Some((digest, status, body, created_at)) = kept else { return Ok(None) };
    if created_at < text::time(act.now - TimeDelta::hours(KEY_HOURS)) {
        diesel::delete(mine).execute(tx)?;
        return Ok(None);
    }
    let status = u16::try_from(status).map_err(|error| StoreError::unreadable("idempotency_keys.status", error))?;
    Ok(Some((digest, Answer { status, body })))
}

/// Forgets the answers that hold any of these texts, whoever got them: someone has left.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn forget_answers(tx: &mut DbConnection, texts: &[String]) -> Result<(), StoreError> {
    let (mut requester, mut operation, mut key) = (String::new(), String::new(), String::new());
    loop {
        // A page at a time: all answers of a day may be more than memory should hold.
        let later_operation = dsl::operation.gt(&operation).or(dsl::operation.eq(&operation).and(dsl::idempotency_key.gt(&key)));
        let later = dsl::idempotency_keys.filter(dsl::requester_id.gt(&requester).or(dsl::requester_id.eq(&requester).and(later_operation)));
        let page: Vec<(String, String, String, String)> = later
            .order((dsl::requester_id, dsl::operation, dsl::idempotency_key))
            .limit(PAGE)
            .select((dsl::requester_id, dsl::operation, dsl::idempotency_key, dsl::answer))
            .load(tx)?;
        for (requester, operation, key, answer) in &page {
            if texts.iter().any(|text| answer.contains(text.as_str())) {
                diesel::delete(dsl::idempotency_keys.find((requester, operation, key))).execute(tx)?;
            }
        }
        let Some((last_requester, last_operation, last_key, _)) = page.into_iter().next_back() else { return Ok(()) };
        (requester, operation, key) = (last_requester, last_operation, last_key);
    }
}

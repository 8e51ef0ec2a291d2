//! The answers of a keyed report of many rows, each kept in the transaction that recorded its row: whoever repeats the
//! request, also one that broke off in the middle, gets the same answers, and nothing is recorded twice. Owns the tables
//! `partner_batches` and `partner_batch_rows`.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::ids::{PartnerId, PersonId};

use crate::db::schema::{partner_batch_rows as answers, partner_batches as batches};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;
use crate::request::{KEY_HOURS, Key};

/// The batch of this key: begun now, or found where it was begun with the same body.
pub(super) fn open(tx: &mut DbConnection, partner: PartnerId, key: &Key, now: DateTime<Utc>) -> Result<String, Error> {
    let same = batches::table.filter(batches::partner_id.eq(partner.to_string())).filter(batches::idempotency_key.eq(&key.hash));
    let known: Option<(String, String, String)> =
        same.select((batches::id, batches::digest, batches::created_at)).first(tx).optional().map_err(StoreError::from)?;
    if let Some((id, digest, created_at)) = known {
        if created_at >= text::time(now - TimeDelta::hours(KEY_HOURS)) {
            return if digest == key.digest { Ok(id) } else { Err(Error::KeyReused) };
        }
        forget(tx, &[id])?;
    }
    let id = ids::fresh().to_string();
    let row = (
        batches::id.eq(&id),
        batches::partner_id.eq(partner.to_string()),
        batches::idempotency_key.eq(&key.hash),
        batches::digest.eq(&key.digest),
        batches::created_at.eq(text::time(now)),
    );
    diesel::insert_into(batches::table).values(row).execute(tx).map_err(StoreError::from)?;
    Ok(id)
}

/// The answers that are kept of the rows from `first` to `last`.
pub(super) fn kept(conn: &mut DbConnection, batch: &str, first: u32, last: u32) -> Result<BTreeMap<u32, String>, StoreError> {
    let between = answers::table
        .filter(answers::batch_id.eq(batch))
        .filter(answers::row_number.ge(i64::from(first)))
        .filter(answers::row_number.le(i64::from(last)));
    let rows: Vec<(i64, String)> = between.select((answers::row_number, answers::answer)).load(conn)?;
    Ok(rows.into_iter().filter_map(|(number, answer)| u32::try_from(number).ok().map(|number| (number, answer))).collect())
}

/// Keeps the answer of a row, and whom it names.
pub(super) fn keep(tx: &mut DbConnection, batch: &str, number: u32, person: Option<PersonId>, answer: &str) -> Result<(), StoreError> {
    let row = (
        answers::batch_id.eq(batch),
        answers::row_number.eq(i64::from(number)),
        answers::person_id.eq(person.map(|person| person.to_string())),
        answers::answer.eq(answer),
    );
    diesel::insert_into(answers::table).values(row).execute(tx)?;
    Ok(())
}

fn forget(tx: &mut DbConnection, ids: &[String]) -> Result<(), StoreError> {
    diesel::delete(answers::table.filter(answers::batch_id.eq_any(ids))).execute(tx)?;
    diesel::delete(batches::table.filter(batches::id.eq_any(ids))).execute(tx)?;
    Ok(())
}

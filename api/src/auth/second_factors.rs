//! The second step of accounts: the sealed secret, the recovery codes, and the challenges between the two steps. Owns the
//! tables `second_factors`, `recovery_codes` and `sign_in_challenges`.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::ids::AccountId;

use super::codes::{self, Secret};
use super::{Keys, codes::bare};
use crate::db::schema::{recovery_codes, second_factors, sign_in_challenges};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;

/// How long the code may be waited for after the password.
pub const CHALLENGE_SECONDS: u32 = 300;

/// Whether the second step of this account is set up.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn is_on(conn: &mut DbConnection, account: AccountId) -> Result<bool, StoreError> {
    let on = second_factors::table.find(account.to_string()).filter(second_factors::confirmed_at.is_not_null());
    Ok(diesel::select(diesel::dsl::exists(on)).get_result(conn)?)
}

/// How many recovery codes are left.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn recovery_codes_left(conn: &mut DbConnection, account: AccountId) -> Result<i64, StoreError> {
    Ok(recovery_codes::table.filter(recovery_codes::account_id.eq(account.to_string())).count().get_result(conn)?)
}

/// Keeps a new secret, sealed; it counts for nothing until [`confirm`].
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn begin(tx: &mut DbConnection, account: AccountId, sealed: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    remove(tx, account)?;
    let row = (
        second_factors::account_id.eq(account.to_string()),
        second_factors::secret.eq(sealed),
        second_factors::created_at.eq(text::time(now)),
        second_factors::last_step.eq(0_i64),
    );
    diesel::insert_into(second_factors::table).values(row).execute(tx)?;
    Ok(())
}

/// Takes the first code of an app: from then on the second step is asked for. Says whether the code is right.
///
/// # Errors
/// [`Error::Conflict`] where nothing waits for its first code; [`Error::Store`].
pub fn confirm(tx: &mut DbConnection, keys: &Keys, account: AccountId, typed: &str, fresh: &[String], now: DateTime<Utc>) -> Result<bool, Error> {
    let waiting = second_factors::table.find(account.to_string()).filter(second_factors::confirmed_at.is_null());
    let secret: Option<String> = waiting.select(second_factors::secret).first(tx).optional().map_err(StoreError::from)?;
    let Some(sealed) = secret else {
        return Err(Error::conflict("second_step_not_begun", 27, "Nothing waits for its first code: begin to set up the second step."));
    };
    let Some(step) = codes::step_of(&unsealed(keys, account, &sealed)?, &bare(typed), now.timestamp(), 0)? else { return Ok(false) };
    let on = (second_factors::confirmed_at.eq(text::time(now)), second_factors::last_step.eq(step));
    diesel::update(second_factors::table.find(account.to_string())).set(on).execute(tx).map_err(StoreError::from)?;
    for code in fresh {
        let row = (recovery_codes::hash.eq(hash_of(account, code)), recovery_codes::account_id.eq(account.to_string()));
        diesel::insert_into(recovery_codes::table).values(row).execute(tx).map_err(StoreError::from)?;
    }
    Ok(true)
}

/// Takes a code of the app or a recovery code: it counts once. Says whether it is right.
///
/// # Errors
/// [`Error::Store`]; [`Error::Defect`] where the secret cannot be read any more.
pub fn take(tx: &mut DbConnection, keys: &Keys, account: AccountId, typed: &str, now: DateTime<Utc>) -> Result<bool, Error> {
    let typed = bare(typed);
    if !codes::is_from_app(&typed) {
        let used = recovery_codes::table.find(hash_of(account, &typed)).filter(recovery_codes::account_id.eq(account.to_string()));
        return Ok(0 < diesel::delete(used).execute(tx).map_err(StoreError::from)?);
    }
    let on = second_factors::table.find(account.to_string()).filter(second_factors::confirmed_at.is_not_null());
    let found: Option<(String, i64)> =
        on.select((second_factors::secret, second_factors::last_step)).first(tx).optional().map_err(StoreError::from)?;
    let Some((sealed, last_step)) = found else { return Ok(false) };
    let secret = unsealed(keys, account, &sealed)?;
    let Some(step) = codes::step_of(&secret, &typed, now.timestamp(), last_step)? else { return Ok(false) };
    // Sealed anew: so whoever signs in goes over to a new key before the old one is dropped.
    let taken = (second_factors::last_step.eq(step), second_factors::secret.eq(keys.seal(&account.to_string(), &secret)?));
    diesel::update(second_factors::table.find(account.to_string())).set(taken).execute(tx).map_err(StoreError::from)?;
    Ok(true)
}

/// Removes the second step of an account, and all that waits for it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn remove(tx: &mut DbConnection, account: AccountId) -> Result<(), StoreError> {
    let id = account.to_string();
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(&id))).execute(tx)?;
    diesel::delete(second_factors::table.find(&id)).execute(tx)?;
    forget_challenges(tx, account)
}

/// Makes a challenge: the first step was right, and the second one is waited for.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn challenge(tx: &mut DbConnection, account: AccountId, now: DateTime<Utc>) -> Result<String, StoreError> {
    let token = ids::token();
    let row = (
        sign_in_challenges::hash.eq(ids::hash(&[token.as_bytes()])),
        sign_in_challenges::account_id.eq(account.to_string()),
        sign_in_challenges::expires_at.eq(text::time(now + TimeDelta::seconds(CHALLENGE_SECONDS.into()))),
    );
    diesel::insert_into(sign_in_challenges::table).values(row).execute(tx)?;
    Ok(token)
}

/// Whose challenge this is, where it still stands.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn challenged(conn: &mut DbConnection, token: &str, now: DateTime<Utc>) -> Result<Option<AccountId>, StoreError> {
    let standing = sign_in_challenges::table.find(ids::hash(&[token.as_bytes()])).filter(sign_in_challenges::expires_at.gt(text::time(now)));
    let account: Option<String> = standing.select(sign_in_challenges::account_id).first(conn).optional()?;
    text::read_option("sign_in_challenges.account_id", account.as_deref())
}

/// Forgets the challenges of an account: one was met, or its password is another.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn forget_challenges(tx: &mut DbConnection, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(sign_in_challenges::table.filter(sign_in_challenges::account_id.eq(account.to_string()))).execute(tx)?;
    Ok(())
}

fn unsealed(keys: &Keys, account: AccountId, sealed: &str) -> Result<Secret, Error> {
    let secret = keys.unseal(&account.to_string(), sealed)?;
    secret.try_into().map_err(|_| Error::Defect("a sealed secret has another length".to_owned()))
}

fn hash_of(account: AccountId, code: &str) -> String {
    ids::hash(&[account.to_string().as_bytes(), bare(code).as_bytes()])
}

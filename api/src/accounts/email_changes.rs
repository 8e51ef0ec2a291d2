//! Changes of address that wait for their confirmation. Owns the table `email_changes`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::AccountId;

use crate::db::schema::email_changes::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::ids;

/// Makes a token that changes the address until then; only its hash is stored.
pub(super) fn begin(tx: &mut DbConnection, account: AccountId, email: &str, until: DateTime<Utc>) -> Result<String, StoreError> {
    let token = ids::token();
    let row = (
        dsl::hash.eq(ids::hash(&[token.as_bytes()])),
        dsl::account_id.eq(account.to_string()),
        dsl::email.eq(email),
        dsl::expires_at.eq(text::time(until)),
    );
    diesel::insert_into(dsl::email_changes).values(row).execute(tx)?;
    Ok(token)
}

/// Whose address this token changes, and to which.
pub(super) fn find(conn: &mut DbConnection, token: &str, now: DateTime<Utc>) -> Result<Option<(AccountId, String)>, StoreError> {
    let standing = dsl::email_changes.find(ids::hash(&[token.as_bytes()])).filter(dsl::expires_at.gt(text::time(now)));
    let row: Option<(String, String)> = standing.select((dsl::account_id, dsl::email)).first(conn).optional()?;
    row.map(|(account, email)| Ok((text::read("email_changes.account_id", &account)?, email))).transpose()
}

/// Forgets all that waits for this account.
pub(super) fn forget(tx: &mut DbConnection, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(dsl::email_changes.filter(dsl::account_id.eq(account.to_string()))).execute(tx)?;
    Ok(())
}

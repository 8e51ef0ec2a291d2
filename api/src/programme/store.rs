//! The marks of this installation.

use diesel::prelude::*;

use crate::db::schema::people;
use crate::db::schema::programme::dsl;
use crate::db::{DbConnection, StoreError};

const DEMONSTRATION: &str = "demonstration";
const CACHES: &str = "caches";

/// Whether `lssc demo` marked this database.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn is_demonstration(conn: &mut DbConnection) -> Result<bool, StoreError> {
    let mark: Option<String> = dsl::programme.find(DEMONSTRATION).select(dsl::value).first(conn).optional()?;
    Ok(mark.is_some_and(|value| value == "true"))
}

/// Marks this database as a demonstration.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn mark_demonstration(tx: &mut DbConnection) -> Result<(), StoreError> {
    diesel::insert_into(dsl::programme).values((dsl::key.eq(DEMONSTRATION), dsl::value.eq("true"))).execute(tx)?;
    Ok(())
}

/// The version of the caches besides the standings.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn caches(conn: &mut DbConnection) -> Result<Option<String>, StoreError> {
    Ok(dsl::programme.find(CACHES).select(dsl::value).first(conn).optional()?)
}

/// Marks the caches besides the standings as of this version.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn mark_caches(tx: &mut DbConnection, version: &str) -> Result<(), StoreError> {
    forget_caches(tx)?;
    diesel::insert_into(dsl::programme).values((dsl::key.eq(CACHES), dsl::value.eq(version))).execute(tx)?;
    Ok(())
}

/// Takes that mark away.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn forget_caches(tx: &mut DbConnection) -> Result<(), StoreError> {
    diesel::delete(dsl::programme.find(CACHES)).execute(tx)?;
    Ok(())
}

/// Whether there are people in this database.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn is_in_use(conn: &mut DbConnection) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(people::table.select(people::id))).get_result(conn)?)
}

/// How many people there are.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn people(conn: &mut DbConnection) -> Result<u64, StoreError> {
    let people: i64 = people::table.count().get_result(conn)?;
    Ok(u64::try_from(people).unwrap_or(0))
}

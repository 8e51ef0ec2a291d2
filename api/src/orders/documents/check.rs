//! Holding the documents of orders against the store.

use chrono::{DateTime, Utc};

use super::tidy::is_old;
use super::{FOLDER, object};
use crate::db::Db;
use crate::error::Error;
use crate::evidence::check::{Difference, Known, compared};
use crate::files::Files;
use crate::orders::store;

/// Every difference. What was begun within the last hour may be on its way to its row.
///
/// # Errors
/// [`Error::Files`] where the store fails, [`Error::Store`] where the database does.
pub async fn check(db: &Db, files: &Files, now: DateTime<Utc>) -> Result<Vec<Difference>, Error> {
    // The store first: what is added between the two is known to the later one.
    let there = files.names(FOLDER).await?;
    let rows = db.read(|conn| Ok(store::documents(conn)?)).await?;
    let known = rows.into_iter().map(|(order, document, bytes)| (Known::OrderDocument(order), object(document), Some(bytes)));
    let is_young = |difference: &Difference| matches!(difference, Difference::Unknown(name) if !is_old(name, now));
    Ok(compared(known, there).into_iter().filter(|difference| !is_young(difference)).collect())
}

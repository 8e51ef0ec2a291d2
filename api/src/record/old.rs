//! The caches besides the standings, after a version that writes them otherwise was installed.

use super::{matters, relist};
use crate::db::DbConnection;
use crate::error::Error;
use crate::programme;

/// Raised where a cache holds more or other than before.
const CACHES: &str = "2";

/// Rebuilds the caches of matters and of the catalog where an earlier version wrote them; says for how many people.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn rebuild_where_old(tx: &mut DbConnection) -> Result<Option<usize>, Error> {
    if programme::caches(tx)?.as_deref() == Some(CACHES) {
        return Ok(None);
    }
    relist(tx)?;
    let people = matters::refile(tx)?;
    programme::mark_caches(tx, CACHES)?;
    Ok(Some(people))
}

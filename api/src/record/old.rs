//! The caches besides the standings, after a version that writes them otherwise was installed. Candidate numbers, too:
//! who registered before there were any is given one.

use super::{candidate_numbers, certificates, matters, relist};
use crate::db::DbConnection;
use crate::error::Error;
use crate::programme;

/// Raised where a cache holds more or other than before.
const CACHES: &str = "5";

/// Rebuilds the caches of matters, of certificates and of the catalog where an earlier version wrote them, and gives the
/// candidate numbers that are missing; says for how many people.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn rebuild_where_old(tx: &mut DbConnection) -> Result<Option<usize>, Error> {
    if programme::caches(tx)?.as_deref() == Some(CACHES) {
        return Ok(None);
    }
    candidate_numbers::give_missing(tx)?;
    relist(tx)?;
    certificates::restate(tx)?;
    let people = matters::refile(tx)?;
    programme::mark_caches(tx, CACHES)?;
    Ok(Some(people))
}

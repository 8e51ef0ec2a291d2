//! `lssc standings`: rebuilds the caches, and says where it or an issued certificate differs from the rules.

use std::io::Write;

use super::CommandError;
use crate::clock::Clock;
use crate::db::{DatabaseAddress, Db};
use crate::record;

pub(super) fn rebuild(database: &DatabaseAddress) -> Result<(), CommandError> {
    let today = Clock::system().moment()?.today;
    let (people, courses) = Db::open(database)?.write_blocking(|tx| Ok((record::rebuild(tx, today)?, record::relist(tx)?)))?;
    writeln!(std::io::stdout(), "the standings of {people} people and the listings of {courses} courses were rebuilt")?;
    Ok(())
}

pub(super) fn check(database: &DatabaseAddress) -> Result<(), CommandError> {
    let today = Clock::system().moment()?.today;
    let differences = Db::open(database)?.read_blocking(|conn| record::check(conn, today))?;
    if differences.is_empty() {
        writeln!(std::io::stdout(), "the cache and the certificates agree with the rules")?;
        return Ok(());
    }
    for difference in &differences {
        writeln!(std::io::stdout(), "{difference}")?;
    }
    let (count, noun) = (differences.len(), if differences.len() == 1 { "difference" } else { "differences" });
    Err(CommandError::Said(format!("{count} {noun}; `lssc standings rebuild` puts the cache right, certificates are for staff to decide")))
}

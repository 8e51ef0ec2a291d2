//! `lssc standings`: rebuilds the caches, and says where it or an issued certificate differs from the rules.

use std::io::Write;

use super::CommandError;
use crate::clock::Clock;
use crate::db::{DatabaseAddress, Db, DbConnection};
use crate::record;

pub(super) fn rebuild(database: &DatabaseAddress) -> Result<(), CommandError> {
    let today = Clock::system().moment()?.today;
    let rebuild = |tx: &mut DbConnection| {
        record::recount(tx)?;
        Ok((record::rebuild(tx, today)?, record::relist(tx)?, record::refile(tx)?))
    };
    let (people, courses, _) = Db::open(database)?.write_blocking(rebuild)?;
    writeln!(std::io::stdout(), "the standings and the matters of {people} people and the listings of {courses} courses were rebuilt")?;
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

//! `lssc backup` and `lssc restore`.

use std::io::Write;
use std::path::Path;

use super::CommandError;
use crate::backup::{self, Contents};
use crate::clock::Clock;
use crate::db::{DatabaseAddress, Db, migrate};

pub(super) fn take(database: &DatabaseAddress, file: &Path) -> Result<(), CommandError> {
    // Opening would make an empty one.
    if let DatabaseAddress::Sqlite(path) = database
        && !path.exists()
    {
        return Err(CommandError::Said(format!("there is no database at `{}`", path.display())));
    }
    let contents = backup::take(&Db::open(database)?, file, Clock::system().now())?;
    say("written", &contents)?;
    Ok(writeln!(std::io::stderr(), "the files that people sent lie in the store of files and not in this one: copy the store beside it")?)
}

pub(super) fn restore(database: &DatabaseAddress, file: &Path) -> Result<(), CommandError> {
    migrate::migrate(database)?;
    let contents = backup::restore(&Db::open(database)?, file)?;
    say("restored", &contents)?;
    Ok(writeln!(std::io::stderr(), "`lssc evidence check` says which of the files that people sent are missing from the store of files")?)
}

fn say(done: &str, Contents { tables, rows, sha256 }: &Contents) -> Result<(), CommandError> {
    Ok(writeln!(std::io::stdout(), "{done}: {rows} rows in {tables} tables, sha256 {sha256}")?)
}

//! `lssc evidence check`: says which files lack their bytes, and which bytes lack their row.

use std::io::Write;

use super::CommandError;
use crate::db::{DatabaseAddress, Db};
use crate::evidence::check::check as differences;
use crate::files::{Files, FilesPlace};

pub(super) fn check(database: &DatabaseAddress, place: &FilesPlace) -> Result<(), CommandError> {
    let (db, files) = (Db::open(database)?, Files::at(place)?);
    let found = actix_web::rt::System::new().block_on(async move { differences(&db, &files).await })?;
    for difference in &found {
        writeln!(std::io::stdout(), "{difference}")?;
    }
    if found.is_empty() {
        writeln!(std::io::stdout(), "the files in the store are those that the database knows")?;
        return Ok(());
    }
    let noun = if found.len() == 1 { "difference" } else { "differences" };
    Err(CommandError::Said(format!("{} {noun}", found.len())))
}

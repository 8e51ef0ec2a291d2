//! `lssc evidence check`: says which files of applications and documents of orders lack their bytes, and which
//! bytes lack their row.

use std::io::Write;

use super::CommandError;
use crate::clock::Clock;
use crate::db::{DatabaseAddress, Db};
use crate::error::Error;
use crate::files::{Files, FilesPlace};
use crate::{evidence, orders};

pub(super) fn check(database: &DatabaseAddress, place: &FilesPlace) -> Result<(), CommandError> {
    let (db, files) = (Db::open(database)?, Files::at(place)?);
    let now = Clock::system().now();
    let found = actix_web::rt::System::new().block_on(async move {
        let mut found = evidence::check::check(&db, &files).await?;
        found.extend(orders::documents::check(&db, &files, now).await?);
        Ok::<_, Error>(found)
    })?;
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

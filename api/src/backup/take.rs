//! Taking a backup: one transaction that only reads, so that it sees one moment however long it lasts, and that no
//! writer waits for.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::file::{TableLine, Writer};
use super::{BackupError, Contents, catalog, rows};
use crate::db::{Db, DbConnection, text};
use crate::error::Error;

/// Writes everything that is recorded into a new file, readable by its owner alone. It has its name only once it is
/// whole and on the disk.
///
/// # Errors
/// [`BackupError`]; there is no file then.
pub fn take(db: &Db, path: &Path, now: DateTime<Utc>) -> Result<Contents, BackupError> {
    let aside = aside(path);
    let failed = |error| BackupError::File { path: path.to_owned(), error };
    if path.try_exists().map_err(failed)? {
        return Err(BackupError::Exists(path.to_owned()));
    }
    let file = create(&aside).map_err(failed)?;
    let taken = db.read_blocking(|conn| write(conn, &file, now)).map_err(BackupError::from);
    let taken = taken.and_then(|contents| {
        // A link, unlike a renaming, never takes the place of a file that came in between.
        file.sync_all().and_then(|()| fs::hard_link(&aside, path)).map_err(failed)?;
        Ok(contents)
    });
    // Whole or not, the name aside has done its work; what is left of it harms nothing.
    let _ = fs::remove_file(&aside);
    taken
}

fn write(conn: &mut DbConnection, file: &File, now: DateTime<Utc>) -> Result<Contents, Error> {
    let mut writer = Writer::begin(BufWriter::new(file), catalog::schema(conn)?, text::time(now)).map_err(not_written)?;
    for table in catalog::tables(conn)? {
        let columns = table.columns.iter().map(|column| column.name.clone()).collect();
        writer.table(&TableLine { table: table.name.clone(), columns }).map_err(not_written)?;
        rows::each(conn, &table, |row| writer.row(row).map_err(not_written))?;
    }
    Ok(writer.end().map_err(not_written)?.0)
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn not_written(error: io::Error) -> Error {
    Error::Defect(format!("the backup cannot be written: {error}"))
}

fn aside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // It holds what the database holds: names, addresses, hashes of passwords.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

//! Taking a backup: one transaction that only reads, so that it sees one moment however long it lasts, and that no
//! writer waits for.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use chrono::{DateTime, Utc};

use super::file::{TableLine, Writer};
use super::{BackupError, Contents, catalog, rows};
use crate::db::{Db, DbConnection, text};
use crate::error::Error;

/// Writes everything that is recorded into a new file, readable by its owner alone. It has its name only once it is
/// whole and on the disk.
///
/// # Errors
/// [`BackupError`]; there is no file then, but for one that is whole and whose name alone was not seen to reach the disk.
pub fn take(db: &Db, path: &Path, now: DateTime<Utc>) -> Result<Contents, BackupError> {
    let failed = |error| BackupError::File { path: path.to_owned(), error };
    if path.try_exists().map_err(failed)? {
        return Err(BackupError::Exists(path.to_owned()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // It holds what the database holds, names, addresses, hashes of passwords: a name that nobody foresees, for its owner
    // alone, and gone when something fails.
    let aside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    let contents = db.read_blocking(|conn| write(conn, aside.as_file(), now))?;
    aside.as_file().sync_all().map_err(failed)?;
    aside.persist_noclobber(path).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists(path.to_owned()),
        _ => failed(error.error),
    })?;
    sync_folder(folder).map_err(failed)?;
    Ok(contents)
}

/// Makes a file's name last as the file does. Elsewhere than on Unix, a folder cannot be opened for it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
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

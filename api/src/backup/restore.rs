//! Restoring a backup: read once to see that it is whole, then again into one transaction on an empty database.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::catalog::{self, Table};
use super::file::{self, Line};
use super::{BackupError, Contents, rows};
use crate::db::{Db, DbConnection, StoreError};
use crate::error::Error;
use crate::orders::settling;
use crate::{applications, outbox, programme};

/// The table of the installation's marks, which says nothing of anyone.
const MARKS: &str = "programme";

/// What lets somebody in: sessions and links that have ended since the backup would be alive again.
const DOORS: [&str; 5] = ["email_changes", "mailed_tokens", "refresh_tokens", "sessions", "sign_in_challenges"];

/// How many bytes of rows go to the database at once.
const BATCH_BYTES: usize = 256 * 1024;

/// Fills an empty, migrated database with what the backup holds, and leaves nobody signed in.
///
/// # Errors
/// [`BackupError`]; the database is as it was then.
pub fn restore(db: &Db, path: &Path) -> Result<Contents, BackupError> {
    let ours = db.read_blocking(|conn| Ok(catalog::schema(conn)?))?;
    let contents = read(
        path,
        |theirs| {
            if theirs == ours {
                return Ok(());
            }
            let last = |schema: &[String]| schema.last().cloned().unwrap_or_default();
            Err(BackupError::OtherSchema { theirs: last(&theirs), ours: last(&ours) })
        },
        |_| Ok(()),
    )?;
    db.write_blocking(|tx| {
        let tables = catalog::tables(tx)?;
        for table in &tables {
            let holds_something = if table.name == MARKS { programme::is_demonstration(tx)? } else { !rows::is_empty(tx, table)? };
            if holds_something {
                return Ok(Err(BackupError::NotEmpty(table.name.clone())));
            }
        }
        // A server that started on it marked its caches; the backup brings its own marks.
        programme::forget_caches(tx)?;
        let inserted = fill(tx, &tables, path)?;
        if inserted != contents {
            return Err(Error::Defect("the backup was changed while it was read".to_owned()));
        }
        // What refers to another goes before it.
        for table in tables.iter().rev().filter(|table| DOORS.contains(&table.name.as_str())) {
            rows::clear(tx, table)?;
        }
        outbox::forget_links(tx)?;
        applications::forget_confirmation_links(tx)?;
        settling::forget_links(tx)?;
        Ok(Ok(contents.clone()))
    })?
}

fn fill(tx: &mut DbConnection, tables: &[Table], path: &Path) -> Result<Contents, Error> {
    let mut batch = Batch { table: None, rows: String::new() };
    let outcome = read(
        path,
        |_| Ok(()),
        |line| match line {
            Line::Table(line) => {
                batch.insert(tx)?;
                let table = tables.iter().find(|table| table.name == line.table);
                let fits = |table: &&Table| table.columns.iter().map(|column| &column.name).eq(&line.columns);
                let table = table.filter(fits).ok_or_else(|| Error::Defect(format!("`{}` of the backup is another table here", line.table)))?;
                batch.table = Some(table.clone());
                Ok(())
            }
            Line::Row(row) => Ok(batch.add(tx, &row)?),
        },
    );
    match outcome {
        Ok(contents) => {
            batch.insert(tx)?;
            Ok(contents)
        }
        Err(BackupError::Transaction(error)) => Err(error),
        Err(BackupError::Store(error)) => Err(error.into()),
        Err(error) => Err(Error::Defect(error.to_string())),
    }
}

/// Rows of one table that wait to be inserted.
struct Batch {
    table: Option<Table>,
    rows: String,
}

impl Batch {
    fn add(&mut self, tx: &mut DbConnection, row: &str) -> Result<(), StoreError> {
        self.rows.push(if self.rows.is_empty() { '[' } else { ',' });
        self.rows.push_str(row);
        if self.rows.len() > BATCH_BYTES { self.insert(tx) } else { Ok(()) }
    }

    fn insert(&mut self, tx: &mut DbConnection) -> Result<(), StoreError> {
        if let (Some(table), false) = (&self.table, self.rows.is_empty()) {
            self.rows.push(']');
            rows::insert(tx, table, &self.rows)?;
            self.rows.clear();
        }
        Ok(())
    }
}

fn read(
    path: &Path,
    fits: impl FnOnce(Vec<String>) -> Result<(), BackupError>,
    each: impl FnMut(Line) -> Result<(), BackupError>,
) -> Result<Contents, BackupError> {
    let file = File::open(path).map_err(|error| BackupError::File { path: path.to_owned(), error })?;
    file::read(BufReader::new(file), |beginning| fits(beginning.schema), each)
}

//! Connections, with the settings that every one of them needs, and the transactions that run on them.

use std::path::Path;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{Connection as _, ConnectionError, PgConnection, SqliteConnection};

use super::error::StoreError;
use crate::error::Error;

/// A connection to either database; diesel's queries run on it as on any other.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// To an SQLite file.
    Sqlite(SqliteConnection),
    /// To a PostgreSQL server.
    Postgres(PgConnection),
}

impl std::fmt::Debug for DbConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "Sqlite(..)",
            Self::Postgres(_) => "Postgres(..)",
        })
    }
}

impl DbConnection {
    /// The connection, unless a transaction is still open on it or it is broken otherwise.
    pub(super) fn if_idle(mut self) -> Option<Self> {
        if self.is_broken() { None } else { Some(self) }
    }
}

/// What a connection or a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Reading one snapshot.
    Read,
    /// Writing, with nothing else in between.
    Write,
}

/// Makes connections to PostgreSQL for a pool. The address may hold a password: it is not shown.
pub(super) struct Manager(String);

impl Manager {
    pub(super) fn new(url: String) -> Self {
        Self(url)
    }
}

impl ManageConnection for Manager {
    type Connection = DbConnection;
    type Error = StoreError;

    fn connect(&self) -> Result<DbConnection, StoreError> {
        Ok(DbConnection::Postgres(PgConnection::establish(&self.0)?))
    }

    fn is_valid(&self, connection: &mut DbConnection) -> Result<(), StoreError> {
        Ok(connection.ping()?)
    }

    fn has_broken(&self, connection: &mut DbConnection) -> bool {
        // A panic in a closure leaves its transaction open: closing the connection rolls it back.
        std::thread::panicking() || connection.is_broken()
    }
}

/// Opens the file. `busy_timeout` comes first, for the others may have to wait for another process already.
/// Without `recursive_triggers`, `INSERT OR REPLACE` would delete a fact without asking its trigger.
pub(super) fn open_file(path: &Path, mode: Mode) -> Result<SqliteConnection, StoreError> {
    let path = path.to_str().ok_or_else(|| ConnectionError::BadConnection("the path of the database is not UTF-8".to_owned()))?;
    let mut connection = SqliteConnection::establish(path)?;
    connection.batch_execute("PRAGMA busy_timeout = 5000;")?;
    connection.batch_execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;")?;
    match mode {
        // 8 MiB of pages each, so that the upper levels of large tables stay.
        Mode::Read => connection.batch_execute("PRAGMA query_only = ON; PRAGMA cache_size = -8192;")?,
        // Savepoints keep what they may have to undo; in memory and not in a file.
        // What a large transaction has changed stays here until it is committed, and is not written and read again meanwhile.
        Mode::Write => connection.batch_execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;")?,
    }
    Ok(connection)
}

/// Opens the file for one who goes through much of it and then ends: what is mapped need not be copied page by page. Where the
/// disk fails below a mapped file the process ends, so what serves others reads without.
pub(super) fn open_mapped(path: &Path) -> Result<SqliteConnection, StoreError> {
    let mut connection = open_file(path, Mode::Read)?;
    // More than SQLite takes, which is 2 GiB as it is built: what comes after is read as ever.
    connection.batch_execute("PRAGMA mmap_size = 4294967296;")?;
    Ok(connection)
}

/// Runs the closure in one transaction: committed where it succeeds, rolled back where it does not.
pub(super) fn transaction<T>(connection: &mut DbConnection, mode: Mode, work: &impl Fn(&mut DbConnection) -> Result<T, Error>) -> Result<T, Error> {
    begin(connection, mode).map_err(StoreError::from)?;
    match work(connection) {
        Ok(answer) => {
            commit(connection).map_err(StoreError::from)?;
            Ok(answer)
        }
        Err(error) => {
            // Where even the rollback fails, whoever keeps the connection finds it broken and closes it.
            if let Err(failed) = rollback(connection) {
                tracing::warn!(error = %failed, "a rollback failed; the connection is replaced");
            }
            Err(error)
        }
    }
}

pub(super) fn begin(connection: &mut DbConnection, mode: Mode) -> diesel::QueryResult<()> {
    match connection {
        DbConnection::Sqlite(connection) => AnsiTransactionManager::begin_transaction_sql(
            connection,
            match mode {
                Mode::Read => "BEGIN DEFERRED",
                // A deferred one that reads first and then writes fails where another wrote in between.
                Mode::Write => "BEGIN IMMEDIATE",
            },
        ),
        DbConnection::Postgres(connection) => AnsiTransactionManager::begin_transaction_sql(
            connection,
            match mode {
                Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                Mode::Write => "BEGIN ISOLATION LEVEL SERIALIZABLE",
            },
        ),
    }
}

pub(super) fn commit(connection: &mut DbConnection) -> diesel::QueryResult<()> {
    match connection {
        DbConnection::Sqlite(connection) => AnsiTransactionManager::commit_transaction(connection),
        DbConnection::Postgres(connection) => AnsiTransactionManager::commit_transaction(connection),
    }
}

fn rollback(connection: &mut DbConnection) -> diesel::QueryResult<()> {
    match connection {
        DbConnection::Sqlite(connection) => AnsiTransactionManager::rollback_transaction(connection),
        DbConnection::Postgres(connection) => AnsiTransactionManager::rollback_transaction(connection),
    }
}

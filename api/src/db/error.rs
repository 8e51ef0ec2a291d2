//! What can go wrong with the database, sorted by what can be done about it.

use std::sync::Arc;

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// How often a write that lost a race is run again.
const RETRIES_MAX: u32 = 12;
/// How often where something is there already.
const RETRIES_UNIQUE_MAX: u32 = 3;

/// A failure of the database or of what is stored in it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A query failed.
    #[error("query: {0}")]
    Query(#[from] DieselError),
    /// No connection could be made.
    #[error("connect: {0}")]
    Connect(#[from] diesel::ConnectionError),
    /// No connection was free in time, or none could be made.
    #[error("pool: {0}")]
    Pool(#[from] diesel::r2d2::PoolError),
    /// Too many wait for their turn to read or to write, or this one has waited too long.
    #[error("too many are waiting")]
    Crowded,
    /// A savepoint is gone, and with it the transaction: SQLite gives all of it up where the disk is full.
    #[error("the transaction was given up: {0}")]
    GivenUp(DieselError),
    /// A commit failed, and with it every write that shared it.
    #[error("shared commit: {0}")]
    Commit(Arc<StoreError>),
    /// A thread that reads or writes cannot be started.
    #[error("thread: {0}")]
    Thread(std::io::Error),
    /// A migration failed.
    #[error("migration: {0}")]
    Migration(String),
    /// Something is stored that this software does not understand.
    #[error("`{column}` holds something that cannot be read: {detail}")]
    Unreadable {
        /// Where it stands.
        column: &'static str,
        /// What is wrong with it, without its content.
        detail: String,
    },
}

/// What can be done about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The same was recorded before: say so.
    Conflict,
    /// The database cannot be written or reached now: try later.
    Later,
    /// A defect.
    None,
}

impl StoreError {
    /// How often a transaction that failed so is run again, because it may have lost against another one. A broken
    /// uniqueness counts: after the other has committed, the check in the closure sees its row and answers properly.
    /// Where there is no such check it stays broken, so there are few attempts.
    pub fn retries_max(&self) -> u32 {
        match self {
            Self::Query(DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _)) => RETRIES_MAX,
            Self::Query(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => RETRIES_UNIQUE_MAX,
            // PostgreSQL's 40P01; diesel does not hand on the code.
            Self::Query(DieselError::DatabaseError(_, information)) if information.message().starts_with("deadlock detected") => RETRIES_MAX,
            _ => 0,
        }
    }

    /// What can be done about it.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Query(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Remedy::Conflict,
            Self::Query(
                DieselError::BrokenTransactionManager
                | DieselError::RollbackErrorOnCommit { .. }
                | DieselError::DatabaseError(
                    DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                    _,
                ),
            )
            | Self::Connect(_)
            | Self::Pool(_)
            | Self::Crowded
            | Self::GivenUp(_) => Remedy::Later,
            Self::Commit(error) => error.remedy(),
            Self::Query(DieselError::DatabaseError(_, information)) if passes(information.message()) => Remedy::Later,
            _ => Remedy::None,
        }
    }

    /// Something stored cannot be read.
    pub fn unreadable(column: &'static str, detail: impl std::fmt::Display) -> Self {
        Self::Unreadable { column, detail: detail.to_string() }
    }
}

/// Whether a message is about a state that passes: a full disk, a locked file, a server that shuts down.
fn passes(message: &str) -> bool {
    [
        "disk is full",
        "database is locked",
        "database table is locked",
        "disk I/O error",
        "unable to open database file",
        "attempt to write a readonly database",
        "No space left on device",
        "deadlock detected",
        "terminating connection",
        "the database system is",
        "server closed the connection",
        "too many clients",
    ]
    .iter()
    .any(|part| message.contains(part))
}

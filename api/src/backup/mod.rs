//! Backups: every row of every table as one snapshot, in one file of lines that either database restores. They are
//! taken while the server runs, and restored into an empty database only, whole or not at all.
//!
//! Which tables and columns there are, the database itself says, so that a new one is never forgotten. Decision
//! record 0024 says why this is no `pg_dump`.

mod catalog;
mod file;
mod restore;
mod rows;
mod take;

use std::io;
use std::path::PathBuf;

use crate::db::StoreError;
use crate::error::Error;

pub use restore::restore;
pub use take::take;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// How many tables.
    pub tables: u64,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of everything before the last line, in hexadecimal.
    pub sha256: String,
}

/// Why a backup was not taken or not restored. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is a file of this name.
    #[error("`{}` is there already; name another file", .0.display())]
    Exists(PathBuf),
    /// The file cannot be read or written.
    #[error("`{}`: {error}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What failed.
        error: io::Error,
    },
    /// The file is no backup, was cut off, or was changed.
    #[error("line {line} of the backup: {detail}; nothing was restored")]
    Damaged {
        /// Where.
        line: u64,
        /// What is wrong.
        detail: String,
    },
    /// Another version made it.
    #[error(
        "the backup has the schema `{theirs}`, this version has `{ours}`: restore it with the version that made it, then run `lssc migrate` of this one"
    )]
    OtherSchema {
        /// The last migration of the backup.
        theirs: String,
        /// The last migration of this version.
        ours: String,
    },
    /// The database holds something.
    #[error("the database is not empty (`{0}` has rows); a backup is restored into an empty one only")]
    NotEmpty(String),
    /// The database fails.
    #[error("the database does not work: {0}")]
    Store(#[from] StoreError),
    /// The same, from within a transaction.
    #[error("{0}")]
    Transaction(#[from] Error),
}

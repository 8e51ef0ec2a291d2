//! Holding the rows of files against the store: after a restored backup, or where something else was in the store.

use std::fmt;

use shared::ids::EvidenceId;

use super::download::FOLDER;
use super::{object, store};
use crate::db::Db;
use crate::error::Error;
use crate::files::Files;

/// Where the two differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The database says that there is a file, and the store has none.
    Missing(EvidenceId),
    /// The store has one of another length.
    OtherLength(EvidenceId),
    /// The store has something that the database knows nothing of.
    Unknown(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(id) => write!(f, "file {id} is not in the store"),
            Self::OtherLength(id) => write!(f, "file {id} has another length in the store"),
            Self::Unknown(name) => write!(f, "`{name}` is in the store, and no row knows it"),
        }
    }
}

/// Every difference.
///
/// # Errors
/// [`Error::Files`] where the store fails, [`Error::Store`] where the database does.
pub async fn check(db: &Db, files: &Files) -> Result<Vec<Difference>, Error> {
    // The store first: what is added between the two is known to the later one.
    let mut there = files.names(FOLDER).await?;
    let rows = db.read(|conn| Ok(store::all(conn)?)).await?;
    let mut differences = Vec::new();
    for (id, bytes) in rows {
        match (bytes, there.remove(&object(id))) {
            (Some(_), None) => differences.push(Difference::Missing(id)),
            (Some(bytes), Some(found)) if bytes != found => differences.push(Difference::OtherLength(id)),
            // Being sent, or being removed: the store may have it or not.
            _ => {}
        }
    }
    differences.extend(there.into_keys().map(Difference::Unknown));
    Ok(differences)
}

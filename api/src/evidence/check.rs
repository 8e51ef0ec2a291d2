//! Holding the rows of files against the store: after a restored backup, or where something else was in the store.

use std::collections::BTreeMap;
use std::fmt;

use shared::ids::{EvidenceId, OrderId};

use super::download::FOLDER;
use super::{object, store};
use crate::db::Db;
use crate::error::Error;
use crate::files::Files;

/// A file that the database knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// One that goes with an application.
    Evidence(EvidenceId),
    /// The document of an order.
    OrderDocument(OrderId),
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Evidence(id) => write!(f, "file {id}"),
            Self::OrderDocument(id) => write!(f, "the document of order {id}"),
        }
    }
}

/// Where the two differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The database says that there is a file, and the store has none.
    Missing(Known),
    /// The store has one of another length.
    OtherLength(Known),
    /// The store has something that the database knows nothing of.
    Unknown(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(known) => write!(f, "{known} is not in the store"),
            Self::OtherLength(known) => write!(f, "{known} has another length in the store"),
            Self::Unknown(name) => write!(f, "`{name}` is in the store, and no row knows it"),
        }
    }
}

/// Every difference among the files of applications.
///
/// # Errors
/// [`Error::Files`] where the store fails, [`Error::Store`] where the database does.
pub async fn check(db: &Db, files: &Files) -> Result<Vec<Difference>, Error> {
    // The store first: what is added between the two is known to the later one.
    let there = files.names(FOLDER).await?;
    let rows = db.read(|conn| Ok(store::all(conn)?)).await?;
    Ok(compared(rows.into_iter().map(|(id, bytes)| (Known::Evidence(id), object(id), bytes)), there))
}

/// What the database knows (which file, its name in the store, its length where it must be there) against what is there.
pub(crate) fn compared(known: impl IntoIterator<Item = (Known, String, Option<u64>)>, mut there: BTreeMap<String, u64>) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (known, name, bytes) in known {
        match (bytes, there.remove(&name)) {
            (Some(_), None) => differences.push(Difference::Missing(known)),
            (Some(bytes), Some(found)) if bytes != found => differences.push(Difference::OtherLength(known)),
            // Being sent, or being removed: the store may have it or not.
            _ => {}
        }
    }
    differences.extend(there.into_keys().map(Difference::Unknown));
    differences
}

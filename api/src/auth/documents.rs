//! Which documents someone has still to accept, by the facts.

use shared::accounts::{Document, documents_due};
use shared::facts::FactBody;
use shared::ids::PersonId;

use crate::db::{DbConnection, StoreError};
use crate::record::facts_of_kinds;

/// The documents whose version that holds this person has not accepted.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn documents_due_of(conn: &mut DbConnection, person: PersonId) -> Result<Vec<Document>, StoreError> {
    let facts = facts_of_kinds(conn, person, ["document_accepted"; 6])?;
    Ok(documents_due(facts.iter().filter_map(|fact| match &fact.body {
        FactBody::DocumentAccepted { document, version } => Some((*document, version.as_str())),
        _ => None,
    })))
}

//! The fees that were set, as the policies have them.

use shared::facts::FactBody;
use shared::policies::Policies;

use crate::db::{DbConnection, StoreError};
use crate::record::facts_without_person;

/// The programme's numbers with the fees that were set: for what is charged, quoted and published. Whatever asks for no fee
/// goes by [`Policies::built_in`].
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn policies(conn: &mut DbConnection) -> Result<Policies, StoreError> {
    let mut facts = facts_without_person(conn, &["fees_set"])?;
    facts.sort_by_key(|fact| (fact.recorded_at, fact.id));
    let set = facts.iter().filter_map(|fact| match fact.body {
        FactBody::FeesSet { fees } => Some((fact.on, fees)),
        _ => None,
    });
    Ok(Policies::built_in().with_fees(set))
}

//! The fees that were set, as the policies have them.

use shared::facts::{Fact, FactBody};
use shared::fees::Fees;
use shared::policies::Policies;

use crate::db::{DbConnection, StoreError};
use crate::record::facts_without_person;

/// The fees that were set, in the order in which they were: of those for one day the last are in force.
pub(super) fn set(conn: &mut DbConnection) -> Result<Vec<(Fact, Fees)>, StoreError> {
    let mut facts = facts_without_person(conn, &["fees_set"])?;
    facts.sort_by_key(|fact| (fact.recorded_at, fact.id));
    let fees = |fact: Fact| match fact.body {
        FactBody::FeesSet { fees } => Some((fact, fees)),
        _ => None,
    };
    Ok(facts.into_iter().filter_map(fees).collect())
}

/// The programme's numbers with the fees that were set: for what is charged, quoted and published. Whatever asks for no fee
/// goes by [`Policies::built_in`].
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn policies(conn: &mut DbConnection) -> Result<Policies, StoreError> {
    let set = set(conn)?;
    Ok(Policies::built_in().with_fees(set.into_iter().map(|(fact, fees)| (fact.on, fees))))
}

//! Roles: what the facts say of a person. Everyone who registered is a `person`; who may order for an institution is a
//! `buyer`; the others are appointed and dismissed.

use std::collections::BTreeSet;

use shared::accounts::Role;
use shared::facts::{Fact, FactBody};
use shared::ids::{FactId, PersonId};

use crate::db::{DbConnection, StoreError};
use crate::record::facts_of_kinds;

/// The roles that a person has now, in their order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn roles_of(conn: &mut DbConnection, person: PersonId) -> Result<Vec<Role>, StoreError> {
    let kinds = ["person_registered", "role_appointed", "role_dismissed", "buyer_member_added", "buyer_member_removed", "fact_corrected"];
    Ok(roles(&facts_of_kinds(conn, person, kinds)?))
}

/// The roles by these facts, in the order in which they were recorded. A struck one counts for nothing; roles are
/// never replaced, only struck.
fn roles(facts: &[Fact]) -> Vec<Role> {
    let struck: BTreeSet<FactId> =
        facts.iter().filter_map(|fact| if let FactBody::FactCorrected { corrected, .. } = fact.body { Some(corrected) } else { None }).collect();
    let mut roles = BTreeSet::new();
    for fact in facts.iter().filter(|fact| !struck.contains(&fact.id)) {
        match fact.body {
            FactBody::PersonRegistered => {
                roles.insert(Role::Person);
            }
            FactBody::RoleAppointed { role } => {
                roles.insert(role);
            }
            FactBody::BuyerMemberAdded { .. } => {
                roles.insert(Role::Buyer);
            }
            // Nobody orders for two: who is added to another is removed from the first.
            FactBody::BuyerMemberRemoved { .. } => {
                roles.remove(&Role::Buyer);
            }
            FactBody::RoleDismissed { role } => {
                roles.remove(&role);
            }
            _ => {}
        }
    }
    roles.into_iter().collect()
}

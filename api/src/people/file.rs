//! Acts as they stand in a file: who did what when and why, and the facts that it recorded.

use std::collections::{BTreeSet, HashMap};

use shared::facts::{Fact, corrected_ids};
use shared::ids::ActId;
use shared::people::{ActEntry, FactEntry};

use super::store::{self, ActRow};
use crate::db::DbConnection;
use crate::error::Error;
use crate::record::facts_of_act;

/// The acts that recorded these facts, and these others, latest first.
pub(super) fn entries(conn: &mut DbConnection, facts: &[Fact], others: &[ActId]) -> Result<Vec<ActEntry>, Error> {
    let corrected = corrected_ids(facts);
    let mut by_act: HashMap<ActId, Vec<FactEntry>> = HashMap::new();
    for fact in facts {
        let entry = FactEntry { id: fact.id, on: fact.on, body: fact.body.clone(), corrected: corrected.contains(&fact.id) };
        by_act.entry(fact.act).or_default().push(entry);
    }
    let ids: BTreeSet<ActId> = by_act.keys().chain(others).copied().collect();
    let ids: Vec<ActId> = ids.into_iter().collect();
    let entry = |(id, row): (ActId, ActRow)| {
        let facts = by_act.remove(&id).unwrap_or_default();
        ActEntry { id, operation: row.operation, recorded_at: row.recorded_at, by: row.by, reason: row.reason, facts }
    };
    let mut entries: Vec<ActEntry> = store::acts(conn, &ids)?.into_iter().map(entry).collect();
    // Ids are made in the order of time; they tell acts of one instant apart.
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.recorded_at, entry.id)));
    Ok(entries)
}

/// The act that recorded these facts, with all that followed from them.
pub(super) fn entry_of(conn: &mut DbConnection, recorded: &[Fact]) -> Result<ActEntry, Error> {
    let none = || Error::Defect("an act recorded nothing".to_owned());
    let act = recorded.first().ok_or_else(none)?.act;
    let facts = facts_of_act(conn, act)?;
    entries(conn, &facts, &[])?.pop().ok_or_else(none)
}

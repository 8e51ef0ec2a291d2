//! Everyone's completions by state, oldest report first. The query narrows down; what a completion is, its facts say.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::completions::{Completion, CompletionState};
use shared::ids::{CompletionId, PersonId};

use super::store;
use crate::db::schema::facts;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::pages::{Page, Paging};

/// A reported completion: its fact, itself, whose it is.
type Row = (String, Option<String>, Option<String>);

/// A page of completions in this state, or in any.
pub(super) fn page(conn: &mut DbConnection, state: Option<CompletionState>, paging: &Paging, today: Date) -> Result<Page<Completion>, Error> {
    let wanted = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    let mut known: BTreeMap<PersonId, Vec<Completion>> = BTreeMap::new();
    let mut found: Vec<(String, Completion)> = Vec::new();
    let mut after = paging.after().map(str::to_owned);
    loop {
        let rows = candidates(conn, state, after.as_deref(), paging.rows())?;
        let is_last = rows.len() < wanted;
        after = rows.last().map(|(fact, _, _)| fact.clone());
        for (fact, completion, person) in rows {
            let (Some(completion), Some(person)) = (completion, person) else { continue };
            let id: CompletionId = text::read("facts.subject", &completion)?;
            let person: PersonId = text::read("facts.person_id", &person)?;
            let all = match known.entry(person) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(store::of_person(conn, person, today)?),
            };
            // A struck report is among the facts, and no completion any more.
            let fitting = all.iter().find(|completion| completion.id == id).filter(|completion| state.is_none_or(|state| completion.state == state));
            found.extend(fitting.map(|completion| (fact, completion.clone())));
        }
        if is_last || found.len() >= wanted {
            break;
        }
    }
    paging.page(found, |(fact, _)| fact.clone()).try_map(|(_, completion)| Ok(completion))
}

/// Reports that may be of completions in this state. Where decisions were corrected there are more than it takes,
/// never fewer.
fn candidates(conn: &mut DbConnection, state: Option<CompletionState>, after: Option<&str>, rows: i64) -> Result<Vec<Row>, StoreError> {
    let (decisions, corrections) = diesel::alias!(facts as decisions, facts as corrections);
    let corrected = corrections.filter(corrections.field(facts::subject).eq(decisions.field(facts::id).nullable()));
    let decided = decisions.filter(decisions.field(facts::kind).eq("completion_decided")).filter(decisions.field(facts::subject).eq(facts::subject));
    let outcome = |pattern: &'static str| decided.filter(decisions.field(facts::body).like(pattern).or(exists(corrected)));

    let mut query = facts::table.select((facts::id, facts::subject, facts::person_id)).into_boxed();
    query = query.filter(facts::kind.eq("completion_reported")).filter(facts::id.gt(after.unwrap_or_default().to_owned()));
    query = match state {
        None => query,
        Some(CompletionState::Reported) => query.filter(not(exists(decided.filter(not(exists(corrected)))))),
        Some(CompletionState::Verified) => query.filter(exists(outcome("%\"achieved\"%"))),
        Some(CompletionState::Refused) => query.filter(exists(outcome("%\"not_achieved\"%"))),
    };
    Ok(query.order(facts::id.asc()).limit(rows).load(conn)?)
}

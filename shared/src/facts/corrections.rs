//! Corrections applied: what is left when each corrected fact is struck or replaced.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::{Fact, FactBody, Replacement};
use crate::calendar::Date;
use crate::ids::FactId;

/// A fact as it is now known: as it was recorded, or with what a correction put in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownFact<'a> {
    /// As it was recorded.
    Recorded(&'a Fact),
    /// With another day and body.
    Corrected(Box<Fact>),
}

impl KnownFact<'_> {
    /// The fact itself.
    pub fn into_owned(self) -> Fact {
        match self {
            Self::Recorded(fact) => fact.clone(),
            Self::Corrected(fact) => *fact,
        }
    }
}

impl Deref for KnownFact<'_> {
    type Target = Fact;

    fn deref(&self) -> &Fact {
        match self {
            Self::Recorded(fact) => fact,
            Self::Corrected(fact) => fact,
        }
    }
}

/// The facts that stand on the day `as_of`, as they are now known: corrections applied, later facts left out.
///
/// Of several corrections of one fact the one recorded last stands. A correction is itself no longer among the
/// result, and cannot be corrected: correct the fact again instead. Sorted by day, then by id, so that the order of
/// the input does not matter.
pub fn standing_facts(facts: &[Fact], as_of: Date) -> Vec<KnownFact<'_>> {
    let corrections = corrections(facts, as_of);
    let mut standing: Vec<KnownFact<'_>> = Vec::with_capacity(facts.len());
    standing.extend(
        facts
            .iter()
            .filter(|fact| !matches!(fact.body, FactBody::FactCorrected { .. }))
            .filter_map(|fact| match corrections.get(&fact.id) {
                None => Some(KnownFact::Recorded(fact)),
                Some((_, None)) => None,
                Some((_, Some(replacement))) => {
                    Some(KnownFact::Corrected(Box::new(Fact { on: replacement.on, body: (*replacement.body).clone(), ..fact.clone() })))
                }
            })
            .filter(|fact| fact.on <= as_of),
    );
    // Facts come nearly in their order.
    standing.sort_by_key(|fact| (fact.on, fact.id));
    standing
}

/// The ids of the facts that a correction struck or replaced.
pub fn corrected_ids(facts: &[Fact]) -> Vec<FactId> {
    facts.iter().filter_map(|fact| if let FactBody::FactCorrected { corrected, .. } = &fact.body { Some(*corrected) } else { None }).collect()
}

/// A correction: the fact that carries it, and what stands in the corrected fact's place.
type Correction<'a> = (&'a Fact, Option<&'a Replacement>);

/// The correction that stands for each corrected fact.
fn corrections(facts: &[Fact], as_of: Date) -> BTreeMap<FactId, Correction<'_>> {
    let mut standing: BTreeMap<FactId, Correction<'_>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.on <= as_of) {
        if let FactBody::FactCorrected { corrected, replacement } = &fact.body {
            let entry = standing.entry(*corrected).or_insert((fact, replacement.as_ref()));
            if (entry.0.recorded_at, entry.0.id) < (fact.recorded_at, fact.id) {
                *entry = (fact, replacement.as_ref());
            }
        }
    }
    standing
}

//! What the facts say of completions: what was reported, and what staff decided.

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::dossier::Outcome;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{ActId, CompletionId, CourseId, PersonId};

use super::CompletionState;

/// A completion and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompletionRecord {
    /// The completion.
    pub completion: CompletionId,
    /// Whose it is.
    pub person: Option<PersonId>,
    /// The course.
    pub course: CourseId,
    /// The set that it is for.
    pub set: CompetencySet,
    /// The day the course was completed.
    pub completed_on: Date,
    /// What staff decided.
    pub decision: Option<CompletionDecision>,
}

/// What staff decided of a completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompletionDecision {
    /// The act by which it was decided; the reason of a refusal stands there.
    pub act: ActId,
    /// The day.
    pub on: Date,
    /// What was decided.
    pub outcome: Outcome,
}

impl CompletionRecord {
    /// What has become of it.
    pub fn state(&self) -> CompletionState {
        match self.decision.map(|decision| decision.outcome) {
            None => CompletionState::Reported,
            Some(Outcome::Achieved) => CompletionState::Verified,
            Some(Outcome::NotAchieved) => CompletionState::Refused,
        }
    }
}

/// The completions in these facts (see [`crate::facts::standing_facts`]), by day, then by set.
pub fn completion_records(facts: &[KnownFact<'_>]) -> Vec<CompletionRecord> {
    let decision = |of: CompletionId| {
        facts.iter().find_map(|fact| match fact.body {
            FactBody::CompletionDecided { completion, outcome } if completion == of => {
                Some(CompletionDecision { act: fact.act, on: fact.on, outcome })
            }
            _ => None,
        })
    };
    let mut records: Vec<CompletionRecord> = facts
        .iter()
        .filter_map(|fact| match fact.body {
            FactBody::CompletionReported { completion, course, set } => {
                Some(CompletionRecord { completion, person: fact.person, course, set, completed_on: fact.on, decision: decision(completion) })
            }
            _ => None,
        })
        .collect();
    records.sort_by_key(|record| (record.completed_on, record.set, record.completion));
    records
}

//! Staff decide a completion: what verifying and refusing have in common.

use shared::completions::{Completion, CompletionState};
use shared::dossier::Outcome;
use shared::facts::FactBody;
use shared::ids::{CompletionId, PersonId};

use super::store;
use crate::auth::Requester;
use crate::db::DbConnection;
use crate::error::Error;
use crate::record::{Act, NewFact, record};

/// Decides a completion today, unless it is the requester's own.
pub(super) fn decide_for(tx: &mut DbConnection, act: &Act, requester: &Requester, id: CompletionId, outcome: Outcome) -> Result<Completion, Error> {
    let person = store::person_of(tx, id)?;
    requester.not_own(person)?;
    decide(tx, act, person, id, outcome)?;
    store::find(tx, person, id, act.today)
}

/// Decides a completion of this person today.
///
/// # Errors
/// [`Error::NotFound`] without such a completion, [`Error::Conflict`] where it was decided before.
pub fn decide(tx: &mut DbConnection, act: &Act, person: PersonId, id: CompletionId, outcome: Outcome) -> Result<(), Error> {
    let known = store::find(tx, person, id, act.today)?;
    if let (Some(decided_on), CompletionState::Verified | CompletionState::Refused) = (known.decided_on, known.state) {
        let sentence = format!("The completion was {} on {} already; correct that decision if it was wrong.", known.state.name(), decided_on.long());
        return Err(Error::conflict("completion_decided", 10, sentence));
    }
    record(tx, act, vec![NewFact::of(person, act.today, FactBody::CompletionDecided { completion: id, outcome })])?;
    Ok(())
}

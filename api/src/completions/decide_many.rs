//! Staff decide many completions at once. Each is an act of its own: what one of them meets, the others do not.

use std::collections::BTreeSet;

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::completions::{CompletionDecided, CompletionDecisions, CompletionState, CompletionsToDecide, DECISIONS_MAX};
use shared::dossier::Outcome;
use shared::ids::CompletionId;
use shared::people::REASON_CHARS_MAX;

use super::{decide::decide, store};
use crate::auth::Requester;
use crate::auth::permissions::DecideCompletions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::Act;
use crate::request::{Answer, Command};
use crate::text::{Faults, paragraphs};

/// Verifies or refuses up to 100 completions. Each has its own fate: one that was decided before, is one's own or is
/// not there is told with its problem, and the others are decided all the same.
#[utoipa::path(
    tag = "completions",
    request_body = CompletionsToDecide,
    responses((status = 200, body = CompletionDecisions)),
    security(("session" = []))
)]
#[post("/completions/decisions")]
pub(super) async fn decide_completions(command: Command<DecideCompletions, CompletionsToDecide>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let reason = parse(&command.body)?;
    command
        .write(&db, "decide_completions", move |tx, act, staff, sent| {
            let act = match &reason {
                Some(reason) => act.because(reason),
                None => act.clone(),
            };
            let items = sent.ids.iter().map(|&id| decide_one(tx, &act, staff, id, sent.outcome)).collect::<Result<_, _>>()?;
            Answer::ok(&CompletionDecisions { items })
        })
        .await
}

/// The reason, where there is one, of a request that can be.
fn parse(sent: &CompletionsToDecide) -> Result<Option<String>, Error> {
    let mut faults = Faults::default();
    faults.require((1..=DECISIONS_MAX).contains(&sent.ids.len()), "ids", format!("holds {}; name 1 to {DECISIONS_MAX} completions", sent.ids.len()));
    let mut seen = BTreeSet::new();
    for (index, id) in sent.ids.iter().enumerate() {
        faults.require(seen.insert(id), format!("ids[{index}]"), "is named before; name each completion once");
    }
    let reason = match (&sent.reason, sent.outcome) {
        (Some(reason), _) => Some(faults.take(paragraphs("reason", reason, REASON_CHARS_MAX))),
        (None, Outcome::Achieved) => None,
        (None, Outcome::NotAchieved) => {
            faults.require(false, "reason", "is missing: say why they are refused; the people concerned read it");
            None
        }
    };
    faults.check()?;
    Ok(reason)
}

fn decide_one(tx: &mut DbConnection, act: &Act, staff: &Requester, id: CompletionId, outcome: Outcome) -> Result<CompletionDecided, Error> {
    let state = match outcome {
        Outcome::Achieved => CompletionState::Verified,
        Outcome::NotAchieved => CompletionState::Refused,
    };
    let decided = store::person_of(tx, id).and_then(|person| {
        staff.not_own(person)?;
        decide(tx, act, person, id, outcome)
    });
    match decided {
        Ok(()) => Ok(CompletionDecided { id, state: Some(state), problem: None }),
        // A refusal comes before anything is recorded; where the database fails, all of it is given up.
        Err(refused) if refused.is_refusal() => Ok(CompletionDecided { id, state: None, problem: Some(refused.problem()) }),
        Err(failed) => Err(failed),
    }
}

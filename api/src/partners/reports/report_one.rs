//! A partner reports one completion.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::ids::PartnerId;
use shared::partners::{ReportForCandidate, RowOutcome, RowResult, Scope};

use super::guesses;
use super::report::{Reported, report};
use crate::auth::permissions::ReportForCandidates;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::partners::store;
use crate::record::Act;
use crate::request::{Answer, Command};

/// Reports that a candidate completed one of your courses. It counts as verified at once.
///
/// The answer says for each set whether it gives credit, and why. What was known before is answered with 200.
#[utoipa::path(
    tag = "partners",
    request_body = ReportForCandidate,
    responses((status = 201, body = RowResult), (status = 200, description = "It was known before.", body = RowResult)),
    security(("partner" = ["completions"]))
)]
#[post("/partner/reports")]
pub(super) async fn report_for_candidate(command: Command<ReportForCandidates, ReportForCandidate>, db: Data<Db>) -> Result<HttpResponse, Error> {
    command.requester.needs(Scope::Completions)?;
    let (partner, sent, now) = (command.requester.partner, command.body.clone(), command.moment.now);
    let answered = command
        .write(&db, "report_for_candidate", |tx, act, requester, body| {
            let partner = store::find(tx, requester.partner)?;
            let reported = report(tx, act, &partner, body)?;
            let outcome = reported.outcome;
            let answer = result(1, reported);
            if outcome == RowOutcome::Recorded { Answer::created(&answer) } else { Answer::ok(&answer) }
        })
        .await;
    // A refusal records nothing; that it was a guess is counted all the same.
    if let Some(number) = answered.as_ref().err().and_then(|error| guesses::guessed(&sent, error)) {
        db.write(move |tx| guesses::count(tx, partner, number, now)).await?;
    }
    answered
}

/// Records that a candidate completed a course of this partner's.
///
/// # Errors
/// As the operation refuses it.
pub fn report_completion(tx: &mut DbConnection, act: &Act, partner: PartnerId, body: &ReportForCandidate) -> Result<RowOutcome, Error> {
    let partner = store::find(tx, partner)?;
    Ok(report(tx, act, &partner, body)?.outcome)
}

/// The answer to a row that was recorded, or known before.
pub(super) fn result(row: u32, reported: Reported) -> RowResult {
    let Reported { outcome, number, completions } = reported;
    RowResult { row, outcome, candidate_number: Some(number.to_string()), completions, problem: None }
}

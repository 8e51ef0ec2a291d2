//! A partner reports many completions in one request, and is answered row by row while they are recorded.
//!
//! The body is read whole before the first row is recorded: most clients send all before they read anything, so an
//! answer that began earlier could block both; and a key that came before with another body must be known at once. From
//! there on rows are recorded some at a time, each portion in a transaction of its own, and the next portion begins when
//! the answers of the one before are taken. A connection that breaks off loses nothing that was recorded.

use actix_web::http::header::{ContentEncoding, HeaderName};
use actix_web::web::{Bytes, Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use futures_util::StreamExt;
use futures_util::stream;
use shared::ids::PersonId;
use shared::partners::{ReportForCandidate, RowOutcome, RowResult, Scope};
use shared::people::CandidateNumber;
use shared::problem::MemberError;
use tracing::Instrument as _;

use super::report::report;
use super::report_one::result;
use super::rows::{BATCH_BYTES_MAX, Format, Row, refusal};
use super::{batches, guesses};
use crate::auth::permissions::ReportForCandidates;
use crate::auth::{PartnerRequester, Principal, Require};
use crate::clock::Clock;
use crate::db::{Db, DbConnection};
use crate::error::{Error, SignedOut};
use crate::partners::store::{self, Kept};
use crate::record::{Act, person_of};
use crate::request::Key;

/// How many rows are recorded in one transaction: enough to spread its cost, few enough that nobody waits long.
const PORTION_ROWS: usize = 50;

/// Reports up to 10,000 completions of your courses, as NDJSON or CSV.
///
/// The answer is NDJSON, one line for each row in its order, sent while rows are recorded. A row that is refused says
/// why and holds up no other. Send an `Idempotency-Key`: repeated under it, also after a connection that broke off, the
/// request records nothing twice and answers every row alike.
///
/// A CSV file names its columns in the first line: `candidate_number,family_name,course_id,completed_on`.
#[utoipa::path(
    tag = "partners",
    request_body(content((ReportForCandidate = "application/x-ndjson"), (String = "text/csv"))),
    responses((status = 200, description = "One line for each row.", body = RowResult, content_type = "application/x-ndjson")),
    security(("partner" = ["completions"]))
)]
#[post("/partner/reports/batch")]
pub(super) async fn report_for_candidates(
    request: HttpRequest,
    requester: Require<ReportForCandidates>,
    payload: Payload,
    clock: Data<Clock>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    requester.needs(Scope::Completions)?;
    let format = Format::of(&request)?;
    let body = payload.to_bytes_limited(BATCH_BYTES_MAX).await.map_err(|_| Error::TooLarge(BATCH_BYTES_MAX))?;
    let body = body.map_err(|_| Error::Unreadable(MemberError::new("body", "it broke off; send it again")))?;
    let key = Key::of(&request, &body)?;
    let rows = format.read(&body)?;
    let requester = requester.into_inner();
    let batch = open(&db, &requester, key.clone(), &clock).await?;
    let mut work = Work { db: db.get_ref().clone(), clock: clock.get_ref().clone(), requester, key, batch, rows: rows.into_iter() };
    // The first portion is recorded before the answer begins: what fails at once is a problem like any other.
    let first = work.next().await?.unwrap_or_default();
    // The rest is recorded after the request's own span has ended; what is logged of it bears its id all the same.
    let span = tracing::Span::current();
    let rest = stream::try_unfold(work, move |mut work| {
        async move {
            let lines = work.next().await.inspect_err(|error| tracing::warn!(%error, "a report of many rows broke off"))?;
            Ok::<_, Error>(lines.map(|lines| (lines, work)))
        }
        .instrument(span.clone())
    });
    let mut response = HttpResponse::Ok();
    // Neither compression nor a proxy may hold lines back.
    response.insert_header(ContentEncoding::Identity).insert_header((HeaderName::from_static("x-accel-buffering"), "no"));
    Ok(response.content_type("application/x-ndjson").streaming(stream::once(async { Ok(first) }).chain(rest)))
}

async fn open(db: &Db, requester: &PartnerRequester, key: Option<Key>, clock: &Clock) -> Result<Option<String>, Error> {
    let Some(key) = key else { return Ok(None) };
    let (partner, now) = (requester.partner, clock.now());
    db.write(move |tx| batches::open(tx, partner, &key, now)).await.map(Some)
}

/// What is still to be recorded, and for whom.
struct Work {
    db: Db,
    clock: Clock,
    requester: PartnerRequester,
    key: Option<Key>,
    batch: Option<String>,
    rows: std::vec::IntoIter<Row>,
}

impl Work {
    /// Records the next portion; its answers, a line each. None at the end.
    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let portion: Vec<Row> = self.rows.by_ref().take(PORTION_ROWS).collect();
        if portion.is_empty() {
            return Ok(None);
        }
        let moment = self.clock.moment().map_err(|_| Error::Interrupted)?;
        let act = Act {
            account: Some(self.requester.actor()),
            operation: "report_for_candidates",
            now: moment.now,
            today: moment.today,
            reason: None,
            key: self.key.as_ref().map(|key| key.hash.clone()),
        };
        let (requester, batch) = (self.requester.clone(), self.batch.clone());
        let lines = self.db.write(move |tx| {
            // A partner that is suspended meanwhile stops here.
            if !store::may_act(tx, requester.partner, &requester.secret, act.now)? {
                return Err(Error::SignedOut(SignedOut::PartnerEnded));
            }
            let partner = store::find(tx, requester.partner)?;
            record_portion(tx, &act, &partner, batch.as_deref(), &portion)
        });
        lines.await.map(|lines| Some(Bytes::from(lines)))
    }
}

fn record_portion(tx: &mut DbConnection, act: &Act, partner: &Kept, batch: Option<&str>, portion: &[Row]) -> Result<String, Error> {
    let kept = match (batch, portion.first(), portion.last()) {
        (Some(batch), Some(first), Some(last)) => batches::kept(tx, batch, first.number, last.number)?,
        _ => std::collections::BTreeMap::new(),
    };
    let mut lines = String::new();
    for row in portion {
        if let Some(answer) = kept.get(&row.number) {
            lines.push_str(answer);
        } else {
            let result = record_row(tx, act, partner, row)?;
            let answer = serde_json::to_string(&result)?;
            if let Some(batch) = batch {
                let person = named(tx, &result)?;
                batches::keep(tx, batch, row.number, person, &answer)?;
            }
            lines.push_str(&answer);
        }
        lines.push('\n');
    }
    Ok(lines)
}

/// Whose number an answer holds.
fn named(conn: &mut DbConnection, result: &RowResult) -> Result<Option<PersonId>, Error> {
    let number: Option<CandidateNumber> = result.candidate_number.as_ref().and_then(|number| number.parse().ok());
    Ok(number.map(|number| person_of(conn, number)).transpose()?.flatten())
}

/// Records one row, or says why not. Only what is the server's own fault stops the others.
fn record_row(tx: &mut DbConnection, act: &Act, partner: &Kept, row: &Row) -> Result<RowResult, Error> {
    let refused = |candidate_number: Option<String>, problem| RowResult {
        row: row.number,
        outcome: RowOutcome::Refused,
        candidate_number,
        completions: Vec::new(),
        problem: Some(problem),
    };
    let body = match &row.read {
        Ok(body) => body,
        Err(problem) => return Ok(refused(None, problem.clone())),
    };
    let answered = report(tx, act, partner, body);
    if let Some(number) = answered.as_ref().err().and_then(|error| guesses::guessed(body, error)) {
        guesses::count(tx, partner.id, number, act.now)?;
    }
    match answered {
        Ok(reported) => Ok(result(row.number, reported)),
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Conflict(_) | Error::TooMany(_))) => {
            // As it is kept, however it was typed.
            let number = body.candidate_number.parse::<CandidateNumber>().map_or_else(|_| body.candidate_number.clone(), |number| number.to_string());
            Ok(refused(Some(number), refusal(&error)))
        }
        Err(error) => Err(error),
    }
}

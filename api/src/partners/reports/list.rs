//! What a partner reported, in the order of its last change: who keeps the cursor learns what has changed since.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::prelude::*;
use serde::Deserialize;
use shared::calendar::Date;
use shared::completions::{CompletionRecord, CompletionState, completion_records};
use shared::courses::approval_records;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::{CompletionId, CourseId, PartnerId, PersonId};
use shared::partners::{PartnerReport, PartnerReportPage, ReportState, Scope};
use shared::policies::Policies;
use utoipa::IntoParams;

use crate::accounts::person_names;
use crate::auth::Require;
use crate::auth::permissions::ReadOwnReports;
use crate::clock::Moment;
use crate::completions::credit_of;
use crate::db::schema::partner_reports::dsl;
use crate::db::{Db, DbConnection, StoreError, text};
use crate::error::Error;
use crate::pages::{self, Paging};
use crate::record::{load_facts, numbers_of};
use crate::request::Parameters;

/// Which reports are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReportQuery {
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before, or the `seen` of an earlier day.
    after: Option<String>,
}

/// What you reported, each completion once as it stands now, in the order of its last change.
///
/// A completion that staff correct goes to the end again. Keep `seen`: sent as `after` another day, it gives what has
/// changed since, and nothing is missed or told twice in between.
#[utoipa::path(tag = "partners", params(ReportQuery), responses((status = 200, body = PartnerReportPage)), security(("partner" = ["completions"])))]
#[get("/partner/reports")]
pub(super) async fn list_own_reports(
    request: HttpRequest,
    requester: Require<ReadOwnReports>,
    Parameters(query): Parameters<ReportQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    requester.needs(Scope::Completions)?;
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let (partner, before) = (requester.partner, query.after);
    let page = db.read(move |conn| page(conn, partner, &paging, before.as_deref(), moment.today)).await?;
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// A completion and its place in the order.
type Place = (i64, CompletionId, PersonId);

fn page(conn: &mut DbConnection, partner: PartnerId, paging: &Paging, before: Option<&str>, today: Date) -> Result<PartnerReportPage, Error> {
    let after: i64 = match paging.after() {
        Some(after) => after.parse().map_err(|_| Error::invalid("after", "is not the `next` or `seen` of an earlier page"))?,
        None => 0,
    };
    let theirs = dsl::partner_reports.filter(dsl::partner_id.eq(partner.to_string())).filter(dsl::sequence.gt(after));
    let columns = (dsl::sequence, dsl::completion_id, dsl::person_id);
    let rows: Vec<(i64, String, String)> =
        theirs.order(dsl::sequence.asc()).limit(paging.rows()).select(columns).load(conn).map_err(StoreError::from)?;
    let found = paging.page(rows, |(sequence, ..)| sequence.to_string()).try_map(|(sequence, completion, person)| {
        let completion = text::read("partner_reports.completion_id", &completion)?;
        Ok((sequence, completion, text::read("partner_reports.person_id", &person)?))
    })?;
    let last = found.items.last().map(|(sequence, ..)| URL_SAFE_NO_PAD.encode(sequence.to_string()));
    let seen = last.or_else(|| before.map(str::to_owned));
    Ok(PartnerReportPage { items: shown(conn, &found.items, today)?, next: found.next, seen })
}

fn shown(conn: &mut DbConnection, places: &[Place], today: Date) -> Result<Vec<PartnerReport>, Error> {
    let mut recorded: HashMap<PersonId, Vec<Fact>> = HashMap::new();
    for &(_, _, person) in places {
        if let Entry::Vacant(unknown) = recorded.entry(person) {
            unknown.insert(load_facts(conn, person)?);
        }
    }
    let people: Vec<PersonId> = recorded.keys().copied().collect();
    let names = person_names(conn, &people)?;
    let numbers = numbers_of(conn, &people)?;
    let told = places.iter().map(|(_, completion, person)| PartnerReport {
        candidate_number: numbers.get(person).map(ToString::to_string),
        // Who was erased has neither.
        name: numbers.get(person).and(names.get(person)).cloned(),
        ..report_of(recorded.get(person).map(Vec::as_slice).unwrap_or_default(), *completion, today)
    });
    Ok(told.collect())
}

/// A completion as these facts tell of it, without whose it is.
fn report_of(recorded: &[Fact], completion: CompletionId, today: Date) -> PartnerReport {
    let known = standing_facts(recorded, today);
    let nothing = PartnerReport {
        completion_id: completion,
        candidate_number: None,
        name: None,
        state: ReportState::Struck,
        course_id: None,
        course_title: None,
        set: None,
        completed_on: None,
        decided_on: None,
        credit: None,
        reason: None,
    };
    let Some(record) = completion_records(&known).into_iter().find(|record| record.completion == completion) else { return nothing };
    let (credit, reason) = credit_of(&approval_records(&known), record.course, record.set, record.completed_on, &Policies::built_in());
    let title = known.iter().find_map(|fact| title_of(fact, record.course));
    PartnerReport {
        state: state_of(&record),
        course_id: Some(record.course),
        course_title: title,
        set: Some(record.set),
        completed_on: Some(record.completed_on),
        decided_on: record.decision.map(|decision| decision.on),
        credit: Some(credit),
        reason: Some(reason),
        ..nothing
    }
}

fn title_of(fact: &Fact, wanted: CourseId) -> Option<String> {
    match &fact.body {
        FactBody::CourseAdded { course, title, .. } if *course == wanted => Some(title.clone()),
        _ => None,
    }
}

fn state_of(record: &CompletionRecord) -> ReportState {
    match record.state() {
        CompletionState::Reported => ReportState::Reported,
        CompletionState::Verified => ReportState::Verified,
        CompletionState::Refused => ReportState::Refused,
    }
}

//! Everyone's completions, for staff: the queue of those that wait for a decision.

use std::collections::{BTreeSet, HashMap};

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::calendar::Date;
use shared::completions::{Completion, CompletionPage, CompletionState};
use shared::ids::PersonId;
use shared::queues::MatterKind;
use utoipa::IntoParams;

use super::store;
use crate::auth::Require;
use crate::auth::permissions::ReadLists;
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::queues::{self, Wanted};
use crate::request::Parameters;

/// Which completions are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CompletionQuery {
    /// In this state; `reported` waits for a decision.
    state: Option<CompletionState>,
    /// Only those of this person.
    person: Option<PersonId>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Completions of everyone, oldest report first.
#[utoipa::path(tag = "completions", params(CompletionQuery), responses((status = 200, body = CompletionPage)), security(("session" = [])))]
#[get("/completions")]
pub(super) async fn list_completions(
    request: HttpRequest,
    _staff: Require<ReadLists>,
    Parameters(query): Parameters<CompletionQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let CompletionQuery { state, person, limit, after } = query;
    let paging = Paging::new(limit, after.as_deref())?;
    let found = db.read(move |conn| page(conn, (state, person), &paging, moment.today)).await?;
    let page = CompletionPage { items: found.items, next: found.next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

/// In this state, of this person; none narrows nothing down.
pub(crate) type Filter = (Option<CompletionState>, Option<PersonId>);

/// A page of the completions of which this has become.
pub(crate) fn page(conn: &mut DbConnection, (state, person): Filter, paging: &Paging, today: Date) -> Result<Page<Completion>, Error> {
    let wanted = Wanted { kind: MatterKind::Completion, state: state.map(CompletionState::name), person };
    queues::page(conn, wanted, paging, |conn, places| {
        let people: BTreeSet<PersonId> = places.iter().map(|place| place.person).collect();
        let mut told = HashMap::new();
        for person in people {
            let all = store::of_person(conn, person, today)?.into_iter();
            // The facts decide.
            let fitting = all.filter(|completion| state.is_none_or(|state| completion.state == state));
            told.extend(fitting.map(|completion| (completion.id.to_string(), completion)));
        }
        Ok(told)
    })
}

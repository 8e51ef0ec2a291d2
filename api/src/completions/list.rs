//! Everyone's completions, for staff: the queue of those that wait for a decision.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::completions::{CompletionPage, CompletionState};
use utoipa::IntoParams;

use super::queue;
use crate::auth::Require;
use crate::auth::permissions::ReadLists;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::pages::{self, Paging};
use crate::request::Parameters;

/// Which completions are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CompletionQuery {
    /// In this state; `reported` waits for a decision.
    state: Option<CompletionState>,
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
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let found = db.read(move |conn| queue::page(conn, query.state, &paging, moment.today)).await?;
    let page = CompletionPage { items: found.items, next: found.next };
    Ok(pages::answer(&request, &page, page.next.as_deref()))
}

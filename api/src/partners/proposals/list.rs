//! Proposals: a partner's own, and for staff everyone's.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use shared::calendar::Date;
use shared::ids::ProposalId;
use shared::partners::{Proposal, ProposalPage, ProposalState, Scope};
use utoipa::IntoParams;

use super::store::{self, Wanted};
use crate::auth::Require;
use crate::auth::permissions::{ReadOwnCourses, ReadPartners};
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::pages::{self, Page, Paging};
use crate::request::Parameters;

/// Which proposals are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ProposalQuery {
    /// In this state; `waiting` waits for a decision.
    state: Option<ProposalState>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next` of the page before.
    after: Option<String>,
}

async fn answer(request: &HttpRequest, query: ProposalQuery, wanted: Wanted, moment: Moment, db: &Db) -> Result<HttpResponse, Error> {
    let paging = Paging::new(query.limit, query.after.as_deref())?;
    let wanted = Wanted { state: query.state, ..wanted };
    let found = db.read(move |conn| store::page(conn, wanted, &paging, moment.today)).await?;
    let page = ProposalPage { items: found.items, next: found.next };
    Ok(pages::answer(request, &page, page.next.as_deref()))
}

/// Your proposals, oldest first, with what has become of them.
#[utoipa::path(tag = "partners", params(ProposalQuery), responses((status = 200, body = ProposalPage)), security(("partner" = ["courses"])))]
#[get("/partner/proposals")]
pub(super) async fn list_own_proposals(
    request: HttpRequest,
    requester: Require<ReadOwnCourses>,
    Parameters(query): Parameters<ProposalQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    requester.needs(Scope::Courses)?;
    answer(&request, query, Wanted { partner: Some(requester.partner), state: None }, moment, &db).await
}

/// One of your proposals.
#[utoipa::path(
    tag = "partners",
    params(("id" = ProposalId, Path, description = "The proposal")),
    responses((status = 200, body = Proposal)),
    security(("partner" = ["courses"]))
)]
#[get("/partner/proposals/{id}")]
pub(super) async fn get_own_proposal(
    id: Path<ProposalId>,
    requester: Require<ReadOwnCourses>,
    moment: Moment,
    db: Data<Db>,
) -> Result<Json<Proposal>, Error> {
    requester.needs(Scope::Courses)?;
    let (id, partner) = (id.into_inner(), requester.partner);
    let proposal = db.read(move |conn| store::shown(conn, id, moment.today)).await?;
    if proposal.partner_id == partner { Ok(Json(proposal)) } else { Err(Error::NotFound("proposal")) }
}

/// Everyone's proposals, oldest first: with `state=waiting`, the queue.
#[utoipa::path(tag = "partners", params(ProposalQuery), responses((status = 200, body = ProposalPage)), security(("session" = [])))]
#[get("/proposals")]
pub(super) async fn list_proposals(
    request: HttpRequest,
    _staff: Require<ReadPartners>,
    Parameters(query): Parameters<ProposalQuery>,
    moment: Moment,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    answer(&request, query, Wanted::default(), moment, &db).await
}

/// One proposal, for staff.
#[utoipa::path(
    tag = "partners",
    params(("id" = ProposalId, Path, description = "The proposal")),
    responses((status = 200, body = Proposal)),
    security(("session" = []))
)]
#[get("/proposals/{id}")]
pub(super) async fn get_proposal(id: Path<ProposalId>, _staff: Require<ReadPartners>, moment: Moment, db: Data<Db>) -> Result<Json<Proposal>, Error> {
    let id = id.into_inner();
    Ok(Json(db.read(move |conn| store::shown(conn, id, moment.today)).await?))
}

/// A page of everyone's proposals.
pub(crate) fn proposals_page(conn: &mut DbConnection, state: Option<ProposalState>, paging: &Paging, today: Date) -> Result<Page<Proposal>, Error> {
    store::page(conn, Wanted { partner: None, state }, paging, today)
}

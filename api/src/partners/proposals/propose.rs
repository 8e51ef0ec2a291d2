//! A partner proposes a course.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::courses::{PROVIDER_CHARS_MAX, Place, TITLE_CHARS_MAX};
use shared::facts::FactBody;
use shared::ids::{PartnerId, ProposalId};
use shared::partners::{OUTLINE_CHARS_MAX, Proposal, ProposeCourse, Scope, check_proposal};

use super::store;
use crate::auth::permissions::ProposeCourses;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::{line, paragraphs};

/// How many proposals of a partner may wait for a decision at once.
pub(super) const WAITING_MAX: i64 = 100;

/// Proposes a course of yours for approval. Staff decide; you see it at the proposal.
#[utoipa::path(tag = "partners", request_body = ProposeCourse, responses((status = 201, body = Proposal)), security(("partner" = ["courses"])))]
#[post("/partner/proposals")]
pub(super) async fn propose_course(command: Command<ProposeCourses, ProposeCourse>, db: Data<Db>) -> Result<HttpResponse, Error> {
    command.requester.needs(Scope::Courses)?;
    command
        .write(&db, "propose_course", |tx, act, requester, body| {
            let id = propose(tx, act, requester.partner, body)?;
            Answer::created(&store::shown(tx, id, act.today)?)
        })
        .await
}

/// Records that a partner proposes a course.
///
/// # Errors
/// [`Error::Invalid`] where a member holds what cannot be, [`Error::Conflict`] where too many wait already.
pub fn propose(tx: &mut DbConnection, act: &Act, partner: PartnerId, proposal: &ProposeCourse) -> Result<ProposalId, Error> {
    let errors = check_proposal(proposal);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    if store::count_waiting(tx, partner)? >= WAITING_MAX {
        let sentence = format!("{WAITING_MAX} of your proposals wait for a decision; propose more once some are decided.");
        return Err(Error::conflict("proposals_waiting", 14, sentence));
    }
    let id = ProposalId(ids::fresh());
    let place = match &proposal.place {
        Some(place) => Some(Place { city: line("place.city", &place.city, PROVIDER_CHARS_MAX)?, state: place.state.clone() }),
        None => None,
    };
    let body = FactBody::CourseProposed {
        proposal: id,
        partner,
        title: line("title", &proposal.title, TITLE_CHARS_MAX)?,
        delivery: proposal.delivery,
        place,
        sets: proposal.sets.clone(),
        outline: paragraphs("outline", &proposal.outline, OUTLINE_CHARS_MAX)?,
    };
    record(tx, act, vec![NewFact::general(act.today, body)])?;
    Ok(id)
}

//! Staff decide a proposal (Q14): approved, it becomes a course of the catalog, approved for sets and dates in the same
//! act; refused, the partner reads why.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::courses::{ApproveCourse, approval_period};
use shared::dossier::ApprovalPeriod;
use shared::facts::FactBody;
use shared::ids::{ApprovalId, CourseId, ProposalId};
use shared::partners::{ApproveProposal, Proposal, ProposalRecord, check_approvals};
use shared::people::{REASON_CHARS_MAX, WithReason};
use shared::policies::Policies;
use shared::problem::MemberError;

use super::super::store as partners;
use super::store;
use crate::auth::permissions::DecideProposals;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Approves a proposed course for some or all of the proposed sets.
#[utoipa::path(
    tag = "partners",
    params(("id" = ProposalId, Path, description = "The proposal")),
    request_body = ApproveProposal,
    responses((status = 200, body = Proposal)),
    security(("session" = []))
)]
#[post("/proposals/{id}/approve")]
pub(super) async fn approve_proposal(
    id: Path<ProposalId>,
    command: Command<DecideProposals, ApproveProposal>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "approve_proposal", move |tx, act, _, body| {
            let record = waiting(tx, act, id)?;
            approve(tx, act, &record, &body.approvals)?;
            Answer::ok(&store::shown(tx, id, act.today)?)
        })
        .await
}

/// Refuses a proposed course, with a reason that the partner reads.
#[utoipa::path(
    tag = "partners",
    params(("id" = ProposalId, Path, description = "The proposal")),
    request_body = WithReason,
    responses((status = 200, body = Proposal)),
    security(("session" = []))
)]
#[post("/proposals/{id}/refuse")]
pub(super) async fn refuse_proposal(
    id: Path<ProposalId>,
    command: Command<DecideProposals, WithReason>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "refuse_proposal", move |tx, act, _, body| {
            let reason = paragraphs("reason", &body.reason, REASON_CHARS_MAX)?;
            refuse(tx, &act.because(reason), id)?;
            Answer::ok(&store::shown(tx, id, act.today)?)
        })
        .await
}

/// Records that a proposal is refused, for the reason of the act.
///
/// # Errors
/// [`Error::NotFound`] without such a proposal, [`Error::Conflict`] where it is decided already.
pub fn refuse(tx: &mut DbConnection, act: &Act, id: ProposalId) -> Result<(), Error> {
    waiting(tx, act, id)?;
    record(tx, act, vec![NewFact::general(act.today, FactBody::ProposalDecided { proposal: id, course: None })])?;
    Ok(())
}

/// The proposal, where nobody has decided it.
fn waiting(tx: &mut DbConnection, act: &Act, id: ProposalId) -> Result<ProposalRecord, Error> {
    let record = store::find(tx, id, act.today)?;
    match record.decision {
        None => Ok(record),
        Some((_, on, _)) => {
            let sentence = format!("The proposal was {} on {} already.", record.state().name(), on.long());
            Err(Error::conflict("proposal_decided", 14, sentence))
        }
    }
}

fn approve(tx: &mut DbConnection, act: &Act, proposal: &ProposalRecord, approvals: &[ApproveCourse]) -> Result<(), Error> {
    let mut errors = check_approvals(approvals, &proposal.course.sets);
    let periods = periods(act, approvals, &mut errors);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let partner = partners::find(tx, proposal.partner)?;
    let course = CourseId(ids::fresh());
    let added = FactBody::CourseAdded {
        course,
        title: proposal.course.title.clone(),
        provider: partner.provider,
        provider_kind: partner.provider_kind,
        delivery: proposal.course.delivery,
        place: proposal.course.place.clone(),
    };
    let approved = approvals.iter().zip(periods).map(|(approval, period)| {
        let body = FactBody::CourseApproved { approval: ApprovalId(ids::fresh()), course, set: approval.set, until: period.until };
        NewFact::general(period.from, body)
    });
    let decided = FactBody::ProposalDecided { proposal: proposal.proposal, course: Some(course) };
    let facts = std::iter::once(NewFact::general(act.today, added)).chain(approved).chain([NewFact::general(act.today, decided)]);
    record(tx, act, facts.collect())?;
    Ok(())
}

/// The period of each approval; faults are added to `errors`, named by their place.
fn periods(act: &Act, approvals: &[ApproveCourse], errors: &mut Vec<MemberError>) -> Vec<ApprovalPeriod> {
    let policies = Policies::built_in();
    let mut periods = Vec::with_capacity(approvals.len());
    for (index, approval) in approvals.iter().enumerate() {
        match approval_period(approval, &policies, act.today) {
            Ok(period) => periods.push(period),
            Err(faults) => {
                errors.extend(faults.into_iter().map(|fault| MemberError::new(format!("approvals[{index}].{}", fault.member), fault.detail)));
            }
        }
    }
    periods
}

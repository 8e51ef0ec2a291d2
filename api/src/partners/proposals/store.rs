//! Proposals as their facts tell of them.

use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;
use shared::calendar::Date;
use shared::facts::standing_facts;
use shared::ids::{PartnerId, ProposalId};
use shared::partners::{Proposal, ProposalRecord, ProposalState, proposal_records};

use super::super::store as partners;
use crate::db::schema::facts;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::pages::{Page, Paging};
use crate::record::{facts_about, reason_of};

/// What the facts say of a proposal.
pub(super) fn find(conn: &mut DbConnection, id: ProposalId, today: Date) -> Result<ProposalRecord, Error> {
    let recorded = facts_about(conn, id)?;
    proposal_records(&standing_facts(&recorded, today)).pop().ok_or(Error::NotFound("proposal"))
}

/// A proposal as it is shown.
pub(super) fn shown(conn: &mut DbConnection, id: ProposalId, today: Date) -> Result<Proposal, Error> {
    let record = find(conn, id, today)?;
    let partner = partners::find(conn, record.partner)?;
    let state = record.state();
    let reason = match record.decision {
        Some((act, _, None)) => reason_of(conn, act)?,
        _ => None,
    };
    Ok(Proposal {
        id,
        partner_id: record.partner,
        provider: partner.provider,
        provider_kind: partner.provider_kind,
        title: record.course.title,
        delivery: record.course.delivery,
        place: record.course.place,
        sets: record.course.sets,
        outline: record.course.outline,
        proposed_on: record.proposed_on,
        state,
        decided_on: record.decision.map(|(_, on, _)| on),
        reason,
        course_id: record.decision.and_then(|(_, _, course)| course),
    })
}

/// Which proposals are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted {
    pub(super) partner: Option<PartnerId>,
    pub(super) state: Option<ProposalState>,
}

/// A page of proposals, oldest first.
pub(super) fn page(conn: &mut DbConnection, wanted: Wanted, paging: &Paging, today: Date) -> Result<Page<Proposal>, Error> {
    let mut query = facts::table.select((facts::id, facts::subject.assume_not_null())).into_boxed();
    query = query.filter(facts::kind.eq("course_proposed")).filter(facts::id.gt(paging.after().unwrap_or_default().to_owned()));
    if let Some(partner) = wanted.partner {
        query = query.filter(facts::refers_to.eq(partner.to_string()));
    }
    let decisions = diesel::alias!(facts as decisions);
    let decided = decisions.filter(decisions.field(facts::kind).eq("proposal_decided")).filter(decisions.field(facts::subject).eq(facts::subject));
    query = match wanted.state {
        None => query,
        Some(ProposalState::Waiting) => query.filter(not(exists(decided))),
        Some(ProposalState::Refused) => query.filter(exists(decided.filter(decisions.field(facts::body).like("%\"course\":null%")))),
        Some(ProposalState::Approved) => query.filter(exists(decided.filter(decisions.field(facts::body).not_like("%\"course\":null%")))),
    };
    let rows: Vec<(String, String)> = query.order(facts::id.asc()).limit(paging.rows()).load(conn).map_err(StoreError::from)?;
    paging.page(rows, |(fact, _)| fact.clone()).try_map(|(_, id)| shown(conn, text::read("facts.subject", &id)?, today))
}

/// The days since which proposals wait for a decision, and how many since each.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn proposals_waiting(conn: &mut DbConnection) -> Result<Vec<(Date, u64)>, StoreError> {
    let decisions = diesel::alias!(facts as decisions);
    let decided = decisions.filter(decisions.field(facts::kind).eq("proposal_decided")).filter(decisions.field(facts::subject).eq(facts::subject));
    let waiting = facts::table.filter(facts::kind.eq("course_proposed")).filter(not(exists(decided)));
    let rows: Vec<(String, i64)> = waiting.group_by(facts::on_date).select((facts::on_date, count_star())).load(conn)?;
    rows.into_iter().map(|(on, count)| Ok((text::read("facts.on_date", &on)?, u64::try_from(count).unwrap_or(0)))).collect()
}

/// How many proposals of a partner wait for a decision.
pub(super) fn count_waiting(conn: &mut DbConnection, partner: PartnerId) -> Result<i64, StoreError> {
    let decisions = diesel::alias!(facts as decisions);
    let decided = decisions.filter(decisions.field(facts::kind).eq("proposal_decided")).filter(decisions.field(facts::subject).eq(facts::subject));
    let theirs = facts::table.filter(facts::kind.eq("course_proposed")).filter(facts::refers_to.eq(partner.to_string()));
    Ok(theirs.filter(not(exists(decided))).count().get_result(conn)?)
}

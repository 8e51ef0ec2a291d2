//! Courses that partners propose: what may be proposed, what staff may approve of it, and what became of it.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::courses::{AddCourse, ApproveCourse, Delivery, Place, ProviderKind, check_course};
use crate::facts::{FactBody, KnownFact};
use crate::ids::{ActId, CourseId, PartnerId, ProposalId};
use crate::problem::MemberError;
use crate::text::{self, Lines};

/// The longest outline, in characters.
pub const OUTLINE_CHARS_MAX: usize = 4_000;

/// Proposes a course for approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposeCourse {
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Cataloging for Support Staff")))]
    pub title: String,
    /// How it is held.
    pub delivery: Delivery,
    /// Where; required face to face, absent online.
    #[serde(default)]
    pub place: Option<Place>,
    /// The sets that it covers, each once.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    pub sets: Vec<CompetencySet>,
    /// How it covers every competency of these sets: what is taught, in how many hours, how it is assessed.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub outline: String,
}

impl ProposeCourse {
    /// The course that it would become.
    pub fn course(&self, provider: &str, provider_kind: ProviderKind) -> AddCourse {
        let provider = provider.to_owned();
        AddCourse { title: self.title.clone(), provider, provider_kind, delivery: self.delivery, place: self.place.clone() }
    }
}

/// The members of a proposal that are at fault, in their order; empty for one that can be looked at.
pub fn check_proposal(proposal: &ProposeCourse) -> Vec<MemberError> {
    // The provider is the partner's own, and was looked at when it was registered.
    let mut errors = check_course(&proposal.course("-", ProviderKind::Consultant));
    errors.extend(check_sets("sets", &proposal.sets));
    errors.extend(text::check("outline", &proposal.outline, OUTLINE_CHARS_MAX, Lines::Many));
    errors
}

/// Approves a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApproveProposal {
    /// For which of the proposed sets, and when; one entry for each set.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    pub approvals: Vec<ApproveCourse>,
}

/// What is wrong with these approvals of a proposal for `proposed` sets.
pub fn check_approvals(approvals: &[ApproveCourse], proposed: &[CompetencySet]) -> Vec<MemberError> {
    let sets: Vec<CompetencySet> = approvals.iter().map(|approval| approval.set).collect();
    let mut errors: Vec<MemberError> = check_sets("approvals", &sets).into_iter().collect();
    let others = sets.iter().enumerate().filter(|(_, set)| !proposed.contains(set));
    errors.extend(others.map(|(index, set)| {
        MemberError::new(format!("approvals[{index}].set"), format!("`{}` was not proposed: approve what was, or refuse the proposal", set.code()))
    }));
    errors
}

fn check_sets(member: &str, sets: &[CompetencySet]) -> Option<MemberError> {
    let is_twice = sets.iter().enumerate().any(|(index, set)| sets.iter().take(index).any(|earlier| earlier == set));
    if sets.is_empty() {
        Some(MemberError::new(member, "is empty: name at least one competency set"))
    } else if is_twice {
        Some(MemberError::new(member, "names a set twice: name each once"))
    } else {
        None
    }
}

/// What has become of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProposalState {
    /// Staff have not decided.
    Waiting,
    /// It became a course of the catalog.
    Approved,
    /// It did not.
    Refused,
}

impl ProposalState {
    /// All, in their order.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Approved, Self::Refused];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

/// A proposed course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// The proposal.
    pub id: ProposalId,
    /// Who proposes it.
    pub partner_id: PartnerId,
    /// The provider's name.
    pub provider: String,
    /// The kind of provider.
    pub provider_kind: ProviderKind,
    /// The title.
    pub title: String,
    /// How it is held.
    pub delivery: Delivery,
    /// Where; null online.
    pub place: Option<Place>,
    /// For which sets.
    pub sets: Vec<CompetencySet>,
    /// How it covers their competencies.
    pub outline: String,
    /// The day it was proposed.
    pub proposed_on: Date,
    /// What has become of it.
    pub state: ProposalState,
    /// The day it was decided.
    pub decided_on: Option<Date>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// The course that it became.
    pub course_id: Option<CourseId>,
}

/// One page of proposals, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposalPage {
    /// The proposals, oldest first.
    pub items: Vec<Proposal>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// What the facts say of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRecord {
    /// The proposal.
    pub proposal: ProposalId,
    /// Who proposes it.
    pub partner: PartnerId,
    /// What is proposed.
    pub course: ProposeCourse,
    /// The day it was proposed.
    pub proposed_on: Date,
    /// The act of its decision, the day, and the course where it was approved.
    pub decision: Option<(ActId, Date, Option<CourseId>)>,
}

impl ProposalRecord {
    /// What has become of it.
    pub fn state(&self) -> ProposalState {
        match self.decision {
            None => ProposalState::Waiting,
            Some((_, _, Some(_))) => ProposalState::Approved,
            Some((_, _, None)) => ProposalState::Refused,
        }
    }
}

/// The proposals in these facts, in their order.
pub fn proposal_records(facts: &[KnownFact<'_>]) -> Vec<ProposalRecord> {
    let decision = |of: ProposalId| {
        facts.iter().find_map(|fact| match fact.body {
            FactBody::ProposalDecided { proposal, course } if proposal == of => Some((fact.act, fact.on, course)),
            _ => None,
        })
    };
    let records = facts.iter().filter_map(|fact| match &fact.body {
        FactBody::CourseProposed { proposal, partner, title, delivery, place, sets, outline } => Some(ProposalRecord {
            proposal: *proposal,
            partner: *partner,
            course: ProposeCourse { title: title.clone(), delivery: *delivery, place: place.clone(), sets: sets.clone(), outline: outline.clone() },
            proposed_on: fact.on,
            decision: decision(*proposal),
        }),
        _ => None,
    });
    records.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_names_each_set_once_and_says_how_it_covers_it() {
        let good = ProposeCourse {
            title: "Cataloging".to_owned(),
            delivery: Delivery::Online,
            place: None,
            sets: vec![CompetencySet::Cataloging],
            outline: "Twelve weeks.".to_owned(),
        };
        for (proposal, members) in [
            (good.clone(), vec![]),
            (ProposeCourse { sets: vec![], ..good.clone() }, vec!["sets"]),
            (ProposeCourse { sets: vec![CompetencySet::Youth, CompetencySet::Youth], ..good.clone() }, vec!["sets"]),
            (ProposeCourse { outline: " ".to_owned(), ..good.clone() }, vec!["outline"]),
            (ProposeCourse { outline: "x".repeat(OUTLINE_CHARS_MAX), ..good.clone() }, vec![]),
            (ProposeCourse { outline: "x".repeat(OUTLINE_CHARS_MAX + 1), ..good.clone() }, vec!["outline"]),
            (ProposeCourse { delivery: Delivery::FaceToFace, title: String::new(), ..good.clone() }, vec!["title", "place"]),
        ] {
            let found: Vec<String> = check_proposal(&proposal).into_iter().map(|error| error.member).collect();
            assert_eq!(found, members, "{proposal:?}");
        }
    }

    #[test]
    fn what_was_not_proposed_is_not_approved() {
        let approve = |sets: &[CompetencySet]| sets.iter().map(|&set| ApproveCourse { set, from: None, until: None }).collect::<Vec<_>>();
        let proposed = [CompetencySet::Youth, CompetencySet::Access];
        for (sets, members) in [
            (vec![CompetencySet::Youth], vec![]),
            (vec![], vec!["approvals"]),
            (vec![CompetencySet::Youth, CompetencySet::Youth], vec!["approvals"]),
            (vec![CompetencySet::Youth, CompetencySet::Technology], vec!["approvals[1].set"]),
        ] {
            let found: Vec<String> = check_approvals(&approve(&sets), &proposed).into_iter().map(|error| error.member).collect();
            assert_eq!(found, members, "{sets:?}");
        }
    }
}

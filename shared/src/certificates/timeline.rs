//! Where an issued certificate stands on every day, worked out once, when something is recorded about its holder: whoever
//! asks about a day then looks it up. A day on which something was recorded, or on which a term or its grace has ended, may
//! begin a new stretch; nothing else does.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{CertificateState, certificate_state};
use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::dossier::enrolments;
use crate::facts::{Fact, FactBody, Replacement, standing_facts};
use crate::ids::{ApplicationId, FactId};
use crate::policies::{Policies, Policy};
use crate::standings::Route;

/// What was issued, and where it stands from when on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateTimeline {
    /// The day of the certification.
    pub certified_on: Date,
    /// By sets or by graduation.
    pub route: Route,
    /// The sets that were achieved, in the programme's order.
    pub sets: Vec<CompetencySet>,
    /// From the day of the certification on, without a gap; the last one never ends.
    stretches: Vec<Stretch>,
}

/// Days on which the same is to be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    from: Date,
    #[serde(flatten)]
    stands: CertificateStanding,
}

/// Where a certificate stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateStanding {
    /// Where it stands.
    pub state: CertificateState,
    /// The last day of the term that holds the day, or of the last one before it.
    pub expires_on: Option<Date>,
    /// The last day on which that term can be renewed.
    pub grace_ends_on: Option<Date>,
    /// The day it was revoked, if it was by then.
    pub revoked_on: Option<Date>,
}

impl CertificateTimeline {
    /// The timeline of the certificate that `fact` issued for an enrolment; none where that fact was struck.
    ///
    /// The holder's own facts suffice: those of courses tell what was achieved, and of that an issued certificate no
    /// longer depends.
    pub fn of(known: &[Fact], application: ApplicationId, fact: FactId, policies: &Policies) -> Option<Self> {
        let last_day = Date::FIRST.years_later(u32::MAX);
        let issued = standing_facts(known, last_day).into_iter().find(|standing| standing.id == fact)?;
        let FactBody::CertificateIssued { sets, route, .. } = &issued.body else { return None };
        let (certified_on, route, mut sets) = (issued.on, *route, sets.clone());
        sets.sort_unstable();

        let mut days: BTreeSet<Date> = known.iter().flat_map(days_of).chain(policies.iter().map(|policy: &Policy| policy.effective_from)).collect();
        days.insert(certified_on);
        let mut stretches: Vec<Stretch> = Vec::new();
        while let Some(from) = days.pop_first() {
            if from < certified_on {
                continue;
            }
            let stands = standing(known, application, certified_on, policies, from);
            let ends = [stands.expires_on, stands.grace_ends_on].into_iter().flatten().map(Date::next_day);
            days.extend(ends.filter(|&end| from < end));
            if stretches.last().is_none_or(|before| before.stands != stands) {
                stretches.push(Stretch { from, stands });
            }
        }
        Some(Self { certified_on, route, sets, stretches })
    }

    /// Where it stands on a day.
    pub fn on(&self, day: Date) -> CertificateStanding {
        let begun = self.stretches.iter().rev().find(|stretch| stretch.from <= day);
        begun.map_or(NOT_YET, |stretch| stretch.stands)
    }
}

const NOT_YET: CertificateStanding = CertificateStanding { state: CertificateState::NotYet, expires_on: None, grace_ends_on: None, revoked_on: None };

/// The days on which a fact, or what it puts in the place of another, takes effect.
fn days_of(fact: &Fact) -> impl Iterator<Item = Date> + use<> {
    let replaced = match &fact.body {
        FactBody::FactCorrected { replacement: Some(Replacement { on, .. }), .. } => Some(*on),
        _ => None,
    };
    std::iter::once(fact.on).chain(replaced)
}

fn standing(known: &[Fact], application: ApplicationId, certified_on: Date, policies: &Policies, day: Date) -> CertificateStanding {
    let enrolment = enrolments(known, policies, day).into_iter().find(|enrolment| enrolment.application == application);
    let dossier = enrolment.map(|enrolment| enrolment.dossier).unwrap_or_default();
    let (state, term) = certificate_state(certified_on, &dossier, policies, day);
    CertificateStanding {
        state,
        expires_on: term.map(|term| term.expires_on),
        grace_ends_on: term.map(|term| term.grace_ends_on),
        revoked_on: dossier.revoked_on,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::ids::{ActId, ActivityId, CertificateId, PersonId, RenewalId};

    const APPLICATION: ApplicationId = ApplicationId(Uuid::from_u128(1));
    const ISSUED: u128 = 2;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// A fact; it was recorded in the order of the ids.
    fn fact(id: u128, on: &str, body: FactBody) -> Fact {
        let recorded_at = Utc.timestamp_opt(1_700_000_000 + i64::try_from(id).unwrap(), 0).unwrap();
        let (act, person) = (ActId(Uuid::from_u128(id)), Some(PersonId(Uuid::from_u128(7))));
        Fact { id: FactId(Uuid::from_u128(id)), act, person, on: date(on), recorded_at, body }
    }

    fn submitted(application: ApplicationId) -> FactBody {
        FactBody::ApplicationSubmitted { application, library_work: vec![], has_diploma: true, in_support_position: true, ala_member: false }
    }

    fn issued() -> FactBody {
        let (certificate, number) = (CertificateId(Uuid::from_u128(3)), "05AFMS-Y38DJQ-W16BGN-TZ4K".to_owned());
        let sets = vec![CompetencySet::Technology, CompetencySet::Foundations];
        FactBody::CertificateIssued { certificate, number, sets, route: Route::Sets, policy: "1".to_owned() }
    }

    fn hours(id: u128, on: &str, hours: u32) -> Fact {
        fact(id, on, FactBody::ActivityCompleted { activity: ActivityId(Uuid::from_u128(id)), sets: vec![], minutes: hours * 60, technology: true })
    }

    fn renewed(id: u128, on: &str) -> Fact {
        fact(id, on, FactBody::RenewalSubmitted { renewal: RenewalId(Uuid::from_u128(id)) })
    }

    fn certified() -> Vec<Fact> {
        vec![fact(1, "2025-01-02", submitted(APPLICATION)), fact(ISSUED, "2025-05-10", issued())]
    }

    fn timeline(known: &[Fact]) -> Option<CertificateTimeline> {
        CertificateTimeline::of(known, APPLICATION, FactId(Uuid::from_u128(ISSUED)), &Policies::built_in())
    }

    #[test]
    fn what_is_looked_up_is_what_the_facts_say_on_every_day() {
        let corrects = |id, on: &str, corrected, replacement| {
            fact(id, on, FactBody::FactCorrected { corrected: FactId(Uuid::from_u128(corrected)), replacement })
        };
        let moved = |on: &str| Replacement { on: date(on), body: Box::new(FactBody::RenewalSubmitted { renewal: RenewalId(Uuid::from_u128(21)) }) };
        let renewal = [hours(20, "2027-01-01", 40), renewed(21, "2029-04-01")];
        let histories: [(&str, Vec<Fact>); 8] = [
            ("nothing since", vec![]),
            ("renewed early", renewal.to_vec()),
            ("renewed in grace", vec![hours(20, "2027-01-01", 40), renewed(21, "2029-06-20")]),
            ("renewed without the hours", vec![renewed(21, "2029-04-01")]),
            ("renewed twice", [&renewal[..], &[hours(22, "2031-01-01", 40), renewed(23, "2033-05-10")]].concat()),
            ("revoked after a renewal", [&renewal[..], &[fact(24, "2030-01-01", FactBody::CertificationRevoked)]].concat()),
            ("a renewal that was later, in truth", [&renewal[..], &[corrects(25, "2029-04-01", 21, Some(moved("2029-07-01")))]].concat()),
            ("an application that followed", [&renewal[..], &[fact(26, "2036-02-29", submitted(ApplicationId(Uuid::from_u128(27))))]].concat()),
        ];
        let policies = Policies::built_in();
        for (history, since) in histories {
            let known = [certified(), since].concat();
            let timeline = timeline(&known).unwrap();
            let mut day = date("2025-05-10");
            while day < date("2045-01-01") {
                assert_eq!(timeline.on(day), standing(&known, APPLICATION, timeline.certified_on, &policies, day), "{history}, {day}");
                day = day.next_day();
            }
            assert_eq!(timeline.on(date("2025-05-09")), NOT_YET, "{history}");
            let kept = serde_json::to_string(&timeline).unwrap();
            assert_eq!(serde_json::from_str::<CertificateTimeline>(&kept).unwrap(), timeline, "{history}");
        }
    }

    #[test]
    fn a_stretch_begins_where_something_changes_and_nowhere_else() {
        let known = [certified(), vec![hours(20, "2027-01-01", 40), hours(22, "2027-02-01", 1), renewed(21, "2029-06-20")]].concat();
        let timeline = timeline(&known).unwrap();
        let begins: Vec<(String, CertificateState)> =
            timeline.stretches.iter().map(|stretch| (stretch.from.to_string(), stretch.stands.state)).collect();
        let expected = [
            ("2025-05-10", CertificateState::Valid),
            ("2029-05-11", CertificateState::InGrace),
            ("2029-06-20", CertificateState::Valid),
            ("2033-05-11", CertificateState::InGrace),
            ("2033-07-11", CertificateState::Expired),
        ];
        assert_eq!(begins, expected.map(|(from, state)| (from.to_owned(), state)));
        assert_eq!(timeline.sets, [CompetencySet::Foundations, CompetencySet::Technology]);
    }

    #[test]
    fn a_certificate_that_was_struck_has_none() {
        let corrected = FactId(Uuid::from_u128(ISSUED));
        let struck = fact(30, "2025-05-10", FactBody::FactCorrected { corrected, replacement: None });
        assert_eq!(timeline(&[certified(), vec![struck]].concat()), None);
    }
}

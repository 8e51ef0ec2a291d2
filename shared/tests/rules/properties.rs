//! What holds for every dossier.

use proptest::prelude::*;
use proptest::test_runner::Config;
use shared::calendar::Date;
use shared::dossier::{Activity, ApprovalPeriod, CourseCompletion, Dossier, Extension, Outcome, Portfolio, Renewal};
use shared::policies::Policies;
use shared::standings::{Standing, Status, evaluate};

use crate::random::{day, dossier};

fn standing(dossier: &Dossier, as_of: Date) -> Standing {
    evaluate(dossier, &Policies::built_in(), as_of)
}

/// The status that a timeline gives for a day.
fn status_on(standing: &Standing, day: Date) -> Status {
    standing.timeline.iter().rev().find(|entry| entry.from <= day).map_or(Status::NotApplied, |entry| entry.status)
}

/// The same dossier with every list turned around.
fn reversed(dossier: &Dossier) -> Dossier {
    let mut dossier = dossier.clone();
    dossier.extensions.reverse();
    dossier.course_completions.reverse();
    dossier.portfolios.reverse();
    dossier.graduations.reverse();
    dossier.activities.reverse();
    dossier.renewals.reverse();
    if let Some(application) = &mut dossier.application {
        application.library_work.reverse();
    }
    dossier
}

/// The same dossier with facts of each kind dated from the day after `as_of` on.
fn with_later_facts(dossier: &Dossier, as_of: Date, days: u32) -> Dossier {
    let later = as_of.days_later(days);
    let mut dossier = dossier.clone();
    let set = shared::competencies::CompetencySet::Youth;
    let approval = ApprovalPeriod { from: as_of, until: None, withdrawn_on: None };
    dossier.extensions.push(Extension { granted_on: later, until: later.years_later(3) });
    dossier.course_completions.push(CourseCompletion {
        set,
        completed_on: later,
        decided_on: Some(later),
        outcome: Some(Outcome::Achieved),
        approval,
    });
    dossier.portfolios.push(Portfolio { set, submitted_on: later, decided_on: None, outcome: None });
    dossier.activities.push(Activity { completed_on: later, minutes: 9_999, technology: true });
    dossier.renewals.push(Renewal { submitted_on: later });
    dossier.revoked_on = dossier.revoked_on.or(Some(later));
    for completion in &mut dossier.course_completions {
        // A decision, a withdrawal that follow the day are not seen.
        if completion.decided_on.is_none() {
            (completion.decided_on, completion.outcome) = (Some(later), Some(Outcome::NotAchieved));
        }
        completion.approval.withdrawn_on = completion.approval.withdrawn_on.or(Some(later));
    }
    dossier
}

proptest! {
    #![proptest_config(Config { cases: 2_000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_order_of_facts_never_matters(dossier in dossier(), as_of in day()) {
        prop_assert_eq!(standing(&dossier, as_of), standing(&reversed(&dossier), as_of));
    }

    #[test]
    fn a_fact_dated_after_the_day_changes_nothing(dossier in dossier(), as_of in day(), days in 1..3_000_u32) {
        prop_assert_eq!(standing(&dossier, as_of), standing(&with_later_facts(&dossier, as_of, days), as_of));
    }

    #[test]
    fn the_timeline_gives_the_status_and_its_entries_differ(dossier in dossier(), as_of in day()) {
        let standing = standing(&dossier, as_of);
        prop_assert_eq!(standing.status, status_on(&standing, as_of));
        prop_assert!(standing.timeline.first().is_none_or(|entry| entry.status != Status::NotApplied));
        for pair in standing.timeline.windows(2) {
            prop_assert!(pair[0].from < pair[1].from && pair[0].status != pair[1].status, "{:?}", pair);
        }
    }

    #[test]
    fn the_past_of_the_timeline_is_what_was_answered_then(dossier in dossier(), as_of in day(), days in 0..6_000_u32) {
        let now = standing(&dossier, as_of);
        let then = as_of.months_earlier(days / 30);
        prop_assert_eq!(status_on(&now, then), standing(&dossier, then).status, "on {}", then);
        // The days around each change are where it could go wrong.
        for entry in now.timeline.iter().filter(|entry| entry.from <= as_of) {
            for day in [entry.from.previous_day(), entry.from] {
                prop_assert_eq!(status_on(&now, day), standing(&dossier, day).status, "on {}", day);
            }
        }
    }

    #[test]
    fn without_a_new_fact_the_status_only_moves_forward(dossier in dossier(), as_of in day(), days in 0..6_000_u32) {
        let seen = standing(&dossier, as_of);
        let coming: Vec<Status> = seen.timeline.iter().filter(|entry| as_of <= entry.from).map(|entry| entry.status).collect();
        prop_assert!(coming.is_sorted(), "{:?}", coming);
        prop_assert!(coming.first().is_none_or(|&next| seen.status <= next));

        // Ask again later with nothing new: the coming entries come true.
        let mut known = dossier;
        forget_after(&mut known, as_of);
        let later = as_of.days_later(days);
        prop_assert_eq!(standing(&known, later).status, status_on(&seen, later), "on {}", later);
    }

    #[test]
    fn terms_keep_the_day_of_the_month(dossier in dossier(), as_of in day()) {
        let standing = standing(&dossier, as_of);
        if let (Some(certified_on), Some(term)) = (standing.certified_on, standing.term) {
            prop_assert_eq!(term.expires_on, certified_on.years_later(4 * term.number));
            prop_assert_eq!(term.renewal_opens_on, term.expires_on.months_earlier(12));
            prop_assert_eq!(term.grace_ends_on, term.expires_on.months_later(2));
            let first = if term.number == 1 { certified_on } else { certified_on.years_later(4 * (term.number - 1)).next_day() };
            prop_assert_eq!(term.starts_on, first);
        }
    }

    #[test]
    fn a_json_round_trip_changes_nothing(dossier in dossier(), as_of in day()) {
        let json = serde_json::to_string(&dossier).unwrap();
        let read: Dossier = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &dossier);
        let answer = standing(&dossier, as_of);
        prop_assert_eq!(serde_json::from_str::<Standing>(&serde_json::to_string(&answer).unwrap()).unwrap(), answer);
    }

    #[test]
    fn every_status_has_reasons_and_all_but_an_end_a_next_step(dossier in dossier(), as_of in day()) {
        let standing = standing(&dossier, as_of);
        prop_assert!(!standing.reasons.is_empty());
        prop_assert!(standing.reasons.iter().all(|reason| (1..=27).contains(&reason.question) && !reason.sentence.is_empty()));
        prop_assert_eq!(standing.next_steps.is_empty(), standing.status == Status::Revoked, "{:?}", standing.status);
    }
}

/// Takes out of a dossier what lies after the day.
fn forget_after(dossier: &mut Dossier, day: Date) {
    let undecide = |decided_on: &mut Option<Date>, outcome: &mut Option<Outcome>| {
        if decided_on.is_some_and(|decided_on| day < decided_on) {
            (*decided_on, *outcome) = (None, None);
        }
    };
    dossier.application.take_if(|application| day < application.submitted_on);
    dossier.admitted_on.take_if(|admitted_on| day < *admitted_on);
    dossier.revoked_on.take_if(|revoked_on| day < *revoked_on);
    dossier.extensions.retain(|extension| extension.granted_on <= day);
    dossier.course_completions.retain(|completion| completion.completed_on <= day && completion.approval.from <= day);
    dossier.portfolios.retain(|portfolio| portfolio.submitted_on <= day);
    dossier.graduations.retain(|graduation| graduation.graduated_on <= day && graduation.agreement.from <= day);
    dossier.activities.retain(|activity| activity.completed_on <= day);
    dossier.renewals.retain(|renewal| renewal.submitted_on <= day);
    for completion in &mut dossier.course_completions {
        undecide(&mut completion.decided_on, &mut completion.outcome);
        completion.approval.withdrawn_on.take_if(|withdrawn_on| day < *withdrawn_on);
    }
    for portfolio in &mut dossier.portfolios {
        undecide(&mut portfolio.decided_on, &mut portfolio.outcome);
    }
    for graduation in &mut dossier.graduations {
        undecide(&mut graduation.decided_on, &mut graduation.outcome);
    }
}

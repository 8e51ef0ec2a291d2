//! Random dossiers: dates crowd around a few years so that windows, deadlines and extensions meet.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use shared::applications::LibraryWork;
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::dossier::{
    Activity, AgreementPeriod, Application, ApprovalPeriod, CourseCompletion, Dossier, Extension, Graduation, Outcome, Portfolio, Renewal,
};

/// A day between 2020 and 2040, often the edge of a month or a leap day.
pub(crate) fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        4 => (2020..=2040_i32, 1..=12_u32, 1..=28_u32),
        1 => (2020..=2040_i32, 1..=12_u32, Just(1_u32)),
        1 => (Just(2024_i32), Just(2_u32), Just(29_u32)),
        1 => (2020..=2040_i32, Just(12_u32), Just(31_u32)),
    ]
    .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

/// A day in the first years, on which most of a candidacy happens.
fn early_day() -> impl Strategy<Value = Date> {
    (2022..=2028_i32, 1..=12_u32, 1..=28_u32).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn set() -> impl Strategy<Value = CompetencySet> {
    (0..10_usize).prop_map(|index| CompetencySet::ALL[index])
}

fn decision() -> impl Strategy<Value = Option<(u32, Outcome)>> {
    option::weighted(0.8, (0..400_u32, prop_oneof![5 => Just(Outcome::Achieved), 1 => Just(Outcome::NotAchieved)]))
}

/// A decision some days after both the act and what it rests on.
fn decided(decision: Option<(u32, Outcome)>, after: Date) -> (Option<Date>, Option<Outcome>) {
    decision.map(|(days, outcome)| (after.days_later(days), outcome)).unzip()
}

fn completion() -> impl Strategy<Value = CourseCompletion> {
    (set(), early_day(), decision(), early_day(), option::of(0..3_000_u32), option::weighted(0.1, early_day())).prop_map(
        |(set, completed_on, decision, from, days, withdrawn_on)| {
            let (decided_on, outcome) = decided(decision, completed_on.max(from));
            let approval = ApprovalPeriod { from, until: days.map(|days| from.days_later(days)), withdrawn_on };
            CourseCompletion { set, completed_on, decided_on, outcome, approval }
        },
    )
}

/// Six sets that complete the requirement, so that many dossiers reach certification.
fn six_sets() -> impl Strategy<Value = Vec<CourseCompletion>> {
    (early_day(), 0..200_u32).prop_map(|(completed_on, days)| {
        let approval = ApprovalPeriod { from: completed_on, until: None, withdrawn_on: None };
        CompetencySet::ALL[..6]
            .iter()
            .map(|&set| CourseCompletion {
                set,
                completed_on,
                decided_on: Some(completed_on.days_later(days)),
                outcome: Some(Outcome::Achieved),
                approval,
            })
            .collect()
    })
}

fn application() -> impl Strategy<Value = Application> {
    let job = (day(), option::of(0..2_000_u32), 1..=10_080_u32).prop_map(|(from, days, minutes_per_week)| LibraryWork {
        from,
        until: days.map(|days| from.days_later(days)),
        minutes_per_week,
    });
    (early_day(), any::<bool>(), any::<bool>(), vec(job, 0..4)).prop_map(|(submitted_on, has_diploma, in_support_position, library_work)| {
        Application { submitted_on, has_diploma, in_support_position, library_work }
    })
}

/// A dossier that the contract takes.
pub(crate) fn dossier() -> impl Strategy<Value = Dossier> {
    let extension = (day(), day()).prop_map(|(granted_on, until)| Extension { granted_on, until });
    let portfolio = (set(), early_day(), decision()).prop_map(|(set, submitted_on, decision)| {
        let (decided_on, outcome) = decided(decision, submitted_on);
        Portfolio { set, submitted_on, decided_on, outcome }
    });
    let graduation = (early_day(), decision(), early_day(), option::of(0..2_000_u32)).prop_map(|(graduated_on, decision, from, days)| {
        let (decided_on, outcome) = decided(decision, graduated_on.max(from));
        Graduation { graduated_on, decided_on, outcome, agreement: AgreementPeriod { from, until: days.map(|days| from.days_later(days)) } }
    });
    let activity = (day(), prop_oneof![30..90_u32, 500..2_000_u32], any::<bool>()).prop_map(|(completed_on, minutes, technology)| Activity {
        completed_on,
        minutes,
        technology,
    });
    let completions = (vec(completion(), 0..8), option::weighted(0.6, six_sets()))
        .prop_map(|(some, six)| some.into_iter().chain(six.into_iter().flatten()).collect::<Vec<_>>());
    (
        option::weighted(0.7, application()),
        option::weighted(0.9, early_day()),
        vec(extension, 0..3),
        completions,
        vec(portfolio, 0..4),
        vec(graduation, 0..2),
        vec(activity, 0..12),
        vec(day().prop_map(|submitted_on| Renewal { submitted_on }), 0..8),
        option::weighted(0.1, day()),
    )
        .prop_map(|(application, admitted_on, extensions, course_completions, portfolios, graduations, activities, renewals, revoked_on)| {
            Dossier { application, admitted_on, extensions, course_completions, portfolios, graduations, activities, renewals, revoked_on }
        })
}

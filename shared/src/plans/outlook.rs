//! Where a plan leads: the same rules that decide for real, over the plan as if everything in it came to pass.

use super::costs::{Costs, costs};
use super::verdict::{PlannedOutcome, verdict};
use super::{Plan, PlannedSet};
use crate::applications::{Eligibility, eligibility, eligibility_reasons};
use crate::calendar::Date;
use crate::policies::Policies;
use crate::reasons::Reason;
use crate::standings::{SetStanding, SetState, Standing, evaluate};

/// Which day the outlook takes for the admission, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It has happened on this day.
    Past(Date),
    /// It is planned for this day.
    Planned(Date),
    /// It is not known; today is taken.
    IfToday(Date),
    /// It is not known; the first day is taken on which the hours suffice.
    OnceEligible(Date),
}

impl Admission {
    /// The day.
    pub const fn on(self) -> Date {
        match self {
            Self::Past(on) | Self::Planned(on) | Self::IfToday(on) | Self::OnceEligible(on) => on,
        }
    }
}

/// Where a plan leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The admission that it goes by.
    pub admission: Admission,
    /// Whether somebody with these jobs is eligible on the day asked about, and why; none once admitted, or where no
    /// job is named.
    pub eligibility: Option<(Eligibility, Vec<Reason>)>,
    /// The minutes of library work that are needed.
    pub minutes_needed: u64,
    /// Where the plan stands when all of it is done, or today if that is later.
    pub outcome: Standing,
    /// The sets for the shelf: achieved what is done, pending what is planned and counts, open all else.
    pub shelf: Vec<SetStanding>,
    /// What comes of each planned set, by day.
    pub sets: Vec<PlannedOutcome>,
    /// What it costs.
    pub costs: Costs,
}

/// Where the plan leads, asked on the day `today`.
///
/// Decisions are taken to come on the day of the act, and to be good: a plan is about the candidate's own acts, which
/// alone have a deadline (Q18).
///
/// ```
/// use shared::{plans::{Plan, outlook}, policies::Policies, standings::Status};
/// let plan = Plan { admitted_on: Some("2024-02-01".parse()?), ..Plan::default() };
/// let outlook = outlook(&plan, &Policies::built_in(), "2026-11-24".parse()?);
/// assert_eq!(outlook.outcome.status, Status::Candidate);
/// assert_eq!((outlook.outcome.required_left, outlook.outcome.electives_left), (3, 3));
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn outlook(plan: &Plan, policies: &Policies, today: Date) -> Outlook {
    let admission = admission(plan, policies, today);
    let (admitted_on, is_admitted) = (admission.on(), matches!(admission, Admission::Past(_)));
    let dossier = plan.dossier(Some(admitted_on));
    let day = plan.last_day().into_iter().chain([today, admitted_on]).max().unwrap_or(today);
    let outcome = evaluate(&dossier, policies, day);
    let known_today = evaluate(&plan.dossier(is_admitted.then_some(admitted_on)), policies, today);
    let mut sets: Vec<PlannedSet> = plan.sets.clone();
    sets.sort_by_key(|planned| (planned.on, planned.set));
    Outlook {
        admission,
        eligibility: eligibility_today(plan, is_admitted, policies, today),
        minutes_needed: policies.in_force_on(today).eligibility_minutes_min(),
        shelf: shelf(&known_today, &outcome),
        sets: sets.into_iter().map(|planned| verdict(planned, outcome.candidacy.as_ref(), policies, today)).collect(),
        costs: costs(plan, admitted_on, is_admitted, policies, today),
        outcome,
    }
}

fn admission(plan: &Plan, policies: &Policies, today: Date) -> Admission {
    match plan.admitted_on {
        Some(on) if on <= today => Admission::Past(on),
        Some(on) => Admission::Planned(on),
        None => match first_eligible_day(plan, policies, today) {
            Some(on) if today < on => Admission::OnceEligible(on),
            _ => Admission::IfToday(today),
        },
    }
}

fn eligibility_today(plan: &Plan, is_admitted: bool, policies: &Policies, today: Date) -> Option<(Eligibility, Vec<Reason>)> {
    if is_admitted || plan.library_work.is_empty() {
        return None;
    }
    let application = plan.application(today);
    let policy = policies.in_force_on(today);
    Some((eligibility(&application, policy), eligibility_reasons(&application, policy)))
}

/// The first day from `today` on on which the application would be eligible (Q6), if the jobs go on as they are. Looked
/// for as long as the window of the hours is: then everything in it would be of the jobs that go on.
fn first_eligible_day(plan: &Plan, policies: &Policies, today: Date) -> Option<Date> {
    if plan.library_work.is_empty() || !plan.has_diploma || !plan.in_support_position {
        return None;
    }
    let last = today.years_later(policies.in_force_on(today).eligibility_window_years);
    let days = std::iter::successors(Some(today), |day| Some(day.next_day())).take_while(|day| *day <= last);
    let mut application = plan.application(today);
    let mut is_eligible = |day: Date| {
        application.submitted_on = day;
        eligibility(&application, policies.in_force_on(day)).eligible
    };
    days.into_iter().find(|day| is_eligible(*day))
}

/// The ten sets: achieved what is achieved today, pending what will be, open all else.
fn shelf(today: &Standing, outcome: &Standing) -> Vec<SetStanding> {
    let shown = |(now, then): (&SetStanding, &SetStanding)| match (now.state, then.state) {
        (SetState::Achieved, _) => *now,
        (_, SetState::Achieved) => SetStanding { state: SetState::Pending, decided_on: None, ..*then },
        _ => SetStanding { state: SetState::Open, by: None, decided_on: None, ..*then },
    };
    today.sets.iter().zip(&outcome.sets).map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applications::LibraryWork;
    use crate::competencies::CompetencySet;
    use crate::standings::{Means, Status};

    const TODAY: &str = "2026-11-24";

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn look(plan: &Plan) -> Outlook {
        outlook(plan, &Policies::built_in(), date(TODAY))
    }

    fn six(on: &str, by: Means) -> Vec<PlannedSet> {
        let position = |position: usize| PlannedSet { set: CompetencySet::ALL[position], by, on: date(on), approved_from: None };
        (0..6).map(position).collect()
    }

    #[test]
    fn six_planned_courses_lead_to_a_certificate_with_its_dates() {
        let plan = Plan { admitted_on: Some(date("2025-01-01")), sets: six("2027-03-01", Means::Course), ..Plan::default() };
        let found = look(&plan);
        assert_eq!(found.outcome.status, Status::Certified);
        assert_eq!(found.outcome.term.unwrap().expires_on, date("2031-03-01"));
        assert_eq!(found.shelf.iter().filter(|set| set.state == SetState::Pending).count(), 6);
        assert!(found.sets.iter().all(|set| set.counts && !set.is_done));
    }

    #[test]
    fn what_comes_after_the_deadline_does_not_count() {
        for (on, counts) in [("2028-12-31", true), ("2029-01-01", true), ("2029-01-02", false)] {
            let plan = Plan { admitted_on: Some(date("2025-01-01")), sets: six(on, Means::Course), ..Plan::default() };
            let found = look(&plan);
            assert_eq!(found.sets.iter().all(|set| set.counts), counts, "{on}");
            assert_eq!(found.outcome.status == Status::Certified, counts, "{on}");
            assert_eq!(found.shelf.iter().any(|set| set.state == SetState::Pending), counts, "{on}");
        }
    }

    #[test]
    fn a_portfolio_before_the_admission_and_a_course_long_before_its_approval_do_not_count() {
        let portfolio = PlannedSet { set: CompetencySet::Youth, by: Means::Portfolio, on: date("2024-12-31"), approved_from: None };
        let course = PlannedSet { set: CompetencySet::Access, by: Means::Course, on: date("2023-12-31"), approved_from: Some(date("2026-01-01")) };
        let plan = Plan { admitted_on: Some(date("2025-01-01")), sets: vec![portfolio, course], ..Plan::default() };
        let rules: Vec<_> = look(&plan).sets.into_iter().map(|set| set.reason.rule).collect();
        assert_eq!(rules, ["credit_look_back", "portfolio_after_admission"]);
        let later = |planned: PlannedSet| PlannedSet { on: planned.on.next_day(), ..planned };
        let plan = Plan { sets: vec![later(portfolio), later(course)], ..plan };
        assert!(look(&plan).sets.iter().all(|set| set.counts));
    }

    #[test]
    fn who_is_not_admitted_yet_is_shown_what_would_follow() {
        let found = look(&Plan { sets: six("2026-01-01", Means::Course), ..Plan::default() });
        assert_eq!(found.admission, Admission::IfToday(date(TODAY)));
        assert_eq!(found.outcome.status, Status::Certified);
        // Done, and yet nothing is achieved before the admission.
        assert!(found.shelf.iter().all(|set| set.state != SetState::Achieved));
        assert_eq!((found.costs.charged_cents, found.costs.to_come_cents), (0, 35_000));
    }

    #[test]
    fn the_admission_waits_for_the_hours() {
        // 35 hours a week are 5 a day: 1,820 hours take 364 days.
        let job = |from: &str| LibraryWork { from: date(from), until: None, minutes_per_week: 2_100 };
        let plan = Plan { has_diploma: true, in_support_position: true, library_work: vec![job("2026-01-01")], ..Plan::default() };
        assert_eq!(look(&plan).admission, Admission::OnceEligible(date("2026-12-30")));
        assert!(!look(&plan).eligibility.unwrap().0.eligible);
        assert_eq!(look(&Plan { library_work: vec![job("2025-01-01")], ..plan.clone() }).admission, Admission::IfToday(date(TODAY)));
        assert_eq!(look(&Plan { has_diploma: false, ..plan.clone() }).admission, Admission::IfToday(date(TODAY)));
        assert_eq!(look(&Plan { admitted_on: Some(date("2027-05-01")), ..plan }).admission, Admission::Planned(date("2027-05-01")));
    }

    #[test]
    fn costs_are_by_the_prices_of_members_and_of_others() {
        let plan = Plan { admitted_on: Some(date("2025-01-01")), sets: six("2027-03-01", Means::Portfolio), ..Plan::default() };
        assert_eq!((look(&plan).costs.charged_cents, look(&plan).costs.to_come_cents), (35_000, 36_000));
        let member = Plan { ala_member: true, ..plan };
        assert_eq!((look(&member).costs.charged_cents, look(&member).costs.to_come_cents), (32_500, 30_000));
    }

    #[test]
    fn a_graduation_needs_no_sets() {
        let plan = Plan { admitted_on: Some(date("2026-01-01")), graduated_on: Some(date("2027-06-01")), ..Plan::default() };
        assert_eq!(look(&plan).outcome.status, Status::Certified);
        assert!(look(&plan).sets.is_empty());
    }
}

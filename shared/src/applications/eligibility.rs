//! Who may become a candidate (Q3, Q6): a diploma, a support position, and enough hours in the last five years.

use serde::{Deserialize, Serialize};

use super::LibraryWork;
use crate::calendar::Date;
use crate::dossier::Application;
use crate::policies::Policy;
use crate::reasons::Reason;
use crate::text;

/// The hours that count and whether all conditions hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Eligibility {
    /// Whether the applicant is eligible.
    pub eligible: bool,
    /// Minutes of library work inside the window, rounded down to a minute.
    pub library_minutes: u64,
    /// The first day of the window; its last is the day of the application.
    pub window_from: Date,
}

/// Days of work times minutes a week, summed over the jobs: seven times the minutes, so that nothing is rounded.
fn sevenfold_minutes(application: &Application, window_from: Date) -> u64 {
    application.library_work.iter().map(|job| sevenfold(job, window_from, application.submitted_on)).fold(0, u64::saturating_add)
}

/// Seven times the minutes of one job between two days.
fn sevenfold(job: &LibraryWork, window_from: Date, window_until: Date) -> u64 {
    let first = job.from.max(window_from);
    let last = job.until.unwrap_or(window_until).min(window_until);
    let days = u64::try_from(first.days_through(last)).unwrap_or(0);
    days.saturating_mul(u64::from(job.minutes_per_week))
}

/// The minutes of one job that lie inside a window, rounded down. Those of several jobs are not added up: each is rounded
/// by itself, and [`eligibility`] rounds once.
///
/// ```
/// use shared::applications::{LibraryWork, counted_minutes};
/// let job = LibraryWork { from: "2020-01-01".parse()?, until: None, minutes_per_week: 35 * 60 };
/// assert_eq!(counted_minutes(&job, "2026-01-01".parse()?, "2026-01-14".parse()?), 2 * 35 * 60);
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn counted_minutes(job: &LibraryWork, window_from: Date, window_until: Date) -> u64 {
    sevenfold(job, window_from, window_until) / 7
}

/// Whether an application is eligible under the policy in force at its submission.
///
/// Jobs are pro-rated by days inside the five years up to the submission and add up, also at the same time (Q6).
///
/// ```
/// use shared::{applications::{LibraryWork, eligibility}, dossier::Application, policies::Policies};
/// let application = Application {
///     submitted_on: "2026-01-01".parse()?,
///     has_diploma: true,
///     in_support_position: true,
///     library_work: vec![LibraryWork { from: "2025-01-01".parse()?, until: None, minutes_per_week: 35 * 60 }],
/// };
/// let policies = Policies::built_in();
/// assert!(eligibility(&application, policies.in_force_on(application.submitted_on)).eligible);
/// # Ok::<(), shared::calendar::DateError>(())
/// ```
pub fn eligibility(application: &Application, policy: &Policy) -> Eligibility {
    let window_from = application.submitted_on.years_earlier(policy.eligibility_window_years);
    let sevenfold = sevenfold_minutes(application, window_from);
    // Compared before anything is rounded.
    let enough = sevenfold >= policy.eligibility_minutes_min().saturating_mul(7);
    Eligibility { eligible: application.has_diploma && application.in_support_position && enough, library_minutes: sevenfold / 7, window_from }
}

/// One reason per condition, whether it holds or not: diploma, position, hours.
pub fn eligibility_reasons(application: &Application, policy: &Policy) -> Vec<Reason> {
    let found = eligibility(application, policy);
    let diploma = if application.has_diploma {
        "You have a high-school diploma or its equivalent."
    } else {
        "A high-school diploma or its equivalent is needed."
    };
    let position = if application.in_support_position {
        "Your position does not require a master's degree in library science."
    } else {
        "The programme is for positions, paid or volunteer, that do not require a master's degree in library science."
    };
    let hours = format!(
        "{} of library work count since {}; {} are needed.",
        text::Hours(found.library_minutes),
        found.window_from.long(),
        text::Hours(policy.eligibility_minutes_min())
    );
    vec![Reason::new("diploma", 6, diploma), Reason::new("support_position", 3, position), Reason::new("library_hours", 6, hours)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applications::LibraryWork;
    use crate::policies::Policies;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn found(submitted_on: &str, work: &[(&str, Option<&str>, u32)]) -> Eligibility {
        let library_work =
            work.iter().map(|&(from, until, minutes_per_week)| LibraryWork { from: date(from), until: until.map(date), minutes_per_week }).collect();
        let application = Application { submitted_on: date(submitted_on), has_diploma: true, in_support_position: true, library_work };
        eligibility(&application, Policies::built_in().in_force_on(application.submitted_on))
    }

    #[test]
    fn hours_are_compared_exactly() {
        // 1,820 hours are 364 days of 35 hours a week.
        for (first, days, eligible) in [("2025-01-03", 363, false), ("2025-01-02", 364, true), ("2025-01-01", 365, true)] {
            let result = found("2025-12-31", &[(first, Some("2025-12-31"), 2_100)]);
            assert_eq!((result.eligible, result.library_minutes), (eligible, days * 300), "{days} days");
        }
    }

    #[test]
    fn only_days_inside_the_window_count() {
        for (from, until, minutes) in [
            ("2010-01-01", Some("2021-06-01"), 60),
            ("2010-01-01", Some("2021-05-31"), 0),
            ("2026-06-01", None, 60),
            ("2026-06-02", None, 0),
            ("2026-05-31", Some("2030-01-01"), 120),
        ] {
            assert_eq!(found("2026-06-01", &[(from, until, 420)]).library_minutes, minutes, "{from} to {until:?}");
        }
        assert_eq!(found("2026-06-01", &[]).window_from, date("2021-06-01"));
    }

    #[test]
    fn seventh_parts_of_several_jobs_add_up_before_rounding() {
        let day = |text| (text, Some(text), 1);
        assert_eq!(found("2026-06-01", &[day("2026-01-01"); 7]).library_minutes, 1);
        assert_eq!(found("2026-06-01", &[day("2026-01-01"); 6]).library_minutes, 0);
    }

    #[test]
    fn each_condition_has_its_reason() {
        let application = Application { submitted_on: date("2026-01-01"), has_diploma: false, in_support_position: false, library_work: Vec::new() };
        let reasons = eligibility_reasons(&application, Policies::built_in().in_force_on(application.submitted_on));
        assert_eq!(reasons.iter().map(|reason| reason.question).collect::<Vec<_>>(), [6, 3, 6]);
        assert_eq!(reasons[2].sentence, "0 hours of library work count since 1 January 2021; 1,820 hours are needed.");
    }
}

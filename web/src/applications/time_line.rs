//! The jobs of an application on a line of time: the years in which hours count, the year before them, and a bar for each
//! job. What a bar shows stands beside it in words.

use shared::applications::{AppliedJob, LibraryWork, counted_minutes};
use shared::calendar::Date;
use shared::policies::Policy;
use yew::prelude::*;

use crate::components::{DateText, hours};

/// How wide the line is drawn; the browser stretches it.
const WIDTH: u32 = 1_000;

/// A line of time, from the year before the window to the day of the application.
#[derive(Debug, Clone, Copy)]
struct Line {
    from: Date,
    window_from: Date,
    until: Date,
}

impl Line {
    fn of(submitted_on: Date, policy: &Policy) -> Self {
        let window_from = submitted_on.years_earlier(policy.eligibility_window_years);
        Self { from: window_from.years_earlier(1), window_from, until: submitted_on }
    }

    /// Where a day begins, from 0 to [`WIDTH`].
    fn at(&self, day: Date) -> u32 {
        let days = |until: Date| u32::try_from(self.from.days_through(until)).unwrap_or(0);
        let whole = days(self.until).max(1);
        days(day.previous_day().min(self.until)).saturating_mul(WIDTH) / whole
    }

    /// What is drawn of a job: its part before the window and its part in it, each from where to where.
    fn bars(&self, job: LibraryWork) -> [(u32, u32); 2] {
        let end = job.until.unwrap_or(self.until).min(self.until).next_day();
        let bar = |from: Date, until: Date| (self.at(from), self.at(until).max(self.at(from)));
        [bar(job.from, end.min(self.window_from)), bar(job.from.max(self.window_from), end)]
    }
}

/// Shows the jobs of an application of this day.
pub(super) fn time_line(jobs: &[AppliedJob], submitted_on: Date, policy: &Policy) -> Html {
    if jobs.is_empty() {
        return Html::default();
    }
    let line = Line::of(submitted_on, policy);
    html! {
        <figure class="time-line">
            <ol>{ for jobs.iter().enumerate().map(|(index, job)| row(index, job, &line)) }</ol>
            <p class="axis"><span>{ "Counts from " }<DateText date={line.window_from} /></span><span>{ "to " }<DateText date={line.until} /></span></p>
        </figure>
    }
}

fn row(index: usize, job: &AppliedJob, line: &Line) -> Html {
    let name = job.employer.clone().unwrap_or_else(|| "A job".to_owned());
    let counted = counted_minutes(&job.work(), line.window_from, line.until);
    let [before, inside] = line.bars(job.work());
    let bar = |class: &'static str, (from, until): (u32, u32)| {
        html! { <rect {class} x={from.to_string()} y="0" width={until.saturating_sub(from).to_string()} height="10" /> }
    };
    html! {
        <li key={index}>
            <p><span>{ name }</span>{ " " }<span>{ hours(counted) }{ " count" }</span></p>
            <svg viewBox={format!("0 0 {WIDTH} 10")} preserveAspectRatio="none" aria-hidden="true">
                { bar("ground", (line.at(line.window_from), WIDTH)) }{ bar("before", before) }{ bar("inside", inside) }
            </svg>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use shared::policies::Policies;

    use super::*;

    fn bars(from: &str, until: Option<&str>) -> [(u32, u32); 2] {
        let submitted_on: Date = "2026-11-27".parse().unwrap();
        let work = LibraryWork { from: from.parse().unwrap(), until: until.map(|day| day.parse().unwrap()), minutes_per_week: 60 };
        Line::of(submitted_on, Policies::built_in().in_force_on(submitted_on)).bars(work)
    }

    #[test]
    fn a_bar_is_where_the_job_was() {
        // 2,192 days are shown; the window's first, 2021-11-27, begins after 365 of them.
        for (from, until, before, inside) in [
            ("2021-11-27", None, (166, 166), (166, 1_000)),
            ("2010-01-01", None, (0, 166), (166, 1_000)),
            ("2010-01-01", Some("2015-12-31"), (0, 0), (166, 166)),
            ("2021-05-27", Some("2021-11-26"), (82, 166), (166, 166)),
            ("2024-11-27", Some("2025-11-26"), (666, 666), (666, 833)),
            ("2026-11-27", None, (999, 999), (999, 1_000)),
            ("2027-01-01", None, (1_000, 1_000), (1_000, 1_000)),
        ] {
            let [found_before, found_inside] = bars(from, until);
            assert_eq!(found_inside, inside, "{from} {until:?}");
            assert_eq!(found_before, before, "{from} {until:?}");
        }
    }
}

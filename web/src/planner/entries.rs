//! What is entered, as it is typed: a text for each field. A plan is what of it can be read; the rest has its error.

use std::collections::BTreeMap;
use std::rc::Rc;

use shared::applications::{LibraryWork, check_job};
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::plans::{PLAN_JOBS_MAX, Plan, PlannedSet};
use shared::problem::MemberError;
use shared::standings::Means;
use yew::prelude::*;

use crate::form::{Errors, day, weekly_minutes};

/// What a ticked box holds.
pub(super) const TICKED: &str = "yes";
/// The choices of how a set is achieved.
pub(super) const COURSE: &str = "course";
pub(super) const PORTFOLIO: &str = "portfolio";

/// The entries, by the ids of their fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entries {
    values: BTreeMap<String, AttrValue>,
    pub(super) jobs: usize,
}

/// What happens to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// A field was filled in.
    Enter(String, String),
    /// Another job is wanted.
    AddJob,
    /// All of it is replaced by this plan.
    Take(Plan),
}

impl Default for Entries {
    fn default() -> Self {
        Self { values: BTreeMap::new(), jobs: 1 }
    }
}

impl Reducible for Entries {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut entries = (*self).clone();
        match change {
            Change::Enter(member, text) => {
                entries.values.insert(member, text.into());
            }
            Change::AddJob => entries.jobs = entries.jobs.saturating_add(1).min(PLAN_JOBS_MAX),
            Change::Take(plan) => entries = Self::of(&plan),
        }
        Rc::new(entries)
    }
}

impl Entries {
    /// The entries that make this plan.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut values = BTreeMap::new();
        let mut put = |member: String, text: String| values.insert(member, AttrValue::from(text));
        for (member, date) in [("admitted_on", plan.admitted_on), ("graduated_on", plan.graduated_on)] {
            if let Some(date) = date {
                put(member.to_owned(), date.to_string());
            }
        }
        for (member, ticked) in
            [("ala_member", plan.ala_member), ("has_diploma", plan.has_diploma), ("in_support_position", plan.in_support_position)]
        {
            if ticked {
                put(member.to_owned(), TICKED.to_owned());
            }
        }
        for (index, job) in plan.library_work.iter().enumerate() {
            put(job_member(index, "from"), job.from.to_string());
            put(job_member(index, "until"), job.until.map(|until| until.to_string()).unwrap_or_default());
            put(job_member(index, "hours"), weekly_hours(job.minutes_per_week));
        }
        for planned in &plan.sets {
            let by = if planned.by == Means::Course { COURSE } else { PORTFOLIO };
            put(set_member(planned.set, "by"), by.to_owned());
            put(set_member(planned.set, "on"), planned.on.to_string());
            put(set_member(planned.set, "approved"), planned.approved_from.map(|from| from.to_string()).unwrap_or_default());
        }
        Self { values, jobs: plan.library_work.len().max(1) }
    }

    /// What was entered in this field.
    pub(super) fn value(&self, member: &str) -> AttrValue {
        self.values.get(member).cloned().unwrap_or_default()
    }

    /// The plan that can be read already, and what is wrong with the rest.
    pub(super) fn read(&self, today: Date) -> (Plan, Errors) {
        let mut errors = Errors::default();
        let mut optional_day = |member: &str| {
            let text = self.value(member);
            let read = if text.is_empty() { Ok(None) } else { day(&text, "").map(Some) };
            errors.check(member, read.clone().map(drop));
            read.ok().flatten()
        };
        let (admitted_on, graduated_on) = (optional_day("admitted_on"), optional_day("graduated_on"));
        let ticked = |member: &str| self.value(member) == TICKED;
        let plan = Plan {
            admitted_on,
            graduated_on,
            ala_member: ticked("ala_member"),
            has_diploma: ticked("has_diploma"),
            in_support_position: ticked("in_support_position"),
            library_work: (0..self.jobs).filter_map(|index| self.job(index, today, &mut errors)).collect(),
            sets: CompetencySet::ALL.into_iter().filter_map(|set| self.set(set, &mut errors)).collect(),
        };
        (plan, errors)
    }

    /// A job, once it can be read. A row that is not begun is nothing.
    fn job(&self, index: usize, today: Date, errors: &mut Errors) -> Option<LibraryWork> {
        let member = |part: &str| job_member(index, part);
        let [from, until, hours] = ["from", "until", "hours"].map(|part| self.value(&member(part)));
        if [&from, &until, &hours].into_iter().all(|text| text.is_empty()) {
            return None;
        }
        let from = day(&from, "is empty: enter the first day of this job");
        let until = if until.is_empty() { Ok(None) } else { day(&until, "").map(Some) };
        let minutes = weekly_minutes(&hours).ok_or_else(|| "is no number of hours: enter one such as 37.5".to_owned());
        errors.check(&member("from"), from.clone().map(drop));
        errors.check(&member("until"), until.clone().map(drop));
        errors.check(&member("hours"), minutes.clone().map(drop));
        let job = LibraryWork { from: from.ok()?, until: until.ok()?, minutes_per_week: minutes.ok()? };
        let wrong = check_job("", &job, today);
        let is_fine = wrong.is_empty();
        let named = |error: MemberError| {
            MemberError::new(member(if error.member == ".minutes_per_week" { "hours" } else { error.member.trim_start_matches('.') }), error.detail)
        };
        errors.extend(wrong.into_iter().map(named));
        is_fine.then_some(job)
    }

    /// A set, once its day can be read.
    fn set(&self, set: CompetencySet, errors: &mut Errors) -> Option<PlannedSet> {
        let value = |part: &str| self.value(&set_member(set, part));
        let by = match value("by").as_str() {
            COURSE => Means::Course,
            PORTFOLIO => Means::Portfolio,
            _ => return None,
        };
        let on = day(&value("on"), "is empty: choose the day, past or planned");
        errors.check(&set_member(set, "on"), on.clone().map(drop));
        let approved = value("approved");
        let approved_from = if approved.is_empty() || by == Means::Portfolio { Ok(None) } else { day(&approved, "").map(Some) };
        errors.check(&set_member(set, "approved"), approved_from.clone().map(drop));
        Some(PlannedSet { set, by, on: on.ok()?, approved_from: approved_from.ok()? })
    }
}

/// The id of a part of a job.
pub(super) fn job_member(index: usize, part: &str) -> String {
    format!("job-{index}-{part}")
}

/// The id of a part of a set.
pub(super) fn set_member(set: CompetencySet, part: &str) -> String {
    format!("{}-{part}", set.code())
}

/// Minutes a week as hours that are read back to the same: to the hundredth.
fn weekly_hours(minutes: u32) -> String {
    let hundredths = minutes.saturating_mul(5).saturating_add(1) / 3;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_entered_as_it_was_read() {
        let today: Date = "2026-11-24".parse().unwrap();
        let plan = Plan { admitted_on: Some(today), ..Plan::default() };
        for minutes in [1, 20, 60, 90, 2_250, 6_000] {
            let job = LibraryWork { from: "2020-01-01".parse().unwrap(), until: None, minutes_per_week: minutes };
            let planned = PlannedSet { set: CompetencySet::Youth, by: Means::Course, on: today, approved_from: Some(today) };
            let plan = Plan { library_work: vec![job], sets: vec![planned], ala_member: true, graduated_on: Some(today), ..plan.clone() };
            let (read, errors) = Entries::of(&plan).read(today);
            assert!(errors.is_empty(), "{minutes}");
            assert_eq!(read, plan, "{minutes}");
        }
    }

    #[test]
    fn a_job_that_is_begun_is_told_what_it_lacks() {
        for (part, text, lacking) in [("from", "2020-01-01", "job-0-hours"), ("hours", "20", "job-0-from"), ("until", "2021-01-01", "job-0-from")] {
            let entries = Rc::new(Entries::default()).reduce(Change::Enter(job_member(0, part), text.to_owned()));
            let (plan, errors) = entries.read("2026-11-24".parse().unwrap());
            assert!(plan.library_work.is_empty() && errors.iter().any(|error| error.member == lacking), "{part}: {errors:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_has_its_error_and_the_rest_counts() {
        let mut entries = Rc::new(Entries::default());
        for (member, text) in
            [("youth-by", COURSE), ("access-by", PORTFOLIO), ("access-on", "2027-01-01"), ("job-0-from", "2020-01-01"), ("job-0-hours", "many")]
        {
            entries = entries.reduce(Change::Enter(member.to_owned(), text.to_owned()));
        }
        let (plan, errors) = entries.read("2026-11-24".parse().unwrap());
        assert_eq!(plan.sets.len(), 1);
        assert_eq!(errors.iter().map(|error| error.member.as_str()).collect::<Vec<_>>(), ["job-0-hours", "youth-on"]);
    }
}

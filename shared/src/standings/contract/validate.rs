//! What the contract refuses besides a wrong shape. Nothing else: plausibility is the business of the forms.

use crate::calendar::Date;
use crate::dossier::{Dossier, Outcome};
use crate::problem::MemberError;

use super::LIST_ENTRIES_MAX;

/// The most errors that are told at once.
const ERRORS_MAX: usize = 20;
/// Minutes in a week.
const WEEK_MINUTES_MAX: u32 = 10_080;
/// The longest activity, in minutes.
const ACTIVITY_MINUTES_MAX: u32 = 100_000;

/// The members at fault, in their order; empty for a dossier that the contract takes.
pub(super) fn errors(dossier: &Dossier) -> Vec<MemberError> {
    let mut errors = Errors(Vec::new());
    lengths(&mut errors, dossier);
    if let Some(application) = &dossier.application {
        for (index, job) in application.library_work.iter().enumerate() {
            let path = format!("dossier.application.library_work[{index}]");
            errors.period(&path, job.from, job.until);
            errors.range(&path, "minutes_per_week", job.minutes_per_week, WEEK_MINUTES_MAX);
        }
    }
    for (index, completion) in dossier.course_completions.iter().enumerate() {
        let path = format!("dossier.course_completions[{index}]");
        let approval = completion.approval;
        errors.period(&format!("{path}.approval"), approval.from, approval.until);
        errors.decision(&path, completion.completed_on, completion.decided_on, completion.outcome, Some(("approval", approval.from)));
    }
    for (index, portfolio) in dossier.portfolios.iter().enumerate() {
        errors.decision(&format!("dossier.portfolios[{index}]"), portfolio.submitted_on, portfolio.decided_on, portfolio.outcome, None);
    }
    for (index, graduation) in dossier.graduations.iter().enumerate() {
        let path = format!("dossier.graduations[{index}]");
        let agreement = graduation.agreement;
        errors.period(&format!("{path}.agreement"), agreement.from, agreement.until);
        errors.decision(&path, graduation.graduated_on, graduation.decided_on, graduation.outcome, Some(("agreement", agreement.from)));
    }
    for (index, activity) in dossier.activities.iter().enumerate() {
        errors.range(&format!("dossier.activities[{index}]"), "minutes", activity.minutes, ACTIVITY_MINUTES_MAX);
    }
    errors.0.truncate(ERRORS_MAX);
    errors.0
}

fn lengths(errors: &mut Errors, dossier: &Dossier) {
    let lists = [
        ("application.library_work", dossier.application.as_ref().map_or(0, |application| application.library_work.len())),
        ("extensions", dossier.extensions.len()),
        ("course_completions", dossier.course_completions.len()),
        ("portfolios", dossier.portfolios.len()),
        ("graduations", dossier.graduations.len()),
        ("activities", dossier.activities.len()),
        ("renewals", dossier.renewals.len()),
    ];
    for (list, length) in lists {
        if length > LIST_ENTRIES_MAX {
            errors.push(format!("dossier.{list}"), format!("has {length} entries; at most {LIST_ENTRIES_MAX} are taken"));
        }
    }
}

/// The errors found so far.
struct Errors(Vec<MemberError>);

impl Errors {
    fn push(&mut self, member: String, detail: String) {
        self.0.push(MemberError::new(member, detail));
    }

    fn period(&mut self, path: &str, from: Date, until: Option<Date>) {
        if let Some(until) = until.filter(|&until| until < from) {
            self.push(format!("{path}.until"), format!("`{until}` lies before `from`, `{from}`"));
        }
    }

    fn range(&mut self, path: &str, member: &str, value: u32, max: u32) {
        if !(1..=max).contains(&value) {
            self.push(format!("{path}.{member}"), format!("`{value}` is outside 1 to {max}"));
        }
    }

    /// A decision and its outcome come together, after the act, and when achieved after what it rests on began.
    fn decision(&mut self, path: &str, done_on: Date, decided_on: Option<Date>, outcome: Option<Outcome>, rests_on: Option<(&str, Date)>) {
        let (decided_on, outcome) = match (decided_on, outcome) {
            (Some(decided_on), Some(outcome)) => (decided_on, outcome),
            (None, None) => return,
            (Some(_), None) => return self.push(format!("{path}.outcome"), "is missing: it comes together with `decided_on`".to_owned()),
            (None, Some(_)) => return self.push(format!("{path}.decided_on"), "is missing: it comes together with `outcome`".to_owned()),
        };
        if decided_on < done_on {
            self.push(format!("{path}.decided_on"), format!("`{decided_on}` lies before the act that it decides, `{done_on}`"));
        }
        if let Some((name, from)) = rests_on.filter(|&(_, from)| outcome == Outcome::Achieved && decided_on < from) {
            self.push(format!("{path}.decided_on"), format!("`{decided_on}` lies before the {name} began, `{from}`"));
        }
    }
}

//! What the facts say of a course's approvals, and the periods in which it counts for a set.

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::dossier::ApprovalPeriod;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{ApprovalId, CourseId};

use super::{Approval, Course};

/// One approval of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApprovalRecord {
    /// The approval.
    pub approval: ApprovalId,
    /// The course.
    pub course: CourseId,
    /// The set.
    pub set: CompetencySet,
    /// Its time.
    pub period: ApprovalPeriod,
}

impl ApprovalPeriod {
    /// Whether it is in force on this day. On the day of its withdrawal it still holds.
    pub fn is_in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.last_day().is_none_or(|last| day <= last)
    }

    /// The last day on which it holds; none while no end is set.
    pub fn last_day(&self) -> Option<Date> {
        self.until.into_iter().chain(self.withdrawn_on).min()
    }
}

/// The approvals in these facts (see [`crate::facts::standing_facts`]), by set, first day and id.
pub fn approval_records(facts: &[KnownFact<'_>]) -> Vec<ApprovalRecord> {
    let withdrawn_on = |of: ApprovalId| {
        facts.iter().find(|fact| matches!(fact.body, FactBody::ApprovalWithdrawn { approval, .. } if approval == of)).map(|fact| fact.on)
    };
    let mut records: Vec<ApprovalRecord> = facts
        .iter()
        .filter_map(|fact| match fact.body {
            FactBody::CourseApproved { approval, course, set, until } => {
                Some(ApprovalRecord { approval, course, set, period: ApprovalPeriod { from: fact.on, until, withdrawn_on: withdrawn_on(approval) } })
            }
            _ => None,
        })
        .collect();
    records.sort_by_key(|record| (record.set, record.period.from, record.approval));
    records
}

/// The courses in these facts, in the order of these facts, with their approvals as of this day.
pub fn course_records(facts: &[KnownFact<'_>], day: Date) -> Vec<Course> {
    let approvals = approval_records(facts);
    let courses = facts.iter().filter_map(|fact| match &fact.body {
        FactBody::CourseAdded { course, title, provider, provider_kind, delivery, place } => Some(Course {
            id: *course,
            title: title.clone(),
            provider: provider.clone(),
            provider_kind: *provider_kind,
            delivery: *delivery,
            place: place.clone(),
            approvals: approvals.iter().filter(|record| record.course == *course).map(|record| approval(record, day)).collect(),
        }),
        _ => None,
    });
    courses.collect()
}

fn approval(record: &ApprovalRecord, day: Date) -> Approval {
    Approval {
        id: record.approval,
        set: record.set,
        from: record.period.from,
        until: record.period.until,
        withdrawn_on: record.period.withdrawn_on,
        in_force: record.period.is_in_force_on(day),
    }
}

/// The periods in which a course is approved for a set, by their first days: a renewed approval without a gap is one
/// approval from its first start (Q14). A withdrawn one is not renewed; what follows it stands by itself.
pub fn approval_periods(approvals: &[ApprovalRecord], course: CourseId, set: CompetencySet) -> impl Iterator<Item = ApprovalPeriod> {
    // Sorted by first day already.
    let of_these = approvals.iter().filter(move |record| record.course == course && record.set == set);
    let mut periods = of_these.map(|record| record.period).peekable();
    std::iter::from_fn(move || {
        let mut whole = periods.next()?;
        while let Some(period) =
            periods.next_if(|period| whole.withdrawn_on.is_none() && whole.until.is_none_or(|until| period.from <= until.next_day()))
        {
            if ends_after(&period, &whole) {
                whole = ApprovalPeriod { from: whole.from, ..period };
            }
        }
        Some(whole)
    })
}

/// Whether the first period ends after the second; one without an end ends last.
fn ends_after(first: &ApprovalPeriod, second: &ApprovalPeriod) -> bool {
    match (first.last_day(), second.last_day()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(first), Some(second)) => first > second,
    }
}

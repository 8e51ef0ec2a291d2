//! What the population finds there: the day, the staff, and the courses with the periods in which they are approved.

use std::collections::{BTreeMap, BTreeSet};

use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::courses::approval_records;
use shared::facts::standing_facts;
use shared::ids::{AccountId, CourseId};

use crate::record::CourseFacts;

/// A course and a period in which it is approved.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) course: CourseId,
    pub(super) sets: BTreeSet<CompetencySet>,
    pub(super) from: Date,
    pub(super) last: Option<Date>,
}

/// What the population finds there.
#[derive(Debug, Clone)]
pub(in crate::demo) struct Stage {
    pub(super) today: Date,
    /// Who decides; two, for nobody decides alone for years.
    pub(super) staff: [AccountId; 2],
    pub(super) offers: Vec<Offer>,
}

impl Stage {
    /// The stage of this day, with all that is known of courses.
    pub(in crate::demo) fn new(today: Date, staff: [AccountId; 2], courses: &CourseFacts) -> Self {
        let facts: Vec<_> = courses.iter().cloned().collect();
        let mut offers: BTreeMap<(CourseId, Date, Option<Date>), BTreeSet<CompetencySet>> = BTreeMap::new();
        for record in approval_records(&standing_facts(&facts, today)) {
            offers.entry((record.course, record.period.from, record.period.last_day())).or_default().insert(record.set);
        }
        let offers = offers.into_iter().map(|((course, from, last), sets)| Offer { course, sets, from, last }).collect();
        Self { today, staff, offers }
    }

    /// The courses that were approved for this set on this day.
    pub(super) fn offers(&self, set: CompetencySet, on: Date) -> Vec<&Offer> {
        self.offers.iter().filter(|offer| offer.sets.contains(&set) && offer.from <= on && offer.last.is_none_or(|last| on <= last)).collect()
    }
}

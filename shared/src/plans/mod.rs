//! Plans: what somebody has done and means to do, and where that leads by the rules. A plan names nobody and is kept
//! nowhere; it travels as a short text in a link (`link`), and [`outlook()`] says what comes of it.

mod costs;
mod link;
mod outlook;
mod verdict;

pub use costs::{CostLine, Costs};
pub use link::{LINK_CHARS_MAX, LinkError};
pub use outlook::{Admission, Outlook, outlook};
pub use verdict::PlannedOutcome;

use crate::applications::LibraryWork;
use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::dossier::{AgreementPeriod, Application, ApprovalPeriod, CourseCompletion, Dossier, Graduation, Outcome, Portfolio};
use crate::standings::Means;

/// The most jobs in a plan. An application may have more; these suffice to count the hours of five years.
pub const PLAN_JOBS_MAX: usize = 10;

/// What somebody has done, and means to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The day of admission, past or planned; none where it is not known yet.
    pub admitted_on: Option<Date>,
    /// Whether the prices are those of members.
    pub ala_member: bool,
    /// Whether there is a high-school diploma or its equivalent (Q6).
    pub has_diploma: bool,
    /// Whether there is a position that requires no master's degree in library science (Q3).
    pub in_support_position: bool,
    /// The jobs in libraries; they matter until the admission.
    pub library_work: Vec<LibraryWork>,
    /// The sets that are done or planned, each at most once.
    pub sets: Vec<PlannedSet>,
    /// The day on which a recognised programme awards its degree or certificate (Q12).
    pub graduated_on: Option<Date>,
}

/// How and when a set is, or is to be, achieved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedSet {
    /// The set.
    pub set: CompetencySet,
    /// By what.
    pub by: Means,
    /// The day on which the course is completed or the portfolio submitted.
    pub on: Date,
    /// The first day of the course's approval, where it is known; otherwise it is taken to be approved on the day.
    pub approved_from: Option<Date>,
}

impl PlannedSet {
    /// The approval under which a course is completed.
    fn approval(&self) -> ApprovalPeriod {
        ApprovalPeriod { from: self.approved_from.unwrap_or(self.on), until: None, withdrawn_on: None }
    }

    /// The first day on which it can have been decided: a plan takes every decision to come at once, and well.
    fn decided_on(&self) -> Date {
        self.approved_from.map_or(self.on, |from| from.max(self.on))
    }
}

impl Plan {
    /// The application that this plan would make on this day.
    fn application(&self, submitted_on: Date) -> Application {
        Application {
            submitted_on,
            has_diploma: self.has_diploma,
            in_support_position: self.in_support_position,
            library_work: self.library_work.clone(),
        }
    }

    /// The plan as the rules look at it, as if everything in it came to pass.
    fn dossier(&self, admitted_on: Option<Date>) -> Dossier {
        let achieved = Some(Outcome::Achieved);
        let planned = |means| self.sets.iter().filter(move |planned| planned.by == means);
        Dossier {
            admitted_on,
            course_completions: planned(Means::Course)
                .map(|planned| CourseCompletion {
                    set: planned.set,
                    completed_on: planned.on,
                    decided_on: Some(planned.decided_on()),
                    outcome: achieved,
                    approval: planned.approval(),
                })
                .collect(),
            portfolios: planned(Means::Portfolio)
                .map(|planned| Portfolio { set: planned.set, submitted_on: planned.on, decided_on: Some(planned.on), outcome: achieved })
                .collect(),
            graduations: self
                .graduated_on
                .map(|graduated_on| Graduation {
                    graduated_on,
                    decided_on: Some(graduated_on),
                    outcome: achieved,
                    agreement: AgreementPeriod { from: graduated_on, until: None },
                })
                .into_iter()
                .collect(),
            ..Dossier::default()
        }
    }

    /// The last day on which something in the plan happens.
    fn last_day(&self) -> Option<Date> {
        self.sets.iter().map(PlannedSet::decided_on).chain(self.graduated_on).max()
    }
}

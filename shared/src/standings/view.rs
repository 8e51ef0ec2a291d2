//! A dossier as it was known on a day: facts dated after it, approvals, agreements and extensions that begin after
//! it, and decisions and withdrawals that follow it are not seen.

use crate::calendar::Date;
use crate::competencies::CompetencySet;
use crate::completions::{Credit, credit};
use crate::dossier::{Application, ApprovalPeriod, Dossier, Extension, Graduation, Outcome};
use crate::policies::{Policies, Policy};

use super::types::Means;

/// A dossier, seen from a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) policies: &'a Policies,
    pub(super) day: Date,
}

/// The admission and the deadline that follows from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) admitted_on: Date,
    /// The deadline before any extension.
    pub(super) original_deadline: Date,
    /// The deadline with the extensions that are seen.
    pub(super) deadline: Date,
}

/// A course or a portfolio that counts by its own dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    pub(super) set: CompetencySet,
    pub(super) by: Means,
    /// The day of the person's own act.
    pub(super) done_on: Date,
    /// The decision, where one is seen.
    pub(super) decision: Option<Decision>,
}

/// A decision that is seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decision {
    pub(super) on: Date,
    pub(super) outcome: Outcome,
    /// The first day of the approval or agreement that it rests on.
    pub(super) rests_from: Date,
}

impl<'a> View<'a> {
    /// The same dossier from another day.
    pub(super) fn on(self, day: Date) -> Self {
        Self { day, ..self }
    }

    pub(super) fn application(self) -> Option<&'a Application> {
        self.dossier.application.as_ref().filter(|application| application.submitted_on <= self.day)
    }

    pub(super) fn extensions(self) -> impl Iterator<Item = &'a Extension> {
        self.dossier.extensions.iter().filter(move |extension| extension.granted_on <= self.day)
    }

    /// The policy that governs the candidacy: the one in force at admission, or on the day while there is none.
    pub(super) fn candidacy_policy(self) -> &'a Policy {
        self.policies.in_force_on(self.dossier.admitted_on.unwrap_or(self.day).min(self.day))
    }

    pub(super) fn candidacy(self) -> Option<Window> {
        let admitted_on = self.dossier.admitted_on.filter(|&admitted_on| admitted_on <= self.day)?;
        // Q18: four years from the admission.
        let original_deadline = admitted_on.years_later(self.candidacy_policy().candidacy_years);
        let deadline = self.extensions().map(|extension| extension.until).fold(original_deadline, Date::max);
        Some(Window { admitted_on, original_deadline, deadline })
    }

    /// Courses and portfolios that count, decided or not, whether in time or too late.
    pub(super) fn work(self) -> impl Iterator<Item = Work> {
        let courses = self.dossier.course_completions.iter().filter_map(move |completion| {
            let counts = completion.completed_on <= self.day && self.gives_credit(completion.completed_on, &completion.approval);
            let decision = self.decision(completion.decided_on, completion.outcome, completion.approval.from);
            counts.then_some(Work { set: completion.set, by: Means::Course, done_on: completion.completed_on, decision })
        });
        let admitted_on = self.dossier.admitted_on;
        let portfolios = self.dossier.portfolios.iter().filter_map(move |portfolio| {
            // Q10: a portfolio counts when it is submitted on or after the admission.
            let counts = portfolio.submitted_on <= self.day && admitted_on.is_some_and(|admitted_on| admitted_on <= portfolio.submitted_on);
            let decision = self.decision(portfolio.decided_on, portfolio.outcome, portfolio.submitted_on);
            counts.then_some(Work { set: portfolio.set, by: Means::Portfolio, done_on: portfolio.submitted_on, decision })
        });
        courses.chain(portfolios)
    }

    fn gives_credit(self, completed_on: Date, approval: &ApprovalPeriod) -> bool {
        let withdrawn_on = approval.withdrawn_on.filter(|&withdrawn_on| withdrawn_on <= self.day);
        approval.from <= self.day && credit(completed_on, &ApprovalPeriod { withdrawn_on, ..*approval }, self.policies) == Credit::Counts
    }

    /// Graduations from recognised programmes that count: the day of the award and the decision, where one is seen.
    pub(super) fn graduations(self) -> impl Iterator<Item = (Date, Option<Decision>)> {
        self.dossier.graduations.iter().filter_map(move |graduation| {
            let counts = graduation.graduated_on <= self.day && self.is_recognised(graduation);
            counts.then(|| (graduation.graduated_on, self.decision(graduation.decided_on, graduation.outcome, graduation.agreement.from)))
        })
    }

    fn is_recognised(self, graduation: &Graduation) -> bool {
        let agreement = &graduation.agreement;
        // Q16: recognition reaches back as far as credit for courses does.
        let first = agreement.from.years_earlier(self.policies.in_force_on(agreement.from).look_back_years);
        agreement.from <= self.day && first <= graduation.graduated_on && agreement.until.is_none_or(|until| graduation.graduated_on <= until)
    }

    /// The decision that is seen, and the first day on which it can have effect: the service may approve a course
    /// only after it verified that someone completed it (the contract refuses such a dossier).
    fn decision(self, decided_on: Option<Date>, outcome: Option<Outcome>, rests_from: Date) -> Option<Decision> {
        let on = decided_on.filter(|&decided_on| decided_on <= self.day)?;
        outcome.map(|outcome| Decision { on, outcome, rests_from })
    }

    /// The first day on which something achieved has effect: decided, admitted, and covered by an extension where it
    /// was done after the original deadline. None where it was done too late.
    pub(super) fn effect(self, window: &Window, done_on: Date, decision: &Decision) -> Option<Date> {
        let earliest = decision.on.max(decision.rests_from).max(window.admitted_on);
        if done_on <= window.original_deadline {
            return Some(earliest);
        }
        let granted_on = self.extensions().filter(|extension| done_on <= extension.until).map(|extension| extension.granted_on).min()?;
        Some(earliest.max(granted_on))
    }
}

//! From recorded facts to dossiers: the one place that applies corrections and withdrawals, derives the admission and
//! tells one enrolment of a person from the next.

use std::ops::Deref;

use crate::applications::{ApplicationRecord, application_records};
use crate::calendar::Date;
use crate::completions::{Credit, credit};
use crate::courses::{ApprovalRecord, approval_periods, approval_records};
use crate::facts::{Fact, FactBody, KnownFact, standing_facts};
use crate::ids::ApplicationId;
use crate::policies::Policies;
use crate::standings::{Status, evaluate};

use super::{Activity, AgreementPeriod, ApprovalPeriod, CourseCompletion, Dossier, Extension, Graduation, Outcome, Portfolio, Renewal};

/// One enrolment of a person: an application that was not refused or withdrawn, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The application that began it.
    pub application: ApplicationId,
    /// The day of that application; the first enrolment reaches back before it.
    pub submitted_on: Date,
    /// What is known of it.
    pub dossier: Dossier,
}

/// The dossier of a person's latest enrolment as of a day; without an application, what there is besides.
///
/// `facts` are the person's own and those of the courses and agreements that they name, in any order. What is dated
/// after the day is not seen.
pub fn from_facts(facts: &[Fact], policies: &Policies, as_of: Date) -> Dossier {
    match enrolments(facts, policies, as_of).pop() {
        Some(enrolment) => enrolment.dossier,
        None => dossier(&standing_facts(facts, as_of), policies, None, &Bounds { from: Date::FIRST, before: None, counts_from: Date::FIRST }),
    }
}

/// A person's enrolments as of a day, oldest first. An earlier one holds what was known when the next began: its
/// certificate stays what it was.
pub fn enrolments(facts: &[Fact], policies: &Policies, as_of: Date) -> Vec<Enrolment> {
    let facts = standing_facts(facts, as_of);
    let applications: Vec<ApplicationRecord> =
        application_records(&facts).into_iter().filter(|record| record.refused_on.is_none() && record.withdrawn_on.is_none()).collect();

    let mut enrolments: Vec<Enrolment> = Vec::with_capacity(applications.len());
    let mut counts_from = Date::FIRST;
    let mut applications = applications.into_iter().peekable();
    while let Some(record) = applications.next() {
        let submitted_on = record.submitted.submitted_on;
        if let Some(previous) = enrolments.last() {
            counts_from = counts_from.max(counted_again_from(previous, &record, policies, as_of));
        }
        let from = if enrolments.is_empty() { Date::FIRST } else { submitted_on };
        let before = applications.peek().map(|next| next.submitted.submitted_on);
        let application = record.application;
        let dossier = dossier(&facts, policies, Some(record), &Bounds { from, before, counts_from });
        enrolments.push(Enrolment { application, submitted_on, dossier });
    }
    enrolments
}

/// The first day from which work counts in an enrolment that follows another.
fn counted_again_from(previous: &Enrolment, next: &ApplicationRecord, policies: &Policies, as_of: Date) -> Date {
    let before = next.submitted.submitted_on.previous_day();
    let ended = evaluate(&previous.dossier, policies, before);
    match ended.status {
        // After a lapse or a revocation nothing dated before it counts again.
        Status::Lapsed | Status::Revoked => ended.timeline.iter().rev().find(|entry| entry.from <= before).map_or(before, |entry| entry.from),
        // After an expired candidacy, what was completed in the four years before the new admission counts again;
        // until there is one, as though it were today.
        Status::CandidacyExpired => {
            let admitted_on = next.admitted_on().unwrap_or(as_of);
            admitted_on.years_earlier(policies.in_force_on(admitted_on).recount_years)
        }
        _ => Date::FIRST,
    }
}

/// What belongs to an enrolment.
struct Bounds {
    /// The first day of acts upon it: extensions, revocations.
    from: Date,
    /// The first day that belongs to the next enrolment.
    before: Option<Date>,
    /// The first day from which courses and graduations count.
    counts_from: Date,
}

fn dossier(facts: &[KnownFact<'_>], policies: &Policies, application: Option<ApplicationRecord>, bounds: &Bounds) -> Dossier {
    // In the order of their days.
    let end = bounds.before.map_or(facts.len(), |before| facts.partition_point(|fact| fact.on < before));
    let facts = facts.get(..end).unwrap_or_default();
    let approvals = approval_records(facts);
    let decisions: Vec<&Fact> = facts.iter().map(Deref::deref).filter(|fact| is_decision(&fact.body)).collect();
    let mut dossier = Dossier {
        admitted_on: application.as_ref().and_then(ApplicationRecord::admitted_on),
        application: application.map(|record| record.submitted),
        course_completions: Vec::with_capacity(decisions.len()),
        ..Dossier::default()
    };
    for fact in facts {
        add(&mut dossier, fact, &Known { facts, decisions: &decisions, approvals: &approvals, policies }, bounds);
    }
    dossier
}

/// What one fact is read together with.
struct Known<'a> {
    facts: &'a [KnownFact<'a>],
    decisions: &'a [&'a Fact],
    approvals: &'a [ApprovalRecord],
    policies: &'a Policies,
}

/// Adds what one fact says, if anything.
fn add(dossier: &mut Dossier, fact: &Fact, known: &Known<'_>, bounds: &Bounds) {
    let on = fact.on;
    let is_act_upon_it = bounds.from <= on;
    let may_count = bounds.counts_from <= on;
    match &fact.body {
        FactBody::ExtensionGranted { until } if is_act_upon_it => dossier.extensions.push(Extension { granted_on: on, until: *until }),
        FactBody::CertificationRevoked if is_act_upon_it => dossier.revoked_on = Some(dossier.revoked_on.map_or(on, |earlier| earlier.min(on))),
        FactBody::CompletionReported { completion, course, set } if may_count => {
            let decision = decision(known.decisions, |body| match body {
                FactBody::CompletionDecided { completion: of, outcome } if of == completion => Some(*outcome),
                _ => None,
            });
            // A course that is not approved gives no credit, and has no place in the dossier.
            if let Some(approval) = approval_for(approval_periods(known.approvals, *course, *set), on, known.policies) {
                let (decided_on, outcome) = decision.unzip();
                dossier.course_completions.push(CourseCompletion { set: *set, completed_on: on, decided_on, outcome, approval });
            }
        }
        FactBody::PortfolioSubmitted { portfolio, set } => {
            let decision = decision(known.decisions, |body| match body {
                FactBody::PortfolioDecided { portfolio: of, outcome } if of == portfolio => Some(*outcome),
                _ => None,
            });
            let (decided_on, outcome) = decision.unzip();
            dossier.portfolios.push(Portfolio { set: *set, submitted_on: on, decided_on, outcome });
        }
        FactBody::GraduationReported { graduation, agreement } if may_count => {
            let decision = decision(known.decisions, |body| match body {
                FactBody::GraduationDecided { graduation: of, outcome } if of == graduation => Some(*outcome),
                _ => None,
            });
            let period = known.facts.iter().find_map(|fact| match &fact.body {
                FactBody::AgreementSigned { agreement: of, until, .. } if of == agreement => Some(AgreementPeriod { from: fact.on, until: *until }),
                _ => None,
            });
            if let Some(agreement) = period {
                let (decided_on, outcome) = decision.unzip();
                dossier.graduations.push(Graduation { graduated_on: on, decided_on, outcome, agreement });
            }
        }
        FactBody::ActivityCompleted { minutes, technology, .. } => {
            dossier.activities.push(Activity { completed_on: on, minutes: *minutes, technology: *technology });
        }
        FactBody::RenewalSubmitted { .. } => dossier.renewals.push(Renewal { submitted_on: on }),
        _ => {}
    }
}

fn is_decision(body: &FactBody) -> bool {
    matches!(body, FactBody::CompletionDecided { .. } | FactBody::PortfolioDecided { .. } | FactBody::GraduationDecided { .. })
}

/// The first decision among these facts, with its day.
fn decision(facts: &[&Fact], outcome: impl Fn(&FactBody) -> Option<Outcome>) -> Option<(Date, Outcome)> {
    facts.iter().find_map(|fact| outcome(&fact.body).map(|outcome| (fact.on, outcome)))
}

/// Of the periods in which a course is approved, the first under which this day counts, or else the last.
pub fn approval_for(periods: impl IntoIterator<Item = ApprovalPeriod>, completed_on: Date, policies: &Policies) -> Option<ApprovalPeriod> {
    let mut last = None;
    for period in periods {
        last = Some(period);
        if credit(completed_on, &period, policies) == Credit::Counts {
            break;
        }
    }
    last
}

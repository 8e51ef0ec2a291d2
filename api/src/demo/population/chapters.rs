//! The chapters of a life: applying, paying, courses, renewals, and what staff decide.

use shared::applications::{Engagement, Job, LibraryKind, SubmitApplication, position_held, works};
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::dossier::Outcome;
use shared::facts::FactBody;
use shared::ids::{ActivityId, ApplicationId, CompletionId, InvoiceId, PaymentId, RenewalId};
use shared::invoices::{InvoiceLine, PaymentMethod, application_lines};
use shared::policies::Policies;

use super::life::{By, Life};
use super::stage::Offer;
use super::words;
use crate::ids;
use crate::record::NewFact;

/// Whether the hours of an application suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hours {
    Enough,
    TooFew,
}

/// An application, and what is charged for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Applied {
    pub(super) application: ApplicationId,
    pub(super) invoice: InvoiceId,
    pub(super) cents: u32,
}

impl Life<'_> {
    /// Applies.
    pub(super) fn applies(&mut self, hours: Hours) -> Applied {
        let (application, invoice) = (ApplicationId(ids::fresh()), InvoiceId(ids::fresh()));
        let is_member = self.chance.percent(25);
        let policies = Policies::built_in();
        let lines = application_lines(policies.in_force_on(self.day()), is_member);
        let cents = lines.iter().fold(0_u32, |sum: u32, line: &InvoiceLine| sum.saturating_add(line.amount_cents));
        let (years, week_hours) = match hours {
            Hours::Enough => (self.chance.between(3, 9), self.chance.between(20, 40)),
            Hours::TooFew => (1, self.chance.between(6, 20)),
        };
        let library_work = self.has_worked(years, week_hours);
        let submitted = FactBody::ApplicationSubmitted {
            application,
            library_work: works(&library_work),
            has_diploma: true,
            in_support_position: true,
            ala_member: is_member,
        };
        self.act(By::Oneself, "submit_application", None, vec![submitted, FactBody::InvoiceIssued { invoice, application, lines, number: None }]);
        let number = is_member.then(|| self.chance.between(1_000_000, 9_999_999).to_string());
        let position_title = position_held(&library_work).unwrap_or_default().to_owned();
        let sent = SubmitApplication {
            library_work,
            has_diploma: true,
            in_support_position: true,
            position_title,
            ala_member_number: number,
            evidence: Vec::new(),
            quoted_fee_cents: None,
        };
        self.keep(application, &sent);
        Applied { application, invoice, cents }
    }

    /// The job of so many years that goes on; before it perhaps another one, as a volunteer.
    fn has_worked(&mut self, years: u32, week_hours: u32) -> Vec<Job> {
        let from = self.day().years_earlier(years).days_later(self.chance.between(0, 60));
        let now = self.job(from, None, week_hours, Engagement::Paid);
        if self.chance.percent(60) {
            return vec![now];
        }
        let (months, hours) = (self.chance.between(8, 30), self.chance.between(3, 8));
        let before = self.job(from.months_earlier(months), Some(from.days_earlier(1)), hours, Engagement::Volunteer);
        vec![before, now]
    }

    fn job(&mut self, from: Date, until: Option<Date>, week_hours: u32, engagement: Engagement) -> Job {
        let (employer, library_kind) = self.chance.one_of(&words::EMPLOYERS).copied().unwrap_or(("Demo Library", LibraryKind::Other));
        let position = match engagement {
            Engagement::Paid => self.chance.text(&words::POSITIONS),
            Engagement::Volunteer => "Library volunteer",
        };
        Job {
            from,
            until,
            minutes_per_week: week_hours.saturating_mul(60),
            employer: Some(employer.to_owned()),
            library_kind: Some(library_kind),
            position: Some(position.to_owned()),
            engagement: Some(engagement),
        }
    }

    /// Is asked for more.
    pub(super) fn is_asked(&mut self, applied: Applied, question: &'static str) {
        self.act(By::Staff, "request_information", Some(question), vec![FactBody::InformationRequested { application: applied.application }]);
    }

    /// Is accepted.
    pub(super) fn is_accepted(&mut self, applied: Applied) {
        self.act(By::Staff, "accept_application", None, vec![FactBody::ApplicationAccepted { application: applied.application }]);
    }

    /// Is refused, with a reason.
    pub(super) fn is_refused(&mut self, applied: Applied, reason: &'static str) {
        self.act(By::Staff, "refuse_application", Some(reason), vec![FactBody::ApplicationRefused { application: applied.application }]);
    }

    /// Withdraws the application.
    pub(super) fn withdraws_it(&mut self, applied: Applied) {
        self.act(By::Oneself, "withdraw_application", None, vec![FactBody::ApplicationWithdrawn { application: applied.application }]);
    }

    /// Is allowed to apply again after a revocation.
    pub(super) fn may_apply_again(&mut self) {
        let reason = "Two years have passed, and the new employer vouches for the work.";
        self.act(By::Staff, "allow_readmission", Some(reason), vec![FactBody::ReadmissionAllowed]);
    }

    /// Pays in full, by card or by check.
    pub(super) fn pays(&mut self, applied: Applied) {
        if self.chance.percent(55) {
            self.pays_by_card(applied);
        } else {
            self.pays_by_check(applied, applied.cents);
        }
    }

    /// Pays in full by card.
    pub(super) fn pays_by_card(&mut self, Applied { invoice, cents, .. }: Applied) {
        let payment = PaymentId(ids::fresh());
        let body = FactBody::PaymentReceived { payment, invoice, amount_cents: cents, method: PaymentMethod::Card, reference: None, number: None };
        // What the gateway's session is to a payment in the browser.
        let fact = NewFact::of(self.person, self.day(), body).once(format!("card:{payment}"));
        self.record(By::Programme, "settle_checkout", None, vec![fact]);
    }

    /// Sends a check; it is recorded some days after it came.
    pub(super) fn pays_by_check(&mut self, Applied { invoice, .. }: Applied, amount_cents: u32) -> PaymentId {
        let received_on = self.day();
        self.days_pass(0, 3);
        let payment = PaymentId(ids::fresh());
        let reference = Some(self.chance.between(1_000, 9_999).to_string());
        let body = FactBody::PaymentReceived { payment, invoice, amount_cents, method: PaymentMethod::Check, reference, number: None };
        self.record(By::Staff, "record_payment", None, vec![NewFact::of(self.person, received_on, body)]);
        payment
    }

    /// The check comes back.
    pub(super) fn check_bounces(&mut self, payment: PaymentId) {
        self.act(By::Staff, "record_reversal", words::REVERSALS.first().copied(), vec![FactBody::PaymentReversed { payment }]);
    }

    /// Applies, is accepted, and pays: admitted within three weeks.
    pub(super) fn is_admitted(&mut self) {
        let applied = self.applies(Hours::Enough);
        self.days_pass(2, 8);
        self.is_accepted(applied);
        self.days_pass(1, 9);
        self.pays(applied);
    }

    /// Completes the course on this day and reports it.
    pub(super) fn completes(&mut self, offer: &Offer) -> Vec<CompletionId> {
        let completed_on = self.day();
        self.days_pass(0, 3);
        let completions: Vec<(CompletionId, CompetencySet)> = offer.sets.iter().map(|&set| (CompletionId(ids::fresh()), set)).collect();
        let reported = |&(completion, set): &(CompletionId, CompetencySet)| {
            NewFact::of(self.person, completed_on, FactBody::CompletionReported { completion, course: offer.course, set })
        };
        let facts = completions.iter().map(reported).collect();
        self.record(By::Oneself, "report_completion", None, facts);
        completions.into_iter().map(|(completion, _)| completion).collect()
    }

    /// Completes a course for this set that holds none but these, and reports it. What it holds is not left.
    pub(super) fn reports(&mut self, set: CompetencySet, among: &[CompetencySet], left: &mut Vec<CompetencySet>) -> Vec<CompletionId> {
        let stage = self.stage;
        let fitting: Vec<&Offer> =
            stage.offers(set, self.day()).into_iter().filter(|offer| offer.sets.iter().all(|held| among.contains(held))).collect();
        let Some(&offer) = self.chance.one_of(&fitting) else { return Vec::new() };
        left.retain(|other| !offer.sets.contains(other));
        self.completes(offer)
    }

    /// Completes a course for one of these sets and for none but these, and reports it.
    pub(super) fn reports_one_of(&mut self, sets: &[CompetencySet]) -> Vec<CompletionId> {
        let Some(&set) = self.chance.one_of(sets) else { return Vec::new() };
        self.reports(set, sets, &mut Vec::new())
    }

    /// Staff decide completions: verified, or refused with a reason.
    pub(super) fn are_decided(&mut self, completions: &[CompletionId], refused_because: Option<&'static str>) {
        let (operation, outcome) = match refused_because {
            None => ("verify_completion", Outcome::Achieved),
            Some(_) => ("refuse_completion", Outcome::NotAchieved),
        };
        for &completion in completions {
            self.act(By::Staff, operation, refused_because, vec![FactBody::CompletionDecided { completion, outcome }]);
        }
    }

    /// The candidacy is extended by so many months from today.
    pub(super) fn is_extended(&mut self, months: u32) {
        let (until, reason) = (self.day().months_later(months), self.chance.text(&words::EXTENSIONS));
        self.act(By::Staff, "grant_extension", Some(reason), vec![FactBody::ExtensionGranted { until }]);
    }

    /// The certification or the candidacy is revoked.
    pub(super) fn is_revoked(&mut self) {
        let reason = self.chance.text(&words::REVOCATIONS);
        self.act(By::Staff, "revoke_certification", Some(reason), vec![FactBody::CertificationRevoked]);
    }

    /// Takes part in so many activities of four hours, every fourth of them in technology.
    pub(super) fn continues_education(&mut self, activities: u32, days_between: u32) {
        for place in 0..activities {
            self.days_pass(days_between, days_between.saturating_add(6));
            let technology = place % 4 == 0;
            let all: Vec<CompetencySet> = CompetencySet::ALL.into_iter().filter(|&set| set != CompetencySet::Technology).collect();
            let set = if technology { Some(CompetencySet::Technology) } else { self.chance.one_of(&all).copied() };
            let activity = ActivityId(ids::fresh());
            let body = FactBody::ActivityCompleted { activity, sets: set.into_iter().collect(), minutes: 240, technology };
            self.act(By::Oneself, "report_activity", None, vec![body]);
        }
    }

    /// Renews.
    pub(super) fn renews(&mut self) {
        self.act(By::Oneself, "submit_renewal", None, vec![FactBody::RenewalSubmitted { renewal: RenewalId(ids::fresh()) }]);
    }
}

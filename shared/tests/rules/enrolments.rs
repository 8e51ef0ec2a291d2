//! From facts to dossiers: admission, corrections, approvals that are renewed, and coming back.

use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use proptest::test_runner::Config;
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::dossier::{Dossier, Outcome, enrolments, from_facts};
use shared::facts::{Fact, FactBody, Replacement};
use shared::ids::{ActId, AllocationId, ApplicationId, ApprovalId, CompletionId, CourseId, CreditId, FactId, InvoiceId, PaymentId, PersonId};
use shared::invoices::{Charge, InvoiceLine, PaymentMethod, membership_difference_lines};
use shared::policies::Policies;
use shared::standings::{Status, evaluate};
use uuid::Uuid;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Facts in the order in which they were recorded; ids and instants follow that order.
#[derive(Default)]
struct Log(Vec<Fact>);

impl Log {
    fn add(&mut self, on: &str, body: FactBody) -> FactId {
        let number = u32::try_from(self.0.len()).unwrap();
        let id = FactId(Uuid::from_u128(u128::from(number) + 1));
        let recorded_at = DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::from(number));
        let person = Some(PersonId(Uuid::from_u128(7)));
        self.0.push(Fact { id, act: ActId(Uuid::nil()), person, on: date(on), recorded_at, body });
        id
    }

    fn apply(&mut self, on: &str, number: u128) -> ApplicationId {
        let application = ApplicationId(Uuid::from_u128(number));
        let submitted =
            FactBody::ApplicationSubmitted { application, library_work: Vec::new(), has_diploma: true, in_support_position: true, ala_member: false };
        self.add(on, submitted);
        let lines = vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents: 35_000 }];
        self.add(on, FactBody::InvoiceIssued { invoice: InvoiceId(Uuid::from_u128(number)), application, lines, number: None });
        application
    }

    fn accept(&mut self, on: &str, application: ApplicationId) {
        self.add(on, FactBody::ApplicationAccepted { application });
    }

    fn pay(&mut self, on: &str, application: ApplicationId, number: u128, amount_cents: u32) {
        let payment = PaymentId(Uuid::from_u128(number));
        let invoice = InvoiceId(application.0);
        self.add(on, FactBody::PaymentReceived { payment, invoice, amount_cents, method: PaymentMethod::Check, reference: None, number: None });
    }

    fn admit(&mut self, on: &str, number: u128) {
        let application = self.apply(on, number);
        self.accept(on, application);
        self.pay(on, application, number, 35_000);
    }

    fn approve(&mut self, on: &str, until: Option<&str>, number: u128, set: CompetencySet) {
        let body = FactBody::CourseApproved { approval: ApprovalId(Uuid::from_u128(number)), course: course(set), set, until: until.map(date) };
        self.add(on, body);
    }

    fn complete(&mut self, on: &str, decided_on: Option<&str>, number: u128, set: CompetencySet) -> FactId {
        let completion = CompletionId(Uuid::from_u128(number));
        let reported = self.add(on, FactBody::CompletionReported { completion, course: course(set), set });
        if let Some(decided_on) = decided_on {
            self.add(decided_on, FactBody::CompletionDecided { completion, outcome: Outcome::Achieved });
        }
        reported
    }

    fn complete_six(&mut self, on: &str, first_number: u128) {
        for (number, set) in (first_number..).zip(&CompetencySet::ALL[..6]) {
            self.complete(on, Some(on), number, *set);
        }
    }

    fn approve_six(&mut self, on: &str) {
        for (number, set) in (900..).zip(&CompetencySet::ALL[..6]) {
            self.approve(on, None, number, *set);
        }
    }

    fn dossier(&self, as_of: &str) -> Dossier {
        from_facts(&self.0, &Policies::built_in(), date(as_of))
    }

    fn status(&self, as_of: &str) -> Status {
        evaluate(&self.dossier(as_of), &Policies::built_in(), date(as_of)).status
    }
}

/// One course for each set.
fn course(set: CompetencySet) -> CourseId {
    CourseId(Uuid::from_u128(u128::try_from(set.position()).unwrap()))
}

#[test]
fn admission_is_the_first_day_both_accepted_and_paid() {
    for (accepted_on, payments, admitted_on) in [
        ("2024-01-20", vec![("2024-02-01", 35_000)], Some("2024-02-01")),
        ("2024-02-01", vec![("2024-01-20", 35_000)], Some("2024-02-01")),
        ("2024-02-01", vec![("2024-01-20", 20_000), ("2024-03-01", 15_000)], Some("2024-03-01")),
        ("2024-02-01", vec![("2024-01-20", 34_999)], None),
        ("2024-02-01", vec![], None),
    ] {
        let mut log = Log::default();
        let application = log.apply("2024-01-10", 1);
        log.accept(accepted_on, application);
        for (number, (on, cents)) in (1..).zip(&payments) {
            log.pay(on, application, number, *cents);
        }
        assert_eq!(log.dossier("2024-06-01").admitted_on, admitted_on.map(date), "{accepted_on} {payments:?}");
    }
}

#[test]
fn all_that_had_been_invoiced_by_then_is_paid() {
    // The first invoice is over $325.00 of 10 January, the second over $25.00.
    for (accepted_on, second_on, first_paid_on, second_paid_on, admitted_on) in [
        // Issued before the admission, it is waited for.
        ("2024-02-01", "2024-01-20", "2024-02-10", Some("2024-02-20"), Some("2024-02-20")),
        ("2024-02-01", "2024-01-20", "2024-02-20", Some("2024-02-10"), Some("2024-02-20")),
        ("2024-02-01", "2024-01-20", "2024-02-10", None, None),
        ("2024-03-01", "2024-01-20", "2024-02-10", Some("2024-02-20"), Some("2024-03-01")),
        // Issued on the day of the admission, it is among what had been invoiced by then.
        ("2024-02-01", "2024-02-10", "2024-02-10", None, None),
        ("2024-02-01", "2024-02-10", "2024-02-10", Some("2024-02-20"), Some("2024-02-20")),
        // Issued the day after, it never undoes it, whether it is paid or not.
        ("2024-02-01", "2024-02-11", "2024-02-10", None, Some("2024-02-10")),
        ("2024-02-01", "2024-02-11", "2024-02-10", Some("2024-02-20"), Some("2024-02-10")),
        // Between acceptance and payment.
        ("2024-02-01", "2024-02-05", "2024-02-10", Some("2024-02-07"), Some("2024-02-10")),
    ] {
        let mut log = Log::default();
        let application = log.apply("2024-01-10", 1);
        log.accept(accepted_on, application);
        log.pay(first_paid_on, application, 1, 35_000);
        let (invoice, lines) = (InvoiceId(Uuid::from_u128(2)), membership_difference_lines(Policies::built_in().in_force_on(date("2024-01-10"))));
        log.add(second_on, FactBody::InvoiceIssued { invoice, application, lines, number: None });
        if let Some(on) = second_paid_on {
            let payment = PaymentId(Uuid::from_u128(2));
            let (method, reference, number) = (PaymentMethod::Check, None, None);
            log.add(on, FactBody::PaymentReceived { payment, invoice, amount_cents: 2_500, method, reference, number });
        }
        let found = log.dossier("2024-06-01").admitted_on;
        assert_eq!(found, admitted_on.map(date), "{accepted_on} {second_on} {first_paid_on} {second_paid_on:?}");
    }
}

#[test]
fn a_credit_or_money_of_another_admits_as_a_payment_does() {
    for what in 0..3 {
        let mut log = Log::default();
        let application = log.apply("2024-01-10", 1);
        log.accept("2024-02-01", application);
        log.pay("2024-02-05", application, 1, 30_000);
        let (invoice, payment) = (InvoiceId(application.0), PaymentId(Uuid::from_u128(99)));
        let (allocation, credit) = (AllocationId(Uuid::from_u128(5)), CreditId(Uuid::from_u128(6)));
        match what {
            0 => log.add("2024-02-10", FactBody::InvoiceCredited { credit, invoice, amount_cents: 5_000 }),
            _ => log.add("2024-02-10", FactBody::PaymentAllocated { allocation, payment, invoice, amount_cents: 5_000 }),
        };
        if what == 2 {
            // Taken back later, it does not undo the admission.
            log.add("2024-02-11", FactBody::AllocationReleased { allocation });
        }
        assert_eq!(log.dossier("2024-06-01").admitted_on, Some(date("2024-02-10")), "{what}");
    }
}

#[test]
fn a_reversal_after_the_admission_does_not_undo_it() {
    for (reversed_on, admitted_on) in [("2024-01-25", None), ("2024-02-01", None), ("2024-02-02", Some(date("2024-02-01")))] {
        let mut log = Log::default();
        let application = log.apply("2024-01-10", 1);
        log.pay("2024-01-20", application, 1, 35_000);
        log.accept("2024-02-01", application);
        log.add(reversed_on, FactBody::PaymentReversed { payment: PaymentId(Uuid::from_u128(1)) });
        assert_eq!(log.dossier("2024-06-01").admitted_on, admitted_on, "{reversed_on}");
    }
}

#[test]
fn a_refused_or_withdrawn_application_is_none() {
    let mut log = Log::default();
    let application = log.apply("2024-01-10", 1);
    log.add("2024-02-01", FactBody::ApplicationRefused { application });
    assert_eq!(log.status("2024-01-31"), Status::Applicant);
    assert_eq!(log.status("2024-02-01"), Status::NotApplied);
    let application = log.apply("2024-03-01", 2);
    assert_eq!(log.status("2024-03-01"), Status::Applicant);
    log.add("2024-03-05", FactBody::ApplicationWithdrawn { application });
    assert_eq!(log.status("2024-03-05"), Status::NotApplied);
}

#[test]
fn an_approval_renewed_without_a_gap_is_one() {
    let set = CompetencySet::Technology;
    for (second_from, from, until) in [
        ("2024-01-01", "2020-01-01", "2028-01-01"),
        ("2024-01-02", "2020-01-01", "2028-01-01"),
        // With a gap the second stands by itself, and the look-back counts from its own start.
        ("2024-01-03", "2024-01-03", "2028-01-01"),
    ] {
        let mut log = Log::default();
        log.admit("2023-01-01", 1);
        log.approve("2020-01-01", Some("2024-01-01"), 1, set);
        log.approve(second_from, Some("2028-01-01"), 2, set);
        log.complete("2025-01-01", Some("2025-01-02"), 1, set);
        let approval = log.dossier("2025-06-01").course_completions[0].approval;
        assert_eq!((approval.from, approval.until), (date(from), Some(date(until))), "{second_from}");
    }
}

#[test]
fn of_two_approvals_the_one_under_which_it_counts_is_named() {
    let set = CompetencySet::Technology;
    let mut log = Log::default();
    log.approve("2020-01-01", Some("2021-01-01"), 1, set);
    log.approve("2025-01-01", None, 2, set);
    for (completed_on, from) in
        [("2020-06-01", "2020-01-01"), ("2018-01-01", "2020-01-01"), ("2023-01-01", "2025-01-01"), ("2022-06-01", "2025-01-01")]
    {
        let mut log = Log(log.0.clone());
        log.complete(completed_on, None, 1, set);
        assert_eq!(log.dossier("2025-06-01").course_completions[0].approval.from, date(from), "{completed_on}");
    }
    log.complete("2025-06-01", None, 1, CompetencySet::Youth);
    assert!(log.dossier("2025-06-01").course_completions.is_empty(), "a course that is not approved has no place in a dossier");
}

#[test]
fn corrections_strike_and_replace_and_the_last_one_stands() {
    let set = CompetencySet::Technology;
    let mut log = Log::default();
    log.admit("2024-01-01", 1);
    log.approve("2022-01-01", None, 1, set);
    let reported = log.complete("2024-05-01", None, 1, set);
    let body = Box::new(FactBody::CompletionReported { completion: CompletionId(Uuid::from_u128(1)), course: course(set), set });
    log.add("2024-04-01", FactBody::FactCorrected { corrected: reported, replacement: Some(Replacement { on: date("2024-04-01"), body }) });
    assert_eq!(log.dossier("2024-06-01").course_completions[0].completed_on, date("2024-04-01"));
    // History as now known: the past is seen with the correction.
    assert_eq!(log.dossier("2024-04-15").course_completions.len(), 1);
    log.add("2024-05-01", FactBody::FactCorrected { corrected: reported, replacement: None });
    assert!(log.dossier("2024-06-01").course_completions.is_empty());
}

#[test]
fn after_an_expired_candidacy_the_courses_of_four_years_count_again() {
    let mut log = Log::default();
    log.admit("2020-01-01", 1);
    log.approve_six("2018-01-01");
    for (number, (set, on)) in (1..).zip(CompetencySet::ALL.into_iter().zip(["2021-06-01", "2021-05-31", "2023-12-31", "2024-06-01", "2021-05-30"])) {
        log.complete(on, Some("2024-07-01"), number, set);
    }
    assert_eq!(log.status("2025-01-01"), Status::CandidacyExpired);
    log.admit("2025-06-01", 2);
    assert_eq!(log.status("2025-06-01"), Status::Candidate);
    let counted: Vec<Date> = log.dossier("2025-06-01").course_completions.iter().map(|completion| completion.completed_on).collect();
    assert_eq!(counted, [date("2021-06-01"), date("2023-12-31"), date("2024-06-01")]);
    assert_eq!(enrolments(&log.0, &Policies::built_in(), date("2025-06-01")).len(), 2);
}

#[test]
fn after_a_lapse_or_a_revocation_nothing_before_it_counts() {
    for revoked_on in [None, Some("2024-03-01")] {
        let mut log = Log::default();
        log.admit("2020-01-01", 1);
        log.approve_six("2018-01-01");
        log.complete_six("2020-06-01", 1);
        // Term to 2024-06-01, grace to 2024-08-01.
        assert_eq!(log.status("2020-06-01"), Status::Certified);
        let ended_on = revoked_on.unwrap_or("2024-08-02");
        if let Some(revoked_on) = revoked_on {
            log.add(revoked_on, FactBody::CertificationRevoked);
        }
        log.complete(&date(ended_on).previous_day().to_string(), None, 21, CompetencySet::Foundations);
        log.complete(ended_on, None, 22, CompetencySet::Technology);
        log.admit("2025-01-01", 2);
        let dossier = log.dossier("2025-01-01");
        assert_eq!(log.status("2025-01-01"), Status::Candidate);
        assert_eq!(dossier.course_completions.iter().map(|completion| completion.completed_on).collect::<Vec<_>>(), [date(ended_on)]);
        // The first enrolment stays what it was.
        let first = &enrolments(&log.0, &Policies::built_in(), date("2025-01-01"))[0];
        assert_eq!(evaluate(&first.dossier, &Policies::built_in(), date("2025-01-01")).certified_on, Some(date("2020-06-01")));
    }
}

#[test]
fn a_course_approved_after_its_completion_was_verified_counts_from_the_approval() {
    let set = CompetencySet::Technology;
    let mut log = Log::default();
    log.admit("2024-01-01", 1);
    log.approve("2020-01-01", Some("2021-01-01"), 1, set);
    log.complete("2024-03-01", Some("2024-03-05"), 1, set);
    log.approve("2025-01-01", None, 2, set);
    let achieved = |as_of: &str| {
        let standing = evaluate(&log.dossier(as_of), &Policies::built_in(), date(as_of));
        standing.sets[set.position()].decided_on
    };
    assert_eq!(achieved("2024-12-31"), None);
    assert_eq!(achieved("2025-01-01"), Some(date("2024-03-05")));
}

proptest! {
    #![proptest_config(Config { cases: 500, failure_persistence: None, ..Config::default() })]

    #[test]
    fn neither_order_nor_later_facts_matter(seed in any::<u64>(), as_of in 0..2_500_u32) {
        let mut log = Log::default();
        log.approve_six("2018-01-01");
        log.admit("2020-01-01", 1);
        log.complete("2021-06-01", Some("2021-07-01"), 1, CompetencySet::Technology);
        log.add("2023-12-01", FactBody::ExtensionGranted { until: date("2024-06-01") });
        log.complete("2024-02-01", Some("2024-02-20"), 2, CompetencySet::Youth);
        log.admit("2025-06-01", 2);
        log.complete_six("2025-08-01", 10);
        let as_of = date("2020-01-01").days_later(as_of);
        let expected = from_facts(&log.0, &Policies::built_in(), as_of);

        let mut shuffled = log.0.clone();
        shuffled.sort_by_key(|fact| (seed ^ u64::try_from(fact.id.0.as_u128()).unwrap()).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let seen: Vec<Fact> = shuffled.iter().filter(|fact| fact.on <= as_of).cloned().collect();
        let standing = |dossier: &Dossier| evaluate(dossier, &Policies::built_in(), as_of);
        prop_assert_eq!(standing(&from_facts(&shuffled, &Policies::built_in(), as_of)), standing(&expected));
        prop_assert_eq!(standing(&from_facts(&seen, &Policies::built_in(), as_of)), standing(&expected));
    }
}

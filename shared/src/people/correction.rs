//! Which facts may be corrected, and what may stand in the place of one: the same kind of fact about the same thing.

use crate::applications::{LIBRARY_WORK_MAX, check_job};
use crate::books::Ledger;
use crate::calendar::Date;
use crate::completions::{CompletionRecord, completion_records};
use crate::courses::{AddCourse, PROVIDER_CHARS_MAX, check_course};
use crate::facts::{Fact, FactBody, KnownFact, Replacement, standing_facts};
use crate::invoices::REFERENCE_CHARS_MAX;
use crate::problem::MemberError;
use crate::reasons::Refusal;
use crate::text::{self, Lines};

use FactBody as Is;

/// The most lines of an invoice.
const INVOICE_LINES_MAX: usize = 20;
/// The longest activity, in minutes.
const ACTIVITY_MINUTES_MAX: u32 = 100_000;

/// Why a fact of this kind cannot be corrected in this way, if so; `replacement` is none where it is to be struck.
pub fn correction_refusal(body: &FactBody, replacement: Option<&Replacement>) -> Option<Refusal> {
    let sentence = match body {
        Is::PersonRegistered => "That someone registered cannot be corrected.",
        Is::RoleAppointed { .. } | Is::RoleDismissed { .. } => "Roles are not corrected: appoint or dismiss the person instead.",
        Is::DocumentAccepted { .. } | Is::NameChanged | Is::EmailChanged | Is::SecondFactorReset | Is::PersonErased => {
            "What someone did with their own account is not corrected."
        }
        Is::CertificateIssued { .. } => "An issued certificate is not corrected: revoke the certification instead.",
        Is::FactCorrected { .. } => "A correction is not corrected: correct the fact itself again instead.",
        Is::PartnerRegistered { .. } | Is::PartnerSecretIssued { .. } | Is::PartnerSuspended { .. } | Is::PartnerResumed { .. } => {
            "What was done about a partner is not corrected: suspend or resume it, or give it a new secret, instead."
        }
        Is::BuyerRegistered { .. } | Is::BuyerMemberAdded { .. } | Is::BuyerMemberRemoved { .. } => {
            "Who orders for a buyer is not corrected: add or remove the person instead."
        }
        Is::OrderIssued { .. } | Is::OrderCredited { .. } => "An order that was issued is not corrected: credit its lines, and issue another one.",
        Is::FeesSet { .. } => "Fees are not corrected: set those of that day again instead, while it lies ahead.",
        Is::CourseProposed { .. } | Is::ProposalDecided { .. } => {
            "Proposals are not corrected: correct the course that came of it, or have the partner propose it anew."
        }
        Is::InformationGiven { .. } => "What an applicant answered is not corrected: ask again instead.",
        Is::PaymentAllocated { .. } | Is::MoneyTaken { .. } | Is::AllocationReleased { .. } => {
            "What was put to an invoice is not corrected: take it back from there, and put it where it belongs."
        }
        Is::InvoiceIssued { .. } if replacement.is_none() => "An invoice is not struck: put one with the right lines in its place.",
        _ => return None,
    };
    Some(Refusal::new("not_correctable", 27, sentence))
}

/// What is wrong with a replacement of this fact that is recorded today; empty for a good one.
pub fn check_replacement(fact: &Fact, replacement: &Replacement, today: Date) -> Vec<MemberError> {
    let mut errors = Vec::new();
    // An approval may begin ahead: then its correction may, too.
    let latest = today.max(fact.on);
    if latest < replacement.on {
        errors.push(MemberError::new("replacement.on", format!("`{}` is too late: name a day up to `{latest}`", replacement.on)));
    } else if is_decision(&fact.body) && replacement.on != fact.on {
        let detail = format!("a decision is dated the day it was recorded, `{}`: keep it, or strike the decision and decide anew", fact.on);
        errors.push(MemberError::new("replacement.on", detail));
    }
    if replacement.body.kind() == fact.body.kind() {
        if !is_about_the_same(&fact.body, &replacement.body) {
            errors.push(MemberError::new("replacement.body", "is about something else: keep the ids of the fact that it replaces"));
        }
        errors.extend(check_content(replacement));
    } else {
        let (was, is) = (fact.body.kind(), replacement.body.kind());
        errors.push(MemberError::new("replacement.body.fact", format!("is `{is}`, but the fact is `{was}`: replace it by one of its own kind")));
    }
    errors
}

/// Why an act cannot be moved to the day of its replacement: its decision, among the facts that stand, lies before.
pub fn check_order(standing: &[KnownFact<'_>], fact: &Fact, replacement: &Replacement) -> Option<MemberError> {
    // A credit note is about the invoice, and decides nothing of the payments that came for it.
    let decides = |body: &FactBody| is_decision(body) && !matches!(body, Is::InvoiceCredited { .. });
    let decides_it = |other: &&KnownFact<'_>| decides(&other.body) && other.body.subject().is_some() && other.body.subject() == fact.body.subject();
    let decided_on = standing.iter().filter(decides_it).map(|decision| decision.on).filter(|&decided_on| decided_on < replacement.on).min()?;
    let detail = format!("`{}` lies after the decision of `{decided_on}`: strike that decision first, and decide anew", replacement.on);
    (!is_decision(&fact.body)).then(|| MemberError::new("replacement.on", detail))
}

/// Why a report cannot be replaced so: another one that stands tells of the same course, set and day.
pub fn reported_twice(standing: &[KnownFact<'_>], replacement: &Replacement) -> Option<Refusal> {
    let Is::CompletionReported { completion, course, set } = replacement.body.as_ref() else { return None };
    let is_same = |other: &CompletionRecord| {
        other.completion != *completion && (other.course, other.set, other.completed_on) == (*course, *set, replacement.on)
    };
    completion_records(standing).iter().any(is_same).then(|| {
        let sentence =
            format!("The person has another report of this course for {} on {}; strike one of the two instead.", set.title(), replacement.on.long());
        Refusal::new("completion_reported", 10, sentence)
    })
}

/// Why a correction would make the books wrong, if it would: they would tell of something that does not add up and that they
/// do not tell of without it. A payment of which something went back, for example, is not struck. `facts` are those of
/// whom it is about.
pub fn books_refusal(facts: &[Fact], correction: &Fact, today: Date) -> Option<Refusal> {
    if let Some(refusal) = struck_under_what_was_put(facts, correction, today) {
        return Some(refusal);
    }
    let findings = |facts: &[Fact]| Ledger::of(&standing_facts(facts, today)).findings(today);
    let before = findings(facts);
    let mut with_it = facts.to_vec();
    with_it.push(correction.clone());
    let wrong = findings(&with_it).into_iter().find(|wrong| !before.contains(wrong))?;
    Some(Refusal::new(
        "books_wrong",
        27,
        format!("The books would not add up any more: {wrong} Take back first what rests on this, a refund or money that was put elsewhere."),
    ))
}

/// Why a payment is not struck of which staff put something: where payer and invoice are one person's, what was put would look
/// like another person's money.
fn struck_under_what_was_put(facts: &[Fact], correction: &Fact, today: Date) -> Option<Refusal> {
    let Is::FactCorrected { corrected, replacement: None } = &correction.body else { return None };
    let (Is::PaymentReceived { payment, .. } | Is::MoneyReceived { payment, .. }) = &facts.iter().find(|fact| fact.id == *corrected)?.body else {
        return None;
    };
    let is_put = Ledger::of(&standing_facts(facts, today)).put_of(*payment, today).next().is_some();
    let sentence = "Money of this payment was put to an invoice; take it back from there first, or the books would not add up any more.";
    is_put.then(|| Refusal::new("books_wrong", 27, sentence))
}

/// Decisions, withdrawals and grants: dated the day that they are recorded, never before the act that they decide.
fn is_decision(body: &FactBody) -> bool {
    matches!(
        body,
        Is::InformationRequested { .. }
            | Is::ApplicationWithdrawn { .. }
            | Is::MembershipUnconfirmed { .. }
            | Is::ApplicationAccepted { .. }
            | Is::ApplicationRefused { .. }
            | Is::HoursConfirmed { .. }
            | Is::HoursDisputed { .. }
            | Is::ReadmissionAllowed
            | Is::InvoiceCredited { .. }
            | Is::PaymentReversed { .. }
            | Is::PaymentRefunded { .. }
            | Is::RefundFailed { .. }
            | Is::ApprovalWithdrawn { .. }
            | Is::CompletionDecided { .. }
            | Is::PortfolioDecided { .. }
            | Is::GraduationDecided { .. }
            | Is::ExtensionGranted { .. }
            | Is::CertificationRevoked
    )
}

/// Whether two facts of one kind name the same things. What a person claims of a course or an agreement may have
/// been claimed of the wrong one.
fn is_about_the_same(was: &FactBody, is: &FactBody) -> bool {
    let same_subject = was.subject() == is.subject();
    same_subject
        && match (was, is) {
            (Is::InvoiceIssued { application: was, number: old, .. }, Is::InvoiceIssued { application: is, number: new, .. }) => {
                was == is && old == new
            }
            (Is::PaymentReceived { payment: was, number: old, .. }, Is::PaymentReceived { payment: is, number: new, .. }) => was == is && old == new,
            (Is::MoneyReceived { order: was, number: old, .. }, Is::MoneyReceived { order: is, number: new, .. }) => was == is && old == new,
            (Is::MembershipUnconfirmed { invoice: was, .. }, Is::MembershipUnconfirmed { invoice: is, .. }) => was == is,
            (Is::InvoiceCredited { credit: was, .. }, Is::InvoiceCredited { credit: is, .. }) => was == is,
            (Is::PaymentRefunded { refund: was, .. }, Is::PaymentRefunded { refund: is, .. }) => was == is,
            (Is::HoursConfirmed { confirmation: was, job: was_job, .. }, Is::HoursConfirmed { confirmation: is, job: is_job, .. })
            | (Is::HoursDisputed { confirmation: was, job: was_job, .. }, Is::HoursDisputed { confirmation: is, job: is_job, .. }) => {
                was == is && was_job == is_job
            }
            (Is::CourseApproved { approval: was, .. }, Is::CourseApproved { approval: is, .. })
            | (Is::ApprovalWithdrawn { approval: was, .. }, Is::ApprovalWithdrawn { approval: is, .. }) => was == is,
            _ => true,
        }
}

/// What the forms would refuse of it.
fn check_content(replacement: &Replacement) -> Vec<MemberError> {
    let on = replacement.on;
    let mut errors = Vec::new();
    let mut require = |holds: bool, member: &str, detail: &str| {
        if !holds {
            errors.push(MemberError::new(format!("replacement.body.{member}"), detail));
        }
    };
    match replacement.body.as_ref() {
        Is::PaymentRefunded { amount_cents, .. } => require(0 < *amount_cents, "amount_cents", "is 0: strike the refund instead"),
        Is::ApplicationSubmitted { library_work, .. } => {
            require((1..=LIBRARY_WORK_MAX).contains(&library_work.len()), "library_work", "needs at least 1 and at most 50 jobs");
            for (index, job) in library_work.iter().take(LIBRARY_WORK_MAX).enumerate() {
                errors.extend(check_job(&format!("replacement.body.library_work[{index}]"), job, on));
            }
        }
        Is::InvoiceIssued { lines, .. } => {
            require((1..=INVOICE_LINES_MAX).contains(&lines.len()), "lines", "needs at least 1 and at most 20 lines");
            let sum = lines.iter().try_fold(0_u32, |sum, line| sum.checked_add(line.amount_cents));
            require(sum.is_some(), "lines", "hold more than can be written on an invoice");
        }
        Is::InvoiceCredited { amount_cents, .. } => require(0 < *amount_cents, "amount_cents", "is 0: strike the credit note instead"),
        Is::PaymentReceived { amount_cents, reference, .. } | Is::MoneyReceived { amount_cents, reference, .. } => {
            require(0 < *amount_cents, "amount_cents", "is 0: strike a payment that was never received");
            errors.extend(reference.as_deref().and_then(|text| line("reference", text, REFERENCE_CHARS_MAX)));
        }
        Is::CourseAdded { title, provider, provider_kind, delivery, place, .. } => {
            let course = AddCourse {
                title: title.clone(),
                provider: provider.clone(),
                provider_kind: *provider_kind,
                delivery: *delivery,
                place: place.clone(),
            };
            let within = |error: MemberError| MemberError::new(format!("replacement.body.{}", error.member), error.detail);
            errors.extend(check_course(&course).into_iter().map(within));
        }
        Is::AgreementSigned { until, college, .. } => {
            require(until.is_none_or(|until| on <= until), "until", "lies before the agreement's first day");
            errors.extend(line("college", college, PROVIDER_CHARS_MAX));
        }
        Is::CourseApproved { until, .. } => require(until.is_none_or(|until| on <= until), "until", "lies before the approval's first day"),
        Is::ActivityCompleted { minutes, .. } => require((1..=ACTIVITY_MINUTES_MAX).contains(minutes), "minutes", "is outside 1 to 100000"),
        _ => {}
    }
    errors
}

fn line(member: &str, text: &str, chars_max: usize) -> Option<MemberError> {
    text::check(&format!("replacement.body.{member}"), text, chars_max, Lines::One)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Role;
    use crate::dossier::Outcome;
    use crate::ids::{ActId, CompletionId, CourseId, FactId, InvoiceId, PaymentId};
    use crate::invoices::PaymentMethod;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn payment(payment: u128, invoice: u128, amount_cents: u32) -> FactBody {
        let (payment, invoice) = (PaymentId(uuid::Uuid::from_u128(payment)), InvoiceId(uuid::Uuid::from_u128(invoice)));
        FactBody::PaymentReceived { payment, invoice, amount_cents, method: PaymentMethod::Check, reference: Some("1".to_owned()), number: None }
    }

    fn fact(body: FactBody) -> Fact {
        let id = uuid::Uuid::from_u128(9);
        Fact { id: FactId(id), act: ActId(id), person: None, on: date("2026-06-01"), recorded_at: chrono::DateTime::default(), body }
    }

    #[test]
    fn a_credit_note_decides_nothing_of_payments() {
        let credit = FactBody::InvoiceCredited {
            credit: crate::ids::CreditId(uuid::Uuid::from_u128(5)),
            invoice: InvoiceId(uuid::Uuid::from_u128(2)),
            amount_cents: 10,
        };
        let credited = Fact { on: date("2026-05-01"), ..fact(credit) };
        let was = fact(payment(1, 2, 100));
        let replacement = Replacement { on: was.on, body: Box::new(payment(1, 2, 50)) };
        assert_eq!(check_order(&[KnownFact::Recorded(&credited), KnownFact::Recorded(&was)], &was, &replacement), None);
    }

    #[test]
    fn a_replacement_is_of_the_same_kind_about_the_same_thing() {
        let was = fact(payment(1, 2, 100));
        for (on, body, members) in [
            ("2026-06-02", payment(1, 2, 50), vec![]),
            ("2026-06-03", payment(1, 2, 50), vec!["replacement.on"]),
            ("2026-05-01", payment(1, 2, 0), vec!["replacement.body.amount_cents"]),
            ("2026-05-01", payment(1, 3, 50), vec!["replacement.body"]),
            ("2026-05-01", payment(4, 2, 50), vec!["replacement.body"]),
            ("2026-05-01", FactBody::CertificationRevoked, vec!["replacement.body.fact"]),
        ] {
            let replacement = Replacement { on: date(on), body: Box::new(body) };
            let found: Vec<String> = check_replacement(&was, &replacement, date("2026-06-02")).into_iter().map(|error| error.member).collect();
            assert_eq!(found, members, "{replacement:?}");
        }
    }

    #[test]
    fn what_would_make_the_books_wrong_is_refused() {
        let mut facts = Vec::new();
        let mut add = |number: u128, on: &str, body| {
            let id = uuid::Uuid::from_u128(number);
            facts.push(Fact { id: FactId(id), act: ActId(id), person: None, on: date(on), recorded_at: chrono::DateTime::default(), body });
        };
        let invoice = InvoiceId(uuid::Uuid::from_u128(2));
        let lines = |amount_cents| vec![crate::invoices::InvoiceLine { charge: crate::invoices::Charge::ApplicationFee, amount_cents }];
        let application = crate::ids::ApplicationId(uuid::Uuid::from_u128(8));
        let issued = |amount_cents| FactBody::InvoiceIssued { invoice, application, lines: lines(amount_cents), number: None };
        add(1, "2026-06-01", issued(35_000));
        add(2, "2026-06-01", payment(1, 2, 36_000));
        add(3, "2026-06-01", payment(5, 2, 36_000));
        let refund = crate::ids::RefundId(uuid::Uuid::from_u128(6));
        add(
            4,
            "2026-06-02",
            FactBody::PaymentRefunded { refund, payment: PaymentId(uuid::Uuid::from_u128(1)), amount_cents: 36_000, reference: None },
        );
        let credit = crate::ids::CreditId(uuid::Uuid::from_u128(7));
        add(5, "2026-06-02", FactBody::InvoiceCredited { credit, invoice, amount_cents: 100 });
        for (corrected, replacement, refused) in [
            (2, None, true),
            (2, Some(payment(1, 2, 35_999)), true),
            (2, Some(payment(1, 2, 36_001)), false),
            (3, None, false),
            (4, None, false),
            (1, Some(issued(99)), true),
            (1, Some(issued(100)), false),
            (5, None, false),
        ] {
            let replacement = replacement.map(|body| Replacement { on: date("2026-06-01"), body: Box::new(body) });
            let body = FactBody::FactCorrected { corrected: FactId(uuid::Uuid::from_u128(corrected)), replacement };
            let correction = Fact { on: date("2026-06-01"), ..fact(body) };
            let found = books_refusal(&facts, &correction, date("2026-06-03"));
            assert_eq!(found.is_some(), refused, "{correction:?} {found:?}");
        }
    }

    #[test]
    fn what_someone_completed_may_have_been_another_course() {
        let completion = |course: u128| FactBody::CompletionReported {
            completion: CompletionId(uuid::Uuid::from_u128(1)),
            course: CourseId(uuid::Uuid::from_u128(course)),
            set: crate::competencies::CompetencySet::Technology,
        };
        let replacement = Replacement { on: date("2026-05-01"), body: Box::new(completion(3)) };
        assert_eq!(check_replacement(&fact(completion(2)), &replacement, date("2026-06-02")), []);
    }

    #[test]
    fn a_decision_keeps_its_day_and_an_act_stays_before_it() {
        let completion = CompletionId(uuid::Uuid::from_u128(1));
        let decided = |outcome| FactBody::CompletionDecided { completion, outcome };
        let decision = fact(decided(Outcome::Achieved));
        for (on, members) in [("2026-05-31", vec!["replacement.on"]), ("2026-06-01", vec![]), ("2026-06-02", vec!["replacement.on"])] {
            let replacement = Replacement { on: date(on), body: Box::new(decided(Outcome::NotAchieved)) };
            let found: Vec<String> = check_replacement(&decision, &replacement, date("2026-06-02")).into_iter().map(|error| error.member).collect();
            assert_eq!(found, members, "{on}");
        }

        let course = CourseId(uuid::Uuid::from_u128(2));
        let reported = FactBody::CompletionReported { completion, course, set: crate::competencies::CompetencySet::Technology };
        for (on, refused) in [("2026-05-31", false), ("2026-06-01", false), ("2026-06-02", true)] {
            let replacement = Replacement { on: date(on), body: Box::new(reported.clone()) };
            let found = check_order(&[KnownFact::Recorded(&decision)], &fact(reported.clone()), &replacement);
            assert_eq!(found.is_some(), refused, "{on}");
        }
    }

    #[test]
    fn some_facts_are_not_corrected() {
        assert_eq!(correction_refusal(&payment(1, 2, 3), None), None);
        for body in [
            FactBody::PersonRegistered,
            FactBody::RoleAppointed { role: Role::Staff },
            FactBody::RoleDismissed { role: Role::Staff },
            FactBody::FactCorrected { corrected: FactId(uuid::Uuid::from_u128(1)), replacement: None },
        ] {
            assert!(correction_refusal(&body, None).is_some(), "{body:?}");
        }
    }
}

//! What the facts say of applications: what was submitted, what became of it, and the day of admission.

use crate::calendar::Date;
use crate::dossier;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{ApplicationId, FactId, InvoiceId, PersonId};
use crate::invoices::{InvoiceRecord, invoice_records};

use super::ApplicationState;

/// An application and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRecord {
    /// The application.
    pub application: ApplicationId,
    /// Who applied.
    pub person: Option<PersonId>,
    /// What was submitted, as the rules see it.
    pub submitted: dossier::Application,
    /// Whether a membership number was given.
    pub ala_member: bool,
    /// The day staff accepted it.
    pub accepted_on: Option<Date>,
    /// The day staff refused it.
    pub refused_on: Option<Date>,
    /// The fact that they refused it; the reason is a note, by this fact.
    pub refusal: Option<FactId>,
    /// The day the applicant withdrew it.
    pub withdrawn_on: Option<Date>,
    /// That staff could not confirm the membership.
    pub unconfirmed: Option<UnconfirmedRecord>,
    /// What staff have asked the applicant, oldest first.
    pub questions: Vec<QuestionRecord>,
    /// What was charged for it.
    pub invoices: Vec<InvoiceRecord>,
}

/// What staff asked, and its answer. The words of both are notes, by these facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionRecord {
    /// The fact that it was asked.
    pub asked: FactId,
    /// The day it was asked.
    pub asked_on: Date,
    /// The fact that it was answered, and the day.
    pub answered: Option<(FactId, Date)>,
}

/// That a membership could not be confirmed. Why is a note, by this fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnconfirmedRecord {
    /// The fact.
    pub fact: FactId,
    /// The day.
    pub on: Date,
    /// The invoice over the difference.
    pub invoice: InvoiceId,
}

impl ApplicationRecord {
    /// The first day at whose end the application was accepted and all that had been invoiced for it by then was paid
    /// (Q21, Q22).
    ///
    /// A later reversal of a payment does not undo it, nor does an invoice that is issued afterwards. While nothing was
    /// charged, nobody is admitted.
    pub fn admitted_on(&self) -> Option<Date> {
        let accepted_on = self.accepted_on?;
        let changes = self.invoices.iter().flat_map(|invoice| invoice.changed_on().chain([invoice.issued_on]));
        let mut days: Vec<Date> = changes.filter(|&day| accepted_on < day).chain([accepted_on]).collect();
        days.sort_unstable();
        days.into_iter().find(|&day| {
            let mut invoiced = self.invoices.iter().filter(|invoice| invoice.issued_on <= day).peekable();
            invoiced.peek().is_some() && invoiced.all(|invoice| invoice.owed_cents(day) == 0)
        })
    }

    /// What has become of it.
    pub fn state(&self) -> ApplicationState {
        if self.withdrawn_on.is_some() {
            ApplicationState::Withdrawn
        } else if self.refused_on.is_some() {
            ApplicationState::Refused
        } else if self.admitted_on().is_some() {
            ApplicationState::Admitted
        } else if self.accepted_on.is_some() {
            ApplicationState::Accepted
        } else if self.questions.last().is_some_and(|question| question.answered.is_none()) {
            ApplicationState::InformationRequested
        } else {
            ApplicationState::Submitted
        }
    }

    /// The day of the decision, or of the withdrawal.
    pub fn decided_on(&self) -> Option<Date> {
        self.withdrawn_on.or(self.refused_on).or(self.accepted_on)
    }
}

/// The applications in these facts (see [`crate::facts::standing_facts`]), oldest first.
pub fn application_records(facts: &[KnownFact<'_>]) -> Vec<ApplicationRecord> {
    let mut invoices = invoice_records(facts);
    let first = |matching: &dyn Fn(&FactBody) -> bool| facts.iter().find(|fact| matching(&fact.body));
    let day = |matching: &dyn Fn(&FactBody) -> bool| first(matching).map(|fact| fact.on);
    let mut records: Vec<ApplicationRecord> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            FactBody::ApplicationSubmitted { application, library_work, has_diploma, in_support_position, ala_member } => Some(ApplicationRecord {
                application: *application,
                person: fact.person,
                submitted: dossier::Application {
                    submitted_on: fact.on,
                    has_diploma: *has_diploma,
                    in_support_position: *in_support_position,
                    library_work: library_work.clone(),
                },
                ala_member: *ala_member,
                accepted_on: day(&|body| matches!(body, FactBody::ApplicationAccepted { application: of } if of == application)),
                refused_on: day(&|body| matches!(body, FactBody::ApplicationRefused { application: of } if of == application)),
                refusal: first(&|body| matches!(body, FactBody::ApplicationRefused { application: of } if of == application)).map(|fact| fact.id),
                withdrawn_on: day(&|body| matches!(body, FactBody::ApplicationWithdrawn { application: of } if of == application)),
                unconfirmed: unconfirmed(facts, *application),
                questions: questions(facts, *application),
                invoices: invoices.extract_if(.., |invoice| invoice.application == *application).collect(),
            }),
            _ => None,
        })
        .collect();
    records.sort_by_key(|record| (record.submitted.submitted_on, record.application));
    records
}

/// That the membership of an application could not be confirmed.
fn unconfirmed(facts: &[KnownFact<'_>], of: ApplicationId) -> Option<UnconfirmedRecord> {
    facts.iter().find_map(|fact| match fact.body {
        FactBody::MembershipUnconfirmed { application, invoice } if application == of => {
            Some(UnconfirmedRecord { fact: fact.id, on: fact.on, invoice })
        }
        _ => None,
    })
}

/// What was asked about an application. An answer is one to what was asked last before it; where that was struck, to
/// nothing.
fn questions(facts: &[KnownFact<'_>], of: ApplicationId) -> Vec<QuestionRecord> {
    let mut questions: Vec<QuestionRecord> = Vec::new();
    for fact in facts {
        match fact.body {
            FactBody::InformationRequested { application } if application == of => {
                questions.push(QuestionRecord { asked: fact.id, asked_on: fact.on, answered: None });
            }
            FactBody::InformationGiven { application } if application == of => {
                if let Some(question) = questions.last_mut() {
                    question.answered.get_or_insert((fact.id, fact.on));
                }
            }
            _ => {}
        }
    }
    questions
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::facts::{Fact, standing_facts};
    use crate::ids::ActId;

    const APPLICATION: ApplicationId = ApplicationId(Uuid::from_u128(7));

    fn fact(id: u128, on: &str, body: FactBody) -> Fact {
        let id = Uuid::from_u128(id);
        Fact { id: FactId(id), act: ActId(id), person: None, on: on.parse().unwrap(), recorded_at: DateTime::default(), body }
    }

    #[test]
    fn an_answer_is_one_to_what_was_asked_last() {
        let application = APPLICATION;
        let submitted =
            FactBody::ApplicationSubmitted { application, library_work: Vec::new(), has_diploma: true, in_support_position: true, ala_member: false };
        let ask = |id: u128, on: &str| fact(id, on, FactBody::InformationRequested { application });
        let answer = |id: u128, on: &str| fact(id, on, FactBody::InformationGiven { application });
        let strike = |id: u128| fact(99, "2026-01-02", FactBody::FactCorrected { corrected: FactId(Uuid::from_u128(id)), replacement: None });
        let accept = fact(50, "2026-01-09", FactBody::ApplicationAccepted { application });
        let begun = fact(1, "2026-01-01", submitted);
        for (name, facts, answered, state) in [
            ("nothing is asked", vec![], vec![], ApplicationState::Submitted),
            ("it is asked", vec![ask(2, "2026-01-02")], vec![false], ApplicationState::InformationRequested),
            ("it is answered", vec![ask(2, "2026-01-02"), answer(3, "2026-01-02")], vec![true], ApplicationState::Submitted),
            (
                "it is asked again",
                vec![ask(2, "2026-01-02"), answer(3, "2026-01-03"), ask(4, "2026-01-03")],
                vec![true, false],
                ApplicationState::InformationRequested,
            ),
            (
                "what was answered is struck, and the other stays open",
                vec![ask(2, "2026-01-02"), answer(3, "2026-01-03"), ask(4, "2026-01-04"), strike(2)],
                vec![false],
                ApplicationState::InformationRequested,
            ),
            ("what is open is struck", vec![ask(2, "2026-01-02"), strike(2)], vec![], ApplicationState::Submitted),
            ("it is accepted meanwhile", vec![ask(2, "2026-01-02"), accept], vec![false], ApplicationState::Accepted),
        ] {
            let mut all = vec![begun.clone()];
            all.extend(facts);
            all.reverse();
            let records = application_records(&standing_facts(&all, "2026-02-01".parse().unwrap()));
            let found: Vec<bool> = records[0].questions.iter().map(|question| question.answered.is_some()).collect();
            assert_eq!((found, records[0].state()), (answered, state), "{name}");
        }
    }
}

//! What the facts say of applications: what was submitted, what became of it, and the day of admission.

use crate::calendar::Date;
use crate::dossier;
use crate::facts::{FactBody, KnownFact};
use crate::ids::{ApplicationId, PersonId};
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
    /// The day the applicant withdrew it.
    pub withdrawn_on: Option<Date>,
    /// What was charged for it.
    pub invoices: Vec<InvoiceRecord>,
}

impl ApplicationRecord {
    /// The first day on which the application was both accepted and fully paid, in either order (Q21, Q22).
    ///
    /// A later reversal of a payment does not undo it. While nothing was charged, nobody is admitted.
    pub fn admitted_on(&self) -> Option<Date> {
        let accepted_on = self.accepted_on?;
        let paid_on =
            |from: Date| self.invoices.iter().map(|invoice| invoice.paid_in_full_on(from)).collect::<Option<Vec<Date>>>()?.into_iter().max();
        paid_on(accepted_on)
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
    let day = |matching: &dyn Fn(&FactBody) -> bool| facts.iter().find(|fact| matching(&fact.body)).map(|fact| fact.on);
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
                withdrawn_on: day(&|body| matches!(body, FactBody::ApplicationWithdrawn { application: of } if of == application)),
                invoices: invoices.extract_if(.., |invoice| invoice.application == *application).collect(),
            }),
            _ => None,
        })
        .collect();
    records.sort_by_key(|record| (record.submitted.submitted_on, record.application));
    records
}

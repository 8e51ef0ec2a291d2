//! What the facts of a person say has become of all that came before staff.

use std::collections::BTreeMap;

use super::MatterKind;
use crate::applications::application_records;
use crate::books::is_of_money;
use crate::calendar::Date;
use crate::completions::completion_records;
use crate::facts::{Fact, FactBody, KnownFact, standing_facts};
use crate::ids::{FactId, PersonId};
use crate::invoices::invoice_records;

use FactBody as Is;

/// An application, a completion or an invoice, and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// The fact that began it: its place in the list of all.
    pub fact: FactId,
    /// What it is.
    pub kind: MatterKind,
    /// Its id.
    pub subject: String,
    /// Whose it is.
    pub person: PersonId,
    /// What has become of it, by the state's name on the wire.
    pub state: &'static str,
}

/// Whether a fact can change what has become of a matter: every one of money can, of that of its invoice.
pub fn concerns(body: &FactBody) -> bool {
    let is_of_no_money = matches!(
        body,
        Is::ApplicationSubmitted { .. }
            | Is::InformationRequested { .. }
            | Is::InformationGiven { .. }
            | Is::ApplicationWithdrawn { .. }
            | Is::MembershipUnconfirmed { .. }
            | Is::ApplicationAccepted { .. }
            | Is::ApplicationRefused { .. }
            | Is::CompletionReported { .. }
            | Is::CompletionDecided { .. }
            | Is::FactCorrected { .. }
    );
    is_of_no_money || is_of_money(body)
}

/// The matters in these facts of people, in the order in which they began; what was struck is none any more. It does
/// not depend on the day: nothing that decides a matter is dated later than the day on which it is recorded.
pub fn matters(facts: &[Fact]) -> Vec<Matter> {
    let last_day = Date::FIRST.years_later(u32::MAX);
    let standing = standing_facts(facts, last_day);
    let begun = begun(&standing);
    let applications = application_records(&standing);
    let states: BTreeMap<_, _> = applications.iter().map(|record| (record.application, record.state())).collect();

    let application =
        applications.iter().map(|record| (MatterKind::Application, record.application.to_string(), record.person, record.state().name()));
    let completions = completion_records(&standing);
    let completion = completions.iter().map(|record| (MatterKind::Completion, record.completion.to_string(), record.person, record.state().name()));
    let invoices = invoice_records(&standing);
    let invoice = invoices.iter().map(|record| {
        let state = record.state(states.get(&record.application).copied(), last_day);
        (MatterKind::Invoice, record.invoice.to_string(), record.person, state.name())
    });
    let mut matters: Vec<Matter> = application
        .chain(completion)
        .chain(invoice)
        .filter_map(|(kind, subject, person, state)| Some(Matter { fact: *begun.get(&subject)?, kind, subject, person: person?, state }))
        .collect();
    matters.sort_by_key(|matter| matter.fact);
    matters
}

/// The facts with which matters began, by what they are about.
fn begun(standing: &[KnownFact<'_>]) -> BTreeMap<String, FactId> {
    standing
        .iter()
        .filter(|fact| matches!(fact.body, Is::ApplicationSubmitted { .. } | Is::CompletionReported { .. } | Is::InvoiceIssued { .. }))
        .filter_map(|fact| Some((fact.body.subject()?, fact.id)))
        .collect()
}

//! The rows behind invoices: which facts to ask.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::applications::{ApplicationState, application_records};
use shared::calendar::Date;
use shared::facts::{Fact, standing_facts};
use shared::ids::{InvoiceId, PersonId};
use shared::invoices::{InvoiceOrder, InvoiceRecord, InvoiceState, invoice_records};

use crate::accounts::person_names;
use crate::applications::facts_of_applicants;
use crate::db::schema::facts;
use crate::db::{DbConnection, StoreError, text};
use crate::orders::settling;
use crate::people;

/// An invoice, who owes it, and what has become of its application.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) record: InvoiceRecord,
    pub(crate) person: PersonId,
    pub(crate) person_name: String,
    pub(crate) application: Option<ApplicationState>,
    /// The order that pays it, or is to pay it.
    pub(crate) order: Option<InvoiceOrder>,
    pub(crate) today: Date,
}

impl Case {
    /// Where the invoice stands today.
    pub(crate) fn state(&self) -> InvoiceState {
        self.record.state(self.application, self.today)
    }

    /// What is owed today, in US cents: nothing for an application that was refused or withdrawn.
    pub(crate) fn owed_cents(&self) -> u32 {
        match self.state() {
            InvoiceState::Open => self.record.owed_cents(self.today),
            InvoiceState::Paid | InvoiceState::Void | InvoiceState::RefundDue => 0,
        }
    }
}

/// The invoices of these people as of today, each person's oldest first.
pub(super) fn cases_of_people(conn: &mut DbConnection, owners: &[PersonId], today: Date) -> Result<Vec<Case>, StoreError> {
    let known = facts_of_applicants(conn, owners)?;
    let (names, payers) = (person_names(conn, owners)?, people::payers(conn, owners)?);
    let mut all: Vec<Case> = known.values().flat_map(|facts| cases(facts, &names, &payers, today)).collect();
    let paying = settling::paying(conn, &known)?;
    for case in &mut all {
        case.order = paying.of(case.person, case.record.invoice, case.state() == InvoiceState::Open);
    }
    Ok(all)
}

/// What a person owes for applications, by the person's facts.
#[derive(Debug, Clone)]
pub(crate) struct Enrolled {
    /// The open invoices and what is owed for them, in US cents; the oldest first.
    pub(crate) open: Vec<(InvoiceId, u32)>,
    /// Whether an application is open, or was admitted.
    pub(crate) is_enrolled: bool,
}

/// What a person owes today.
pub(crate) fn enrolled(known: &[Fact], today: Date) -> Enrolled {
    let standing = standing_facts(known, today);
    let states: HashMap<_, _> = application_records(&standing).into_iter().map(|record| (record.application, record.state())).collect();
    let state = |record: &InvoiceRecord| record.state(states.get(&record.application).copied(), today);
    let records = invoice_records(&standing);
    let open = records.iter().filter(|record| state(record) == InvoiceState::Open);
    let is_enrolled = states.values().any(|state| state.is_open() || *state == ApplicationState::Admitted);
    Enrolled { open: open.map(|record| (record.invoice, record.owed_cents(today))).collect(), is_enrolled }
}

fn cases(known: &[Fact], names: &HashMap<PersonId, String>, payers: &HashMap<InvoiceId, String>, today: Date) -> Vec<Case> {
    let standing = standing_facts(known, today);
    let states: HashMap<_, _> = application_records(&standing).into_iter().map(|record| (record.application, record.state())).collect();
    let case = |record: InvoiceRecord| {
        let (person, application) = (record.person?, states.get(&record.application).copied());
        // The books keep the name of who paid, also where the person has left.
        let person_name = payers.get(&record.invoice).or_else(|| names.get(&person)).cloned().unwrap_or_default();
        Some(Case { record, person, person_name, application, order: None, today })
    };
    invoice_records(&standing).into_iter().filter_map(case).collect()
}

/// One invoice as of today.
pub(crate) fn find(conn: &mut DbConnection, id: InvoiceId, today: Date) -> Result<Option<Case>, StoreError> {
    let issued = facts::table.filter(facts::subject.eq(id.to_string())).filter(facts::kind.eq("invoice_issued"));
    let owner: Option<Option<String>> = issued.select(facts::person_id).first(conn).optional()?;
    let Some(owner) = text::read_option("facts.person_id", owner.flatten().as_deref())? else { return Ok(None) };
    Ok(cases_of_people(conn, &[owner], today)?.into_iter().find(|case| case.record.invoice == id))
}

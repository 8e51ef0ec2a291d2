//! The only writer of acts and facts. One act and its facts go in together with all that follows from them: the
//! standings of everyone touched, certificates, the catalog, mails. Owns the tables `acts`, `facts`, `notes`, `standings`,
//! `certificates`, `candidate_numbers`, `matters`, `course_listings`, `course_listing_sets`, `partner_reports` and
//! `number_series`.

pub mod begun;
mod candidate_numbers;
mod certificates;
mod check;
mod histories;
mod insert;
mod listings;
mod load;
mod matters;
mod money;
mod numbers;
mod old;
mod partner_reports;
mod standings;
mod touched;

use chrono::{DateTime, Utc};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody};
use shared::ids::{AccountId, ActId, FactId, PartnerId, PersonId};
use shared::policies::Policies;

pub use candidate_numbers::{number_of, numbers_of, person_of};
pub use certificates::timeline;
pub use check::{Difference, check, check_person};
pub use histories::{CourseFacts, Deed, History, NumberOrder, Recorded, evaluated, record_histories};
pub use listings::relist;
pub use load::{
    card_movements, fact, fact_numbered, fact_under, facts_about, facts_about_all, facts_after, facts_of, facts_of_act, facts_of_agreements,
    facts_of_courses, facts_of_kind, facts_of_kinds, facts_of_payments, facts_of_people, facts_without_person, load_facts, money_for_order,
    money_received_under, payment_fact, payment_facts, people_referring_to, reason_of, reason_told, reasons_of, received_for_invoices, taken_of,
};
pub use matters::refile;
pub use money::{MoneyPage, MoneyRow, read_money};
pub use numbers::{number_in, numbers_after, recount};
pub use old::rebuild_where_old;
pub use standings::{rebuild, rebuild_where_foreign};

use crate::db::DbConnection;
use crate::error::Error;
use crate::ids;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Someone with an account.
    Account(AccountId),
    /// A partner institution: no person.
    Partner(PartnerId),
}

impl From<AccountId> for Actor {
    fn from(account: AccountId) -> Self {
        Self::Account(account)
    }
}

impl std::fmt::Display for Actor {
    /// The id alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Account(account) => account.fmt(f),
            Self::Partner(partner) => partner.fmt(f),
        }
    }
}

/// One thing that someone does.
#[derive(Debug, Clone)]
pub struct Act {
    /// On whose account, or for which partner; none for the programme itself.
    pub account: Option<Actor>,
    /// The operation id, for example `accept_application`.
    pub operation: &'static str,
    /// The instant.
    pub now: DateTime<Utc>,
    /// The civil day.
    pub today: Date,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The key under which it was sent.
    pub key: Option<String>,
}

impl Act {
    /// The same act, with the reason that was given for it.
    #[must_use]
    pub fn because(&self, reason: impl Into<String>) -> Self {
        Self { reason: Some(reason.into()), ..self.clone() }
    }
}

/// A fact that is to be recorded.
#[derive(Debug, Clone)]
pub struct NewFact {
    person: Option<PersonId>,
    on: Date,
    body: FactBody,
    unique_key: Option<String>,
}

impl NewFact {
    /// A fact about a person, effective on this day.
    pub fn of(person: PersonId, on: Date, body: FactBody) -> Self {
        Self { person: Some(person), on, body, unique_key: None }
    }

    /// A fact about no person: courses and agreements.
    pub fn general(on: Date, body: FactBody) -> Self {
        Self { person: None, on, body, unique_key: None }
    }

    /// The same fact of another person, or of none: a correction belongs to whom the corrected fact belongs.
    pub fn about(person: Option<PersonId>, on: Date, body: FactBody) -> Self {
        Self { person, on, body, unique_key: None }
    }

    /// As it would read once recorded at this instant, under this id.
    pub fn as_if_recorded(&self, id: uuid::Uuid, now: DateTime<Utc>) -> Fact {
        Fact { id: FactId(id), act: ActId(id), person: self.person, on: self.on, recorded_at: now, body: self.body.clone() }
    }

    /// May exist once under this key for ever, even after a correction strikes it.
    #[must_use]
    pub fn once(self, key: String) -> Self {
        Self { unique_key: Some(key), ..self }
    }
}

/// Everyone whose standing a correction of this fact may change.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn people_touched_by(conn: &mut DbConnection, fact: &Fact) -> Result<std::collections::BTreeSet<PersonId>, Error> {
    Ok(touched::by(conn, std::slice::from_ref(fact))?)
}

/// Records an act that changes nothing anywhere: its reason is a note about a person, or about none.
///
/// # Errors
/// [`Error::Store`]; then the transaction must be given up.
pub fn record_note(tx: &mut DbConnection, act: &Act, person: Option<PersonId>) -> Result<ActId, Error> {
    let id = ActId(ids::fresh());
    insert::act(tx, id, act, person)?;
    Ok(id)
}

/// Records an act with its facts, and all that follows from them as of the act's day.
///
/// # Errors
/// [`Error::Store`]; then the transaction must be given up.
pub fn record(tx: &mut DbConnection, act: &Act, facts: Vec<NewFact>) -> Result<Vec<Fact>, Error> {
    let id = ActId(ids::fresh());
    insert::act(tx, id, act, facts.iter().find_map(|fact| fact.person))?;
    let facts = numbers::give(tx, act.today, facts)?;
    let recorded = facts.into_iter().map(|fact| insert::fact(tx, id, act, fact)).collect::<Result<Vec<_>, _>>()?;
    for course in touched::courses(tx, &recorded)? {
        listings::rewrite(tx, course)?;
    }
    candidate_numbers::give(tx, &recorded)?;
    partner_reports::note(tx, act, &recorded)?;
    let policies = Policies::built_in();
    for person in touched::by(tx, &recorded)? {
        let known = load_facts(tx, person)?;
        standings::rewrite(tx, person, &known, &policies, act.today)?;
        matters::keep(tx, person, &recorded, &known)?;
        certificates::issue(tx, id, act, person, &known, &policies)?;
    }
    Ok(recorded)
}

//! What is told of the lines of an order before it is issued. Some hundred people are looked up with a few queries.

use std::collections::{HashMap, HashSet};

use shared::applications::{ApplicationRecord, ApplicationState, application_records};
use shared::calendar::Date;
use shared::facts::standing_facts;
use shared::ids::{OrderId, PersonId};
use shared::orders::{Finding, LineFacts, LinePrice, doubles, findings};

use super::lines::{self, Line, people};
use super::store::Kept;
use crate::applications::facts_of_applicants;
use crate::db::{DbConnection, ROWS_PER_STATEMENT, StoreError};
use crate::fees;
use crate::text::folded;

/// A line, and what is told of it.
#[derive(Debug, Clone)]
pub(super) struct Looked {
    pub(super) line: Line,
    pub(super) findings: Vec<Finding>,
}

impl Looked {
    /// Whether the order cannot be issued with it.
    pub(super) fn holds_up(&self) -> bool {
        hold_up(&self.findings)
    }
}

fn hold_up(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.holds_up())
}

/// All lines of an order that was not issued, in their order, with what is told of each.
pub(super) fn of_order(conn: &mut DbConnection, kept: &Kept, today: Date) -> Result<Vec<Looked>, StoreError> {
    let all = lines::all(conn, kept.id)?;
    let found = look(conn, kept.id, &all, &Doubles::among(&all), today)?;
    Ok(looked(all, found))
}

/// How many of these lines hold an order up that has no others.
pub(super) fn held_up_by(conn: &mut DbConnection, order: OrderId, all: &[Line], today: Date) -> Result<u32, StoreError> {
    let found = look(conn, order, all, &Doubles::among(all), today)?;
    let held_up = found.iter().filter(|findings| hold_up(findings)).count();
    Ok(u32::try_from(held_up).unwrap_or(u32::MAX))
}

/// Some of an order's lines, with what is told of each.
pub(super) fn of_lines(conn: &mut DbConnection, order: OrderId, some: Vec<Line>, today: Date) -> Result<Vec<Looked>, StoreError> {
    let doubles = Doubles::of(&lines::keys(conn, order)?);
    let found = look(conn, order, &some, &doubles, today)?;
    Ok(looked(some, found))
}

fn looked(some: Vec<Line>, found: Vec<Vec<Finding>>) -> Vec<Looked> {
    some.into_iter().zip(found).map(|(line, findings)| Looked { line, findings }).collect()
}

/// Whether no line pays anything for this person: they are in the programme, or their application is paid.
pub(super) fn has_nothing_to_pay(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<bool, StoreError> {
    Ok(facts_of(conn, &[person], today)?.remove(&person).is_some_and(LineFacts::has_nothing_to_pay))
}

/// What is told of each of these lines.
fn look(conn: &mut DbConnection, order: OrderId, some: &[Line], doubles: &Doubles, today: Date) -> Result<Vec<Vec<Finding>>, StoreError> {
    let policies = fees::policies(conn)?;
    let policy = policies.in_force_on(today);
    let mut found = Vec::with_capacity(some.len());
    for chunk in some.chunks(ROWS_PER_STATEMENT) {
        let keys: Vec<&str> = chunk.iter().filter_map(|line| line.email_key.as_deref()).collect();
        let known = known(conn, order, &keys, today)?;
        for line in chunk {
            let facts = line.email_key.as_ref().map(|key| known.of(key, &line.name)).unwrap_or_default();
            let price = LinePrice { amount_cents: line.amount_cents, is_member: line.ala_member_number.is_some() };
            found.push(findings(price, doubles.0.get(&line.position).copied(), facts, policy));
        }
    }
    Ok(found)
}

/// The places of the lines whose address stands on an earlier line, and where that is.
struct Doubles(HashMap<u32, u32>);

impl Doubles {
    /// Among all lines of an order; one without an address is like no other.
    fn among(all: &[Line]) -> Self {
        let with_address = all.iter().filter_map(|line| Some((line.position, line.email_key.as_deref()?)));
        Self::of(&with_address.collect::<Vec<_>>())
    }

    /// Among all lines of an order that have an address, by their places and by what addresses are told apart.
    fn of(all: &[(u32, impl AsRef<str>)]) -> Self {
        let place = |of: u32| usize::try_from(of.saturating_sub(1)).ok().and_then(|at| all.get(at)).map(|(position, _)| *position);
        let earlier = all.iter().zip(doubles(all.iter().map(|(_, key)| key.as_ref())));
        Self(earlier.filter_map(|((position, _), of)| Some((*position, place(of?)?))).collect())
    }
}

/// What is known of the people who have some addresses.
#[derive(Default)]
struct Known {
    /// By address: the folded name of the account, and the rest.
    people: HashMap<String, (String, LineFacts)>,
    /// For which addresses another order pays.
    ordered: HashSet<String>,
}

impl Known {
    fn of(&self, key: &str, name: &str) -> LineFacts {
        let is_ordered = self.ordered.contains(key);
        match self.people.get(key) {
            Some((account_name, facts)) => LineFacts { has_other_name: *account_name != folded(name), is_ordered, ..*facts },
            None => LineFacts { is_ordered, ..LineFacts::default() },
        }
    }
}

fn known(conn: &mut DbConnection, order: OrderId, keys: &[&str], today: Date) -> Result<Known, StoreError> {
    let accounts = people::with_addresses(conn, keys)?;
    let ids: Vec<PersonId> = accounts.iter().map(|(_, person, _)| *person).collect();
    let facts = facts_of(conn, &ids, today)?;
    let facts = |person: PersonId| facts.get(&person).copied().unwrap_or_default();
    let people = accounts.into_iter().map(|(key, person, name)| (key, (name, facts(person)))).collect();
    Ok(Known { people, ordered: people::ordered(conn, order, keys)? })
}

/// What is known of these people by themselves, whatever line they stand on.
fn facts_of(conn: &mut DbConnection, some: &[PersonId], today: Date) -> Result<HashMap<PersonId, LineFacts>, StoreError> {
    let admitted = people::admitted(conn, some, today)?;
    let others: Vec<PersonId> = some.iter().copied().filter(|person| !admitted.contains(person)).collect();
    let applicants = facts_of_applicants(conn, &others)?;
    let facts = |person: PersonId| match applicants.get(&person) {
        _ if admitted.contains(&person) => LineFacts { is_admitted: true, ..LineFacts::default() },
        Some(facts) => last_application(application_records(&standing_facts(facts, today)).last(), today),
        None => LineFacts::default(),
    };
    Ok(some.iter().map(|&person| (person, facts(person))).collect())
}

/// What an application says of whether something is to be paid.
fn last_application(last: Option<&ApplicationRecord>, today: Date) -> LineFacts {
    let Some(last) = last else { return LineFacts::default() };
    match last.state() {
        ApplicationState::Submitted | ApplicationState::InformationRequested | ApplicationState::Accepted => {
            let owed = last.invoices.iter().fold(0_u32, |sum, invoice| sum.saturating_add(invoice.owed_cents(today)));
            LineFacts { owed_cents: Some(owed), ..LineFacts::default() }
        }
        ApplicationState::Refused => LineFacts { was_refused: true, ..LineFacts::default() },
        ApplicationState::Withdrawn | ApplicationState::Admitted => LineFacts::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_names_the_place_of_the_line_before_it() {
        // Whoever leaves is taken out of drafts, which leaves a gap.
        let doubles = Doubles::of(&[(2, "a"), (3, "b"), (7, "a"), (8, "c"), (9, "b"), (10, "a")]);
        assert_eq!(doubles.0, HashMap::from([(7, 2), (9, 3), (10, 2)]));
    }
}

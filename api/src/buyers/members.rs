//! Who orders for a buyer: what the facts about those people say. Nobody orders for two, and the last word counts.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::calendar::Date;
use shared::facts::{Fact, FactBody};
use shared::ids::{BuyerId, PersonId};
use shared::orders::BuyerMember;

use crate::db::schema::{accounts, people};
use crate::db::{DbConnection, StoreError, text};
use crate::record::{facts_about, facts_of_kinds};

/// Who may order for this buyer, whoever was added first before the others.
pub(super) fn of(conn: &mut DbConnection, buyer: BuyerId) -> Result<Vec<BuyerMember>, StoreError> {
    let mut members: Vec<(PersonId, Date)> = Vec::new();
    for fact in facts_about(conn, buyer)? {
        match (&fact.body, fact.person) {
            (FactBody::BuyerMemberAdded { .. }, Some(person)) => members.push((person, fact.on)),
            (FactBody::BuyerMemberRemoved { .. }, Some(person)) => members.retain(|(member, _)| *member != person),
            _ => {}
        }
    }
    let ids: Vec<String> = members.iter().map(|(person, _)| person.to_string()).collect();
    let rows: Vec<(String, String, String)> =
        accounts::table.inner_join(people::table).filter(people::id.eq_any(ids)).select((people::id, people::name, accounts::email)).load(conn)?;
    let known: BTreeMap<String, (String, String)> = rows.into_iter().map(|(id, name, email)| (id, (name, email))).collect();
    let member = |(person_id, since): (PersonId, Date)| {
        let (name, email) = known.get(&person_id.to_string())?.clone();
        Some(BuyerMember { person_id, name, email: Some(email).filter(|email| !email.is_empty()), since })
    };
    Ok(members.into_iter().filter_map(member).collect())
}

/// The buyer for which a person may order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn buyer_of(conn: &mut DbConnection, person: PersonId) -> Result<Option<BuyerId>, StoreError> {
    let (added, removed) = ("buyer_member_added", "buyer_member_removed");
    let facts = facts_of_kinds(conn, person, [added, removed, added, removed, added, removed])?;
    Ok(said_by(&facts))
}

fn said_by(facts: &[Fact]) -> Option<BuyerId> {
    facts.iter().fold(None, |orders_for, fact| match fact.body {
        FactBody::BuyerMemberAdded { buyer } => Some(buyer),
        FactBody::BuyerMemberRemoved { buyer } if orders_for == Some(buyer) => None,
        _ => orders_for,
    })
}

/// What ends the membership of somebody with these facts who leaves the programme; none of who orders for nobody.
pub(crate) fn leave(facts: &[Fact]) -> Option<FactBody> {
    said_by(facts).map(|buyer| FactBody::BuyerMemberRemoved { buyer })
}

/// The person whose account has this address.
pub(super) fn person_at(conn: &mut DbConnection, email_key: &str) -> Result<Option<PersonId>, StoreError> {
    let id: Option<String> = accounts::table.filter(accounts::email_key.eq(email_key)).select(accounts::person_id).first(conn).optional()?;
    text::read_option("accounts.person_id", id.as_deref())
}

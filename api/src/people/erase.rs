//! Erasing who someone is, at their request: names, addresses, sessions and free text go, facts stay under their ids, and
//! certificates can be verified without a name. The one writer is this function, for the person's own request as for one
//! that came by letter (`lssc people erase`).

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use shared::accounts::Role;
use shared::applications::application_records;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::PersonId;

use super::{store, trace_store};
use crate::accounts::mails;
use crate::auth::{attempts, roles_of};
use crate::db::DbConnection;
use crate::error::Error;
use crate::orders::settling;
use crate::record::{Act, NewFact, facts_of, record};
use crate::text::email_key;
use crate::{buyers, orders, outbox, request};

/// For how long the books need the name of who paid: seven years, as tax law commonly asks.
pub(crate) const PAYER_DAYS: i64 = 7 * 366;

/// Erases who this person is.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] for members of the staff, whose duties must end first, and where it was done
/// before; [`Error::Store`].
pub fn erase(tx: &mut DbConnection, act: &Act, person: PersonId) -> Result<(), Error> {
    let who = store::who(tx, person)?.ok_or(Error::NotFound("person"))?;
    if who.erased_at.is_some() {
        return Err(Error::conflict("already_erased", 27, "Who this person is was erased before."));
    }
    without_duties(&roles_of(tx, person)?)?;
    let facts = facts_of(tx, person)?;
    let withdrawn = open_applications(&facts, act).into_iter().map(|application| FactBody::ApplicationWithdrawn { application });
    // Who has left orders for nobody.
    let recorded = withdrawn.chain(buyers::leave(&facts)).chain([FactBody::PersonErased]).map(|body| NewFact::of(person, act.today, body));
    record(tx, act, recorded.collect())?;
    // A line of an order that was to pay for it waits, and is credited when its day comes.
    settling::withdrawn(tx, act, person)?;
    keep_payers(tx, &facts, person, &who.name, act.now)?;
    let facts = facts_of(tx, person)?;
    let mut said = said_of(&who, &facts, person)?;
    said.extend(store::acts_with_notes(tx, person)?.iter().map(ToString::to_string));
    request::forget_answers(tx, &said)?;
    orders::forget_drafted(tx, person)?;
    attempts::forget_all(tx, &[&email_key(&who.email), &who.account])?;
    trace_store::leave(tx, person, act.now)?;
    Ok(outbox::queue_last(tx, act.now, &mails::erased(&who.email))?)
}

/// Who decides about others leaves this behind first: an administrator must know of it, and one must be left.
fn without_duties(roles: &[Role]) -> Result<(), Error> {
    let sentence = if roles.contains(&Role::Admin) {
        "You administer the programme: have another administrator take over and dismiss you from this role first."
    } else if roles.contains(&Role::Staff) {
        "You belong to the staff: have an administrator dismiss you from this role first."
    } else {
        return Ok(());
    };
    Err(Error::conflict("duties_open", 27, sentence))
}

/// What nobody needs to decide any more.
fn open_applications(facts: &[Fact], act: &Act) -> Vec<shared::ids::ApplicationId> {
    let records = application_records(&standing_facts(facts, act.today));
    let open = records.into_iter().filter(|record| record.state().is_open());
    open.map(|record| record.application).collect()
}

/// The name stays with the invoices on which money was received: the named exception.
fn keep_payers(tx: &mut DbConnection, facts: &[Fact], person: PersonId, name: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let paid: BTreeSet<_> = facts
        .iter()
        .filter_map(|fact| match fact.body {
            FactBody::PaymentReceived { invoice, .. } | FactBody::PaymentAllocated { invoice, .. } => Some((invoice, fact.recorded_at)),
            _ => None,
        })
        .collect();
    for (invoice, paid_at) in paid {
        let until = paid_at + TimeDelta::days(PAYER_DAYS);
        if now < until {
            store::keep_payer(tx, invoice, person, name, until)?;
        }
    }
    Ok(())
}

/// What an answer that is kept for a repetition may hold of this person: their name and address, and all ids that lead
/// to them. They stand in the answers to others too.
fn said_of(who: &store::Who, facts: &[Fact], person: PersonId) -> Result<Vec<String>, Error> {
    let mut said = BTreeSet::from([serde_json::to_string(&who.name)?, serde_json::to_string(&who.email)?, person.to_string(), who.account.clone()]);
    for fact in facts {
        said.extend([fact.id.to_string(), fact.act.to_string()]);
        said.extend(fact.body.subject());
    }
    Ok(said.into_iter().collect())
}

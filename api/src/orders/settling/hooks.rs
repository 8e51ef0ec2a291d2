//! What applications and the books tell orders: somebody has applied, was refused or has withdrawn; money of an order came to
//! nothing or went back.

use shared::facts::FactBody;
use shared::ids::{InvoiceId, OrderId, PaymentId, PersonId};

use super::credit::{Crediting, crediting, finish};
use super::facts::load;
use super::found::line_for;
use super::mails;
use super::settle::{if_paid, proceed, put_to, restate, settle_lines};
use super::store::{self, Stage};
use crate::applications::facts_of_applicants;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::invoices;
use crate::notices::{self, WhyCredited};
use crate::record::{Act, NewFact, payment_fact};

/// A person has applied: the line that is theirs, if there is one, pays the invoice, at once where its order is paid.
///
/// # Errors
/// [`Error::Store`].
pub(crate) fn applied(tx: &mut DbConnection, act: &Act, person: PersonId) -> Result<(), Error> {
    let Some(mut line) = line_for(tx, person, act.today)? else { return Ok(()) };
    store::give(tx, line.id, person, Stage::Applied)?;
    (line.person, line.stage) = (Some(person), Stage::Applied);
    let Some(mut record) = if_paid(tx, line.order, act.today)? else { return Ok(()) };
    settle_lines(tx, act, &mut record, &[line])
}

/// A person owes more for an application than before: what a line has left that paid it is put there, too.
///
/// # Errors
/// [`Error::Store`].
pub(crate) fn owes_more(tx: &mut DbConnection, act: &Act, person: PersonId) -> Result<(), Error> {
    for line in store::of_person(tx, person)?.into_iter().filter(|line| line.stage == Stage::Paid) {
        if let Some(mut record) = if_paid(tx, line.order, act.today)? {
            settle_lines(tx, act, &mut record, &[line])?;
        }
    }
    Ok(())
}

/// A person has withdrawn an application: a line that had not paid it yet waits for another one.
///
/// # Errors
/// [`Error::Store`].
pub(crate) fn withdrawn(tx: &mut DbConnection, act: &Act, person: PersonId) -> Result<(), Error> {
    for line in store::of_person(tx, person)?.iter().filter(|line| matches!(line.stage, Stage::Applied | Stage::NothingToPay)) {
        store::move_to(tx, &[line.id], Stage::Waiting, act.now)?;
    }
    Ok(())
}

/// The lines that are credited where an application is refused.
#[derive(Debug, Clone, Default)]
pub(crate) struct RefusedLines(Vec<Crediting>);

impl RefusedLines {
    /// What is to be recorded with the refusal.
    pub(crate) fn facts(&self) -> Vec<NewFact> {
        self.0.iter().flat_map(|crediting| crediting.facts.clone()).collect()
    }
}

/// What refusing the application of these invoices does to orders: a line that pays them, or was to pay them, is credited.
///
/// # Errors
/// [`Error::Store`].
pub(crate) fn of_refusal(tx: &mut DbConnection, act: &Act, person: PersonId, invoices: &[InvoiceId]) -> Result<RefusedLines, Error> {
    let mut all = Vec::new();
    for line in store::of_person(tx, person)? {
        if !matches!(line.stage, Stage::Applied | Stage::Paid | Stage::NothingToPay) {
            continue;
        }
        let Some(record) = load(tx, line.order, act.today)? else { continue };
        let known = facts_of_applicants(tx, &[person])?.remove(&person).unwrap_or_default();
        let puts = put_to(&known, &record.payments, act.today);
        // What paid for an earlier application, which was withdrawn, stays where it is.
        if line.stage == Stage::Paid && !puts.iter().any(|(_, invoice, _)| invoices.contains(invoice)) {
            continue;
        }
        all.push(crediting(tx, &record, &[line], act.today)?);
    }
    Ok(RefusedLines(all))
}

/// The refusal is recorded with its facts: what follows of it for orders.
///
/// # Errors
/// [`Error::Store`].
pub(crate) fn refused(tx: &mut DbConnection, act: &Act, refusal: &RefusedLines) -> Result<(), Error> {
    refusal.0.iter().try_for_each(|credited| finish(tx, act, credited, WhyCredited::Refused))
}

/// A payment of an order came to nothing, and what it had put to these invoices was taken back in the same act: the order asks
/// for it again. Those who owe them are told, and the buyer and staff once.
///
/// # Errors
/// [`Error::Store`].
pub(crate) fn payment_reversed(
    tx: &mut DbConnection,
    act: &Act,
    (order, amount_cents): (OrderId, u32),
    paid: &[InvoiceId],
    programme: &str,
) -> Result<(), Error> {
    store::reopen(tx, order, paid)?;
    for &invoice in paid {
        invoices::tell_of_reversal(tx, act, invoice)?;
    }
    if let (Some(record), Some(head)) = (restate(tx, act, order)?, store::head(tx, order)?) {
        mails::payment_reversed(tx, act.now, &head, &record, amount_cents)?;
    }
    let words = "A check or a transfer for a purchase order did not go through and was reversed. What it had paid is owed again.";
    notices::tell_staff(tx, act.now, programme, "A payment of an order was reversed", words, &format!("/staff/orders/{order}"))?;
    proceed(tx, act, order)
}

/// Money went back by the check of this number, or to a card: where it came for an order, those who order for the buyer are
/// told, and that order is looked at again.
///
/// # Errors
/// [`Error::Store`].
pub(crate) fn payment_refunded(
    tx: &mut DbConnection,
    act: &Act,
    payment: PaymentId,
    amount_cents: u32,
    check_number: Option<&str>,
) -> Result<(), Error> {
    let Some(order) = order_of(tx, payment)? else { return Ok(()) };
    // No order is paid by card: what goes back of one has the number of a check.
    if let (Some(record), Some(head), Some(number)) = (restate(tx, act, order)?, store::head(tx, order)?, check_number) {
        mails::payment_returned(tx, act.now, (&head, &record), amount_cents, number)?;
    }
    proceed(tx, act, order)
}

/// A correction changed what is known of money that is about nobody: where it came for an order, that order is looked at again.
///
/// # Errors
/// [`Error::Store`].
pub(crate) fn payment_changed(tx: &mut DbConnection, act: &Act, payment: PaymentId) -> Result<(), Error> {
    order_of(tx, payment)?.map_or(Ok(()), |order| proceed(tx, act, order))
}

/// For which order a payment came; none of one that came for something else.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn order_of(conn: &mut DbConnection, payment: PaymentId) -> Result<Option<OrderId>, StoreError> {
    let came = payment_fact(conn, payment)?.map(|fact| fact.body);
    Ok(if let Some(FactBody::MoneyReceived { order, .. }) = came { order } else { None })
}

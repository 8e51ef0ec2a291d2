//! Crediting lines: the buyer is not asked for them any more, and what was put of them is taken back in the same act.

use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::{CreditId, InvoiceId, OrderId, OrderLineId, PersonId};
use shared::orders::OrderRecord;

use super::mails;
use super::settle::{proceed, put_to};
use super::store::{self, Line, Stage};
use crate::applications::facts_of_applicants;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::ids;
use crate::invoices::tell_of_release;
use crate::notices::WhyCredited;
use crate::record::{Act, NewFact, record};

/// So many people's facts are read at once.
const PEOPLE_AT_ONCE: usize = 100;

/// Lines of an order that are to be credited, and the facts that say so.
#[derive(Debug, Clone)]
pub(super) struct Crediting {
    pub(super) order: OrderId,
    pub(super) credit: CreditId,
    pub(super) lines: Vec<OrderLineId>,
    pub(super) amount_cents: u64,
    pub(super) facts: Vec<NewFact>,
    /// From which invoices money is taken back, and how much.
    pub(super) released: Vec<(InvoiceId, u32)>,
}

/// What credits these lines of an order, which stand.
pub(super) fn crediting(conn: &mut DbConnection, order: &OrderRecord, lines: &[Line], today: Date) -> Result<Crediting, StoreError> {
    // Also of a line that waits again: a part of what it put may stand on an application that was withdrawn.
    let people: Vec<PersonId> = lines.iter().filter_map(|line| line.person).collect();
    let (mut facts, mut released) = (Vec::new(), Vec::new());
    for people in people.chunks(PEOPLE_AT_ONCE) {
        let known = facts_of_applicants(conn, people)?;
        for &person in people {
            let theirs = known.get(&person).map(Vec::as_slice).unwrap_or_default();
            for (allocation, invoice, amount_cents) in put_to(theirs, &order.payments, today) {
                let release = |whose| NewFact::about(whose, today, FactBody::AllocationReleased { allocation });
                facts.extend([release(Some(person)), release(None)]);
                released.push((invoice, amount_cents));
            }
        }
    }
    let ids: Vec<OrderLineId> = lines.iter().map(|line| line.id).collect();
    let credit = CreditId(ids::fresh());
    facts.push(NewFact::general(today, FactBody::OrderCredited { credit, order: order.order, lines: ids.clone(), number: None }));
    let amount_cents = lines.iter().fold(0, |sum: u64, line| sum.saturating_add(line.amount_cents.into()));
    Ok(Crediting { order: order.order, credit, lines: ids, amount_cents, facts, released })
}

/// Credits these lines as an act of its own.
pub(super) fn credit(tx: &mut DbConnection, act: &Act, order: &OrderRecord, lines: &[Line], why: WhyCredited) -> Result<(), Error> {
    let crediting = crediting(tx, order, lines, act.today)?;
    record(tx, act, crediting.facts.clone())?;
    // Whoever is refused is told of that; whose invoice is open again for another reason is told of it.
    for &(invoice, amount_cents) in &crediting.released {
        tell_of_release(tx, act, invoice, amount_cents.into())?;
    }
    finish(tx, act, &crediting, why)
}

/// What follows once the facts are recorded: the rows, the word to the buyer, and what is paid now that less is asked for.
pub(super) fn finish(tx: &mut DbConnection, act: &Act, credited: &Crediting, why: WhyCredited) -> Result<(), Error> {
    store::move_to(tx, &credited.lines, Stage::Credited, act.now)?;
    mails::credited(tx, act, credited, why)?;
    proceed(tx, act, credited.order)
}

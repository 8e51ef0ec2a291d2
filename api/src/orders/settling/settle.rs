//! Putting the money of an order that is paid in full to the invoices of those on it.

use std::collections::HashMap;

use shared::books::Ledger;
use shared::calendar::Date;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::{AllocationId, InvoiceId, OrderId, PaymentId, PersonId};
use shared::orders::{OrderRecord, OrderState};

use super::facts::load;
use super::mails;
use super::store::{self, Line, Stage};
use crate::applications::facts_of_applicants;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::record::{Act, NewFact, record};
use crate::{ids, invoices};

/// So many lines are settled in the transaction of a request; the worker settles the others.
pub(super) const LINES_AT_ONCE: i64 = 100;

/// Brings an order up to what its facts say: its state, and where it is paid, what it pays. What is more than a request may
/// do is left to the worker.
pub(super) fn proceed(tx: &mut DbConnection, act: &Act, order: OrderId) -> Result<(), Error> {
    // Why something was credited or sent back is no reason for what others are paid.
    let act = &Act { reason: None, ..act.clone() };
    let Some(record) = restate(tx, act, order)? else { return Ok(()) };
    if settle(tx, act, record, 0, LINES_AT_ONCE)?.is_some() {
        store::look_at(tx, order, Some(act.now))?;
    }
    Ok(())
}

/// Writes where an order stands, and tells the buyer where it is paid now; gives what its facts say.
pub(super) fn restate(tx: &mut DbConnection, act: &Act, order: OrderId) -> Result<Option<OrderRecord>, Error> {
    let (Some(head), Some(record)) = (store::head(tx, order)?, load(tx, order, act.today)?) else { return Ok(None) };
    let state = record.state();
    if head.state != state {
        store::set_state(tx, order, state)?;
        if state == OrderState::Paid {
            mails::paid(tx, act.now, &head, &record)?;
        }
    }
    Ok(Some(record))
}

/// Settles at most so many lines after this position, where the order is paid; says where to go on, if there are more.
pub(super) fn settle(tx: &mut DbConnection, act: &Act, mut record: OrderRecord, after: i32, lines_max: i64) -> Result<Option<i32>, Error> {
    if record.state() != OrderState::Paid {
        return Ok(None);
    }
    let lines = store::at_stage(tx, record.order, Stage::Applied, after, lines_max)?;
    settle_lines(tx, act, &mut record, &lines)?;
    let is_full = i64::try_from(lines.len()).is_ok_and(|found| found == lines_max);
    Ok(lines.last().filter(|_| is_full).map(|line| line.position))
}

/// Settles these lines of an order that is paid.
pub(super) fn settle_lines(tx: &mut DbConnection, act: &Act, record: &mut OrderRecord, lines: &[Line]) -> Result<(), Error> {
    let people: Vec<PersonId> = lines.iter().filter_map(|line| line.person).collect();
    let known = facts_of_applicants(tx, &people)?;
    let mut ended: HashMap<&'static str, (Stage, Vec<_>)> = HashMap::new();
    for line in lines {
        let Some(person) = line.person else { continue };
        let facts = known.get(&person).map(Vec::as_slice).unwrap_or_default();
        let stage = settle_line(tx, act, record, (line, person), facts)?;
        if stage != line.stage {
            ended.entry(stage.name()).or_insert((stage, Vec::new())).1.push(line.id);
        }
    }
    for (stage, lines) in ended.values() {
        store::move_to(tx, lines, *stage, act.now)?;
    }
    Ok(())
}

/// Puts what a line has left to what its person owes, from the payment that came first on; says where the line then stands.
fn settle_line(
    tx: &mut DbConnection,
    act: &Act,
    record: &mut OrderRecord,
    (line, person): (&Line, PersonId),
    known: &[Fact],
) -> Result<Stage, Error> {
    let before = put_to(known, &record.payments, act.today).iter().fold(0_u64, |sum, put| sum.saturating_add(put.2.into()));
    let mut left = u64::from(line.amount_cents).saturating_sub(before);
    let (mut facts, mut told) = (Vec::new(), Vec::new());
    let enrolled = invoices::enrolled(known, act.today);
    let mut owed_yet = 0_u64;
    for &(invoice, owed_cents) in &enrolled.open {
        let mut owed = u64::from(owed_cents);
        for (payment, has) in &mut record.free {
            let cents = u32::try_from(left.min(owed).min(*has)).unwrap_or(u32::MAX);
            if 0 < cents {
                let taken = u64::from(cents);
                (left, owed, *has) = (left.saturating_sub(taken), owed.saturating_sub(taken), has.saturating_sub(taken));
                facts.extend(both_sides(*payment, (person, invoice), cents, act.today));
            }
        }
        if owed < owed_cents.into() {
            told.push((invoice, u64::from(owed_cents).saturating_sub(owed)));
        }
        owed_yet = owed_yet.saturating_add(owed);
    }
    let has_paid = 0 < before || !facts.is_empty();
    if !facts.is_empty() {
        record_puts(tx, act, facts, &told)?;
    }
    Ok(match (has_paid, left == 0 || owed_yet == 0) {
        (true, true) => Stage::Paid,
        // More is owed than there is money for: it waits.
        (_, false) => Stage::Applied,
        (false, true) if enrolled.is_enrolled => Stage::NothingToPay,
        (false, true) => Stage::Waiting,
    })
}

fn record_puts(tx: &mut DbConnection, act: &Act, facts: Vec<NewFact>, told: &[(InvoiceId, u64)]) -> Result<(), Error> {
    record(tx, act, facts)?;
    for &(invoice, cents) in told {
        invoices::tell_of_allocation(tx, act, invoice, u32::try_from(cents).unwrap_or(u32::MAX))?;
    }
    Ok(())
}

/// About whom the invoice is, and of the payment's side, which is nobody's.
fn both_sides(payment: PaymentId, (person, invoice): (PersonId, InvoiceId), amount_cents: u32, today: Date) -> [NewFact; 2] {
    let allocation = AllocationId(ids::fresh());
    [
        NewFact::of(person, today, FactBody::PaymentAllocated { allocation, payment, invoice, amount_cents }),
        NewFact::general(today, FactBody::MoneyTaken { allocation, payment, amount_cents }),
    ]
}

/// What of these payments is put to a person's invoices, by the person's facts: allocation, invoice, US cents.
pub(super) fn put_to(known: &[Fact], payments: &[PaymentId], today: Date) -> Vec<(AllocationId, InvoiceId, u32)> {
    let is_put = |fact: &Fact| matches!(fact.body, FactBody::PaymentAllocated { .. });
    if !known.iter().any(is_put) {
        return Vec::new();
    }
    let ledger = Ledger::of(&standing_facts(known, today));
    let stands = ledger.allocations().iter().filter(|put| put.released_on.is_none() && payments.contains(&put.payment));
    stands.filter_map(|put| Some((put.allocation, put.invoice?, put.amount_cents))).collect()
}

/// An order that is paid by now; none where it is not.
pub(super) fn if_paid(conn: &mut DbConnection, order: OrderId, today: Date) -> Result<Option<OrderRecord>, StoreError> {
    // The row says it too, and is quicker asked than ten thousand facts.
    let is_paid = store::head(conn, order)?.is_some_and(|head| head.state == OrderState::Paid);
    if is_paid { Ok(load(conn, order, today)?.filter(|record| record.state() == OrderState::Paid)) } else { Ok(None) }
}

//! What buyers and those on orders are told by mail.

use chrono::{DateTime, Utc};
use shared::books::DocumentNumber;
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::{BuyerId, PersonId};
use shared::notices::{REMINDER_DAYS, Reminder};
use shared::orders::OrderRecord;
use shared::text::dollars;

use super::credit::Crediting;
use super::facts::load;
use super::store::{self, Head};
use crate::db::{DbConnection, StoreError};
use crate::notices::{Telling, WhyCredited};
use crate::outbox::{self, Mail};
use crate::people;
use crate::record::{Act, facts_about};

/// Somebody who is invited.
pub(super) struct Invited {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) amount_cents: u32,
    pub(super) token: String,
}

/// Who orders for a buyer.
pub(super) fn members(conn: &mut DbConnection, buyer: BuyerId) -> Result<Vec<PersonId>, StoreError> {
    let mut members = Vec::new();
    for fact in facts_about(conn, buyer)? {
        match (fact.person, &fact.body) {
            (Some(person), FactBody::BuyerMemberAdded { .. }) if !members.contains(&person) => members.push(person),
            (Some(person), FactBody::BuyerMemberRemoved { .. }) => members.retain(|member| *member != person),
            _ => {}
        }
    }
    Ok(members)
}

/// Tells everyone who orders for a buyer; `telling` is given their name.
fn tell(tx: &mut DbConnection, now: DateTime<Utc>, buyer: BuyerId, telling: impl Fn(String) -> Telling) -> Result<(), StoreError> {
    for member in members(tx, buyer)? {
        if let Some(contact) = people::contact(tx, member)? {
            outbox::queue_about(tx, now, contact.account, &Mail { to: contact.email, telling: telling(contact.name) })?;
        }
    }
    Ok(())
}

/// The order is an invoice now.
pub(super) fn issued(tx: &mut DbConnection, now: DateTime<Utc>, head: &Head, record: &OrderRecord) -> Result<(), StoreError> {
    let (order, number, buyer, amount) = (record.order, shown(record.number), head.buyer_name.clone(), dollars(record.due_cents()));
    let (people, apply_by) = (record.lines.len(), record.apply_by.long().to_string());
    tell(tx, now, head.buyer, |name| Telling::OrderIssued {
        name,
        buyer: buyer.clone(),
        order,
        number: number.clone(),
        amount: amount.clone(),
        people,
        apply_by: apply_by.clone(),
    })
}

/// The order is still owed. Tells whether there was anybody to read it.
pub(super) fn reminder(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    (head, record): (&Head, &OrderRecord),
    reminder: Reminder,
    key: &str,
) -> Result<bool, StoreError> {
    // The first mail bears the key of them all: they are queued together, or not at all.
    let mut once = Some(key);
    for member in members(tx, head.buyer)? {
        let Some(contact) = people::contact(tx, member)? else { continue };
        let telling = Telling::OrderReminder {
            name: contact.name,
            buyer: head.buyer_name.clone(),
            order: record.order,
            number: shown(record.number),
            owed: dollars(record.owed_cents()),
            issued_on: record.issued_on.long().to_string(),
            is_last: REMINDER_DAYS.last() == Some(&reminder.after_days),
        };
        let mail = Mail { to: contact.email, telling };
        match once.take() {
            Some(key) => outbox::queue_once(tx, now, contact.account, &mail, key)?,
            None => outbox::queue_about(tx, now, contact.account, &mail)?,
        }
    }
    Ok(once.is_none())
}

/// The order is paid in full.
pub(super) fn paid(tx: &mut DbConnection, now: DateTime<Utc>, head: &Head, record: &OrderRecord) -> Result<(), StoreError> {
    let (order, number, amount) = (record.order, shown(record.number), dollars(record.due_cents()));
    let over = record.received_cents.checked_sub(record.due_cents()).filter(|over| 0 < *over).map(dollars);
    tell(tx, now, head.buyer, |name| Telling::OrderPaid { name, order, number: number.clone(), amount: amount.clone(), over: over.clone() })
}

/// Lines were credited.
pub(super) fn credited(tx: &mut DbConnection, act: &Act, credited: &Crediting, why: WhyCredited) -> Result<(), StoreError> {
    let (Some(head), Some(record)) = (store::head(tx, credited.order)?, load(tx, credited.order, act.today)?) else { return Ok(()) };
    let note = record.credits.iter().find(|(credit, ..)| *credit == credited.credit).and_then(|(_, number, ..)| *number);
    let (order, number, note) = (record.order, shown(record.number), shown(note));
    let (people, amount) = (credited.lines.len(), dollars(credited.amount_cents));
    let owed = Some(record.owed_cents()).filter(|owed| 0 < *owed).map(dollars);
    // Why somebody was refused is told to them alone.
    let reason = act.reason.clone().filter(|_| why == WhyCredited::ByStaff);
    tell(tx, act.now, head.buyer, |name| Telling::OrderCredited {
        name,
        order,
        number: number.clone(),
        note: note.clone(),
        people,
        amount: amount.clone(),
        owed: owed.clone(),
        why,
        reason: reason.clone(),
    })
}

/// A payment of the order came to nothing.
pub(super) fn payment_reversed(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    head: &Head,
    record: &OrderRecord,
    amount_cents: u32,
) -> Result<(), StoreError> {
    let (order, number, amount) = (record.order, shown(record.number), dollars(amount_cents));
    let owed = Some(record.owed_cents()).filter(|owed| 0 < *owed).map(dollars);
    tell(tx, now, head.buyer, |name| Telling::OrderPaymentReversed {
        name,
        order,
        number: number.clone(),
        amount: amount.clone(),
        owed: owed.clone(),
    })
}

/// Money that came for the order goes back by the check of this number.
pub(super) fn payment_returned(
    tx: &mut DbConnection,
    now: DateTime<Utc>,
    (head, record): (&Head, &OrderRecord),
    amount_cents: u32,
    check_number: &str,
) -> Result<(), StoreError> {
    let (order, number, amount) = (record.order, shown(record.number), dollars(amount_cents));
    let owed = Some(record.owed_cents()).filter(|owed| 0 < *owed).map(dollars);
    tell(tx, now, head.buyer, |name| Telling::OrderPaymentReturned {
        name,
        order,
        number: number.clone(),
        amount: amount.clone(),
        check_number: check_number.to_owned(),
        owed: owed.clone(),
    })
}

/// Somebody is invited to apply.
pub(super) fn invitation(
    tx: &mut DbConnection,
    (now, today): (DateTime<Utc>, Date),
    head: &Head,
    record: &OrderRecord,
    invited: Invited,
) -> Result<(), StoreError> {
    let Invited { name, email, amount_cents, token } = invited;
    // The day itself counts.
    let days = today.days_through(record.apply_by);
    let (buyer, apply_by) = (head.buyer_name.clone(), record.apply_by.long().to_string());
    let telling = Telling::OrderInvitation { name, buyer, amount: dollars(amount_cents), token, apply_by, days };
    outbox::queue(tx, now, &Mail { to: email, telling })
}

fn shown(number: Option<DocumentNumber>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

//! Payments as the books have them: which facts to ask, and what has become of the money.

use std::collections::HashSet;

use diesel::prelude::*;
use shared::applications::{ApplicationState, application_records};
use shared::books::{DocumentNumber, Entry, Ledger};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody, standing_facts};
use shared::ids::{ActId, AllocationId, InvoiceId, OrderId, PaymentId, PersonId};
use shared::invoices::PaymentMethod;

use super::orders::{self, Order, OrderState};
use crate::applications::facts_of_applicants;
use crate::db::schema::matters;
use crate::db::{DbConnection, StoreError, text};
use crate::record::{facts_about, facts_without_person, payment_fact};

/// The facts of money that are about nobody, and what corrects them.
const WITHOUT_PERSON: [&str; 7] =
    ["money_received", "money_taken", "allocation_released", "payment_reversed", "payment_refunded", "refund_failed", "fact_corrected"];

/// A payment, and the books in which it stands.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) payment: PaymentId,
    pub(super) number: Option<DocumentNumber>,
    pub(super) person: Option<PersonId>,
    /// For which invoice it came.
    pub(super) invoice: Option<InvoiceId>,
    /// For which purchase order it came.
    pub(super) order: Option<OrderId>,
    pub(super) amount_cents: u32,
    pub(super) method: PaymentMethod,
    pub(super) reference: Option<String>,
    pub(super) received_on: Date,
    /// The act that recorded it.
    pub(super) act: ActId,
    pub(super) ledger: Ledger,
    /// The invoices in these books whose application was refused.
    pub(super) refused: Vec<InvoiceId>,
    /// Refunds to the card that are on their way, or failed.
    pub(super) orders: Vec<Order>,
    pub(super) today: Date,
}

impl Account {
    /// The day it was reversed.
    pub(super) fn reversed_on(&self) -> Option<Date> {
        self.ledger.payments().iter().find(|received| received.payment == self.payment)?.reversed_on
    }

    /// What of it is unallocated and not on its way back, in US cents.
    pub(super) fn free_cents(&self) -> u64 {
        let balances = self.ledger.balances(self.today);
        balances.payment(self.payment).map_or(0, |balance| balance.unallocated_cents).saturating_sub(self.under_way_cents())
    }

    /// What of it went back, or never was there, in US cents.
    pub(super) fn returned_cents(&self) -> u64 {
        self.ledger.balances(self.today).payment(self.payment).map_or(0, |balance| balance.returned_cents)
    }

    /// What of it can go back, in US cents.
    pub(super) fn refundable_cents(&self) -> u64 {
        let all = self.ledger.refundable_cents(self.payment, self.today, |invoice| self.refused.contains(&invoice));
        all.saturating_sub(self.under_way_cents())
    }

    /// What is on its way back to the card.
    pub(super) fn under_way_cents(&self) -> u64 {
        let under_way = self.orders.iter().filter(|order| order.state != OrderState::Failed);
        under_way.fold(0, |sum, order| sum.saturating_add(order.amount_cents.into()))
    }
}

/// Whether a fact is an entry of the books.
pub(crate) fn is_of_money(body: &FactBody) -> bool {
    Entry::of(Date::FIRST, body).is_some()
}

/// The facts of a person's books, or of those of nobody.
pub(crate) fn facts_with(conn: &mut DbConnection, person: Option<PersonId>) -> Result<Vec<Fact>, StoreError> {
    match person {
        Some(person) => Ok(facts_of_applicants(conn, &[person])?.remove(&person).unwrap_or_default()),
        None => facts_without_person(conn, &WITHOUT_PERSON),
    }
}

/// One payment as of today; none that was struck.
pub(super) fn find(conn: &mut DbConnection, payment: PaymentId, today: Date) -> Result<Option<Account>, StoreError> {
    let Some(fact) = payment_fact(conn, payment)? else { return Ok(None) };
    Ok(accounts(conn, fact.person, today)?.into_iter().find(|account| account.payment == payment))
}

/// The payments in a person's books, or in those of nobody, by day.
pub(super) fn accounts(conn: &mut DbConnection, person: Option<PersonId>, today: Date) -> Result<Vec<Account>, StoreError> {
    let known = facts_with(conn, person)?;
    let standing = standing_facts(&known, today);
    let ledger = Ledger::of(&standing);
    let applications = application_records(&standing);
    let refused = applications.iter().filter(|record| record.state() == ApplicationState::Refused);
    let refused: Vec<InvoiceId> = refused.flat_map(|record| &record.invoices).map(|record| record.invoice).collect();
    let mut accounts = Vec::new();
    for fact in &standing {
        let (payment, (invoice, order), amount_cents, method, reference, number) = match &fact.body {
            FactBody::PaymentReceived { payment, invoice, amount_cents, method, reference, number } => {
                (*payment, (Some(*invoice), None), *amount_cents, *method, reference.clone(), *number)
            }
            FactBody::MoneyReceived { payment, order, amount_cents, method, reference, number } => {
                (*payment, (None, *order), *amount_cents, *method, reference.clone(), *number)
            }
            _ => continue,
        };
        let orders = orders::of_payment(conn, payment)?;
        accounts.push(Account {
            payment,
            number,
            person: fact.person,
            invoice,
            order,
            amount_cents,
            method,
            reference,
            received_on: fact.on,
            act: fact.act,
            ledger: ledger.clone(),
            refused: refused.clone(),
            orders,
            today,
        });
    }
    Ok(accounts)
}

/// An allocation that staff put, and the sides of it.
#[derive(Debug, Clone)]
pub(super) struct Put {
    pub(super) payment: PaymentId,
    pub(super) invoice: InvoiceId,
    /// In whose books it stands: those of the invoice, and those of the payment where they are others.
    pub(super) sides: Vec<Option<PersonId>>,
    pub(super) is_released: bool,
}

/// An allocation that staff put.
pub(super) fn put(conn: &mut DbConnection, allocation: AllocationId) -> Result<Option<Put>, StoreError> {
    let facts = facts_about(conn, allocation)?;
    let is_side = |fact: &&Fact| matches!(fact.body, FactBody::PaymentAllocated { .. } | FactBody::MoneyTaken { .. });
    let sides: Vec<Option<PersonId>> = facts.iter().filter(is_side).map(|fact| fact.person).collect();
    let is_released = facts.iter().any(|fact| matches!(fact.body, FactBody::AllocationReleased { .. }));
    let there = facts.iter().find_map(|fact| match fact.body {
        FactBody::PaymentAllocated { payment, invoice, .. } => Some((payment, invoice)),
        _ => None,
    });
    Ok(there.map(|(payment, invoice)| Put { payment, invoice, sides, is_released }))
}

/// The invoices that are open, as staff's lists have them: what is owed goes by what became of the applications, too.
pub(super) fn open_invoices(conn: &mut DbConnection) -> Result<HashSet<InvoiceId>, StoreError> {
    let open = matters::table.filter(matters::kind.eq("invoice")).filter(matters::state.eq("open"));
    let subjects: Vec<String> = open.select(matters::subject).load(conn)?;
    subjects.iter().map(|subject| text::read("matters.subject", subject)).collect()
}

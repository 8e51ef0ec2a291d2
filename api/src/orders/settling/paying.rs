//! Which order pays, or is to pay, a person's invoice: the person reads that an institution does.

use std::collections::HashMap;

use shared::facts::{Fact, FactBody};
use shared::ids::{InvoiceId, OrderId, PersonId};
use shared::invoices::InvoiceOrder;

use super::hooks::order_of;
use super::store::{self, Stage, head, number_of};
use crate::db::{DbConnection, StoreError};

/// What stands on orders of these people.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paying {
    /// By whose line it is: what is to pay the open invoice.
    applied: HashMap<PersonId, OrderId>,
    /// By the payment's invoice: what pays it.
    put: HashMap<InvoiceId, OrderId>,
    orders: HashMap<OrderId, InvoiceOrder>,
}

impl Paying {
    /// The order that has paid this invoice, or, while it is open, is to pay it: of one that paid less than is owed, nothing more comes.
    pub(crate) fn of(&self, person: PersonId, invoice: InvoiceId, is_open: bool) -> Option<InvoiceOrder> {
        let order = if is_open { self.applied.get(&person) } else { self.put.get(&invoice) }?;
        self.orders.get(order).cloned()
    }
}

/// What these orders are called, of those that are there.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn called(conn: &mut DbConnection, orders: &[OrderId]) -> Result<HashMap<OrderId, InvoiceOrder>, StoreError> {
    let mut found = Paying::default();
    orders.iter().try_for_each(|order| found.learn(conn, *order))?;
    Ok(found.orders)
}

/// Which orders pay for these people, whose facts these are.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn paying(conn: &mut DbConnection, known: &HashMap<PersonId, Vec<Fact>>) -> Result<Paying, StoreError> {
    let people: Vec<PersonId> = known.keys().copied().collect();
    let mut found = Paying::default();
    for (person, order, stage) in store::orders_for(conn, &people)? {
        if stage == Stage::Applied {
            found.applied.insert(person, order);
        }
        found.learn(conn, order)?;
        for fact in known.get(&person).into_iter().flatten() {
            let FactBody::PaymentAllocated { payment, invoice, .. } = fact.body else { continue };
            if order_of(conn, payment)? == Some(order) {
                found.put.insert(invoice, order);
            }
        }
    }
    Ok(found)
}

impl Paying {
    fn learn(&mut self, conn: &mut DbConnection, order: OrderId) -> Result<(), StoreError> {
        if !self.orders.contains_key(&order)
            && let Some(head) = head(conn, order)?
        {
            let number = number_of(conn, order)?;
            self.orders.insert(order, InvoiceOrder { number, buyer_name: head.buyer_name, state: head.state });
        }
        Ok(())
    }
}

/// Whether an order that is not void is to pay what a person owes: that one is asked, and not the person.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn is_paid_by_order(conn: &mut DbConnection, person: PersonId) -> Result<bool, StoreError> {
    Ok(store::orders_for(conn, &[person])?.iter().any(|(_, _, stage)| *stage == Stage::Applied))
}

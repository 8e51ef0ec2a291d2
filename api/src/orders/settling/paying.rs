//! Which order pays, or is to pay, a person's invoice: the person reads that an institution does.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::facts::{Fact, FactBody};
use shared::ids::{InvoiceId, OrderId, PersonId};
use shared::invoices::InvoiceOrder;

use super::hooks::order_of;
use super::rows::{Stage, head, number_of, state_of};
use crate::db::schema::order_lines::dsl;
use crate::db::schema::orders;
use crate::db::{DbConnection, StoreError, text};

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
    /// The order that pays this invoice, or is to pay it.
    pub(crate) fn of(&self, person: PersonId, invoice: InvoiceId, is_open: bool) -> Option<InvoiceOrder> {
        let order = self.put.get(&invoice).or_else(|| self.applied.get(&person).filter(|_| is_open))?;
        self.orders.get(order).cloned()
    }
}

/// Which orders pay for these people, whose facts these are.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn paying(conn: &mut DbConnection, known: &HashMap<PersonId, Vec<Fact>>) -> Result<Paying, StoreError> {
    let people: Vec<String> = known.keys().map(ToString::to_string).collect();
    let theirs = dsl::order_lines.inner_join(orders::table).filter(dsl::person_id.eq_any(people)).filter(orders::state.ne("void"));
    let pays = theirs.filter(dsl::state.eq_any([Stage::Applied.name(), Stage::Paid.name()]));
    let rows: Vec<(Option<String>, String, String)> = pays.select((dsl::person_id, dsl::order_id, dsl::state)).load(conn)?;
    let mut found = Paying::default();
    for (person, order, state) in rows {
        let (Some(person), order) = (text::read_option("order_lines.person_id", person.as_deref())?, text::read("order_lines.order_id", &order)?)
        else {
            continue;
        };
        if state == Stage::Applied.name() {
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
    let theirs = dsl::order_lines.inner_join(orders::table).filter(dsl::person_id.eq(person.to_string()));
    let states: Vec<String> = theirs.filter(dsl::state.eq(Stage::Applied.name())).select(orders::state).load(conn)?;
    for state in &states {
        if matches!(state_of(state)?, shared::orders::OrderState::Open | shared::orders::OrderState::Paid) {
            return Ok(true);
        }
    }
    Ok(false)
}

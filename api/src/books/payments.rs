//! Every payment, a page at a time: what staff take as a file. The books' page shows those of which something is left.

use std::collections::HashMap;

use shared::books::{BookedPayment, PaymentPart};
use shared::calendar::Date;
use shared::ids::{OrderId, PaymentId};
use shared::invoices::InvoiceOrder;

use super::answer::answers;
use super::store;
use crate::db::DbConnection;
use crate::error::Error;
use crate::invoices::CardRefunds;
use crate::orders::settling::called;
use crate::pages::{Page, Paging};

/// A payment, and the order for which it came.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) payment: BookedPayment,
    pub(crate) order: Option<(OrderId, Option<InvoiceOrder>)>,
}

/// A page of the payments in the order in which they were recorded; those that were struck, and those that are not wanted,
/// are left out of it.
pub(crate) fn page(
    conn: &mut DbConnection,
    part: Option<PaymentPart>,
    paging: &Paging,
    today: Date,
    cards: CardRefunds,
) -> Result<Page<Listed>, Error> {
    let rows = store::received_after(conn, paging.after().unwrap_or_default(), paging.rows())?;
    let Page { items, next } = paging.page(rows, |(fact, _)| fact.to_string());
    let payments: Vec<PaymentId> = items.into_iter().map(|(_, payment)| payment).collect();
    let accounts = store::find_all(conn, &payments, today)?;
    let came_for: HashMap<PaymentId, OrderId> = accounts.iter().filter_map(|account| Some((account.payment, account.order?))).collect();
    let orders: Vec<OrderId> = came_for.values().copied().collect();
    let orders = called(conn, &orders)?;
    let mut booked: HashMap<PaymentId, BookedPayment> = answers(conn, &accounts, cards)?.into_iter().map(|payment| (payment.id, payment)).collect();
    let is_wanted = |payment: &BookedPayment| match part {
        None => true,
        Some(PaymentPart::Unallocated) => 0 < payment.unallocated_cents,
    };
    let known = payments.iter().filter_map(|payment| booked.remove(payment)).filter(is_wanted);
    let items = known.map(|payment| {
        let order = came_for.get(&payment.id).map(|order| (*order, orders.get(order).cloned()));
        Listed { payment, order }
    });
    Ok(Page { items: items.collect(), next })
}

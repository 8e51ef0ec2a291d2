//! Payments as they are answered.

use shared::books::{BookedAllocation, BookedPayment, BookedRefund, RefundState};
use shared::calendar::Date;
use shared::ids::PaymentId;

use super::orders::{Order, OrderState};
use super::store::{self, Account};
use crate::accounts::person_name;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::invoices::CardRefunds;
use crate::record::reason_of;

/// A payment that was just recorded.
///
/// # Errors
/// [`Error::NotFound`] without such a payment; [`Error::Store`].
pub(crate) fn booked(conn: &mut DbConnection, payment: PaymentId, today: Date, cards: CardRefunds) -> Result<BookedPayment, Error> {
    let account = store::find(conn, payment, today)?.ok_or(Error::NotFound("payment"))?;
    Ok(answer(conn, &account, cards)?)
}

/// A payment as of the day of the account.
pub(super) fn answer(conn: &mut DbConnection, account: &Account, cards: CardRefunds) -> Result<BookedPayment, StoreError> {
    let balances = account.ledger.balances(account.today);
    let balance = balances.payment(account.payment);
    let person_name = account.person.map(|person| person_name(conn, person)).transpose()?.flatten();
    // Who sent it is the reason for which it was recorded.
    let sent_by = if account.person.is_none() { reason_of(conn, account.act)? } else { None };
    let mut allocations = Vec::new();
    for paid in balances.allocations.iter().filter(|paid| paid.payment == account.payment) {
        let invoice = match paid.invoice {
            Some(invoice) => Some(invoice),
            None => store::put(conn, paid.allocation)?.map(|put| put.invoice),
        };
        let booked = |invoice_id| BookedAllocation { id: paid.allocation, invoice_id, amount_cents: paid.amount_cents };
        allocations.extend(invoice.map(booked));
    }
    Ok(BookedPayment {
        id: account.payment,
        number: account.number,
        person_id: account.person,
        person_name,
        invoice_id: account.invoice,
        method: account.method,
        amount_cents: account.amount_cents,
        reference: account.reference.clone(),
        received_on: account.received_on,
        reversed_on: account.reversed_on(),
        sent_by,
        allocated_cents: balance.map_or(0, |balance| balance.allocated_cents),
        returned_cents: balance.map_or(0, |balance| balance.returned_cents),
        unallocated_cents: balance.map_or(0, |balance| balance.unallocated_cents),
        refundable_cents: account.refundable_cents(),
        refunds_to_card: cards.take_back(account.method, account.reference.as_deref()),
        allocations,
        refunds: refunds(account),
    })
}

/// What the facts tell of refunds, and then what is on its way.
fn refunds(account: &Account) -> Vec<BookedRefund> {
    let received = account.ledger.payments().iter().filter(|received| received.payment == account.payment);
    let told = received.flat_map(|received| &received.refunds).map(|told| {
        let failed = told.failed_on.is_some_and(|failed_on| failed_on <= account.today);
        let failure = account.orders.iter().find(|order| order.refund == told.refund).and_then(|order| order.failure.clone());
        let state = if failed { RefundState::Failed } else { RefundState::Made };
        BookedRefund { id: told.refund, amount_cents: told.amount_cents, state, on: told.refunded_on, failure }
    });
    let mut refunds: Vec<BookedRefund> = told.collect();
    let untold: Vec<_> = account.orders.iter().filter(|order| !refunds.iter().any(|told| told.id == order.refund)).map(order_refund).collect();
    refunds.extend(untold);
    refunds
}

/// An order as a refund.
pub(super) fn order_refund(order: &Order) -> BookedRefund {
    let state = match order.state {
        OrderState::Queued => RefundState::Queued,
        OrderState::Sent => RefundState::Sent,
        OrderState::Failed => RefundState::Failed,
    };
    BookedRefund { id: order.refund, amount_cents: order.amount_cents, state, on: order.on, failure: order.failure.clone() }
}

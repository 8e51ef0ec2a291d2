//! Payments as they are answered.

use std::collections::HashMap;

use shared::books::{BookedAllocation, BookedPayment, BookedRefund, PaymentOrder, RefundState, RefundUnderWay};
use shared::calendar::Date;
use shared::ids::{ActId, AllocationId, InvoiceId, OrderId, PaymentId, PersonId};
use shared::invoices::InvoiceOrder;

use super::orders::{Order, OrderState};
use super::store::{self, Account};
use crate::accounts::person_names;
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::invoices::CardRefunds;
use crate::orders::settling::called;
use crate::record::reasons_of;

/// A payment that was just recorded.
///
/// # Errors
/// [`Error::NotFound`] without such a payment; [`Error::Store`].
pub(crate) fn booked(conn: &mut DbConnection, payment: PaymentId, today: Date, cards: CardRefunds) -> Result<BookedPayment, Error> {
    let account = store::find(conn, payment, today)?.ok_or(Error::NotFound("payment"))?;
    answer(conn, &account, cards)
}

/// A payment as of the day of the account.
pub(super) fn answer(conn: &mut DbConnection, account: &Account, cards: CardRefunds) -> Result<BookedPayment, Error> {
    answers(conn, std::slice::from_ref(account), cards)?.pop().ok_or_else(|| Error::Defect("a payment has no answer".to_owned()))
}

/// What is said of payments besides what the books say.
struct Said {
    names: HashMap<PersonId, String>,
    /// Who sent money that is about nobody, by the act that recorded it.
    senders: HashMap<ActId, String>,
    /// To which invoices money was put that is somebody else's.
    invoices: HashMap<AllocationId, InvoiceId>,
    /// The orders for which they came.
    orders: HashMap<OrderId, InvoiceOrder>,
}

/// These payments as of the day of their accounts, in their order.
pub(super) fn answers(conn: &mut DbConnection, accounts: &[Account], cards: CardRefunds) -> Result<Vec<BookedPayment>, StoreError> {
    let people: Vec<PersonId> = accounts.iter().filter_map(|account| account.person).collect();
    // Who sent it is the reason for which it was recorded.
    let acts: Vec<ActId> = accounts.iter().filter(|account| account.person.is_none()).map(|account| account.act).collect();
    let payments: Vec<PaymentId> = accounts.iter().map(|account| account.payment).collect();
    let orders: Vec<OrderId> = accounts.iter().filter_map(|account| account.order).collect();
    let said = Said {
        names: person_names(conn, &people)?,
        senders: if acts.is_empty() { HashMap::new() } else { reasons_of(conn, &acts)? },
        invoices: store::invoices_of(conn, &payments)?,
        orders: called(conn, &orders)?,
    };
    Ok(accounts.iter().map(|account| shown(account, &said, cards)).collect())
}

fn shown(account: &Account, said: &Said, cards: CardRefunds) -> BookedPayment {
    let balances = account.ledger.balances(account.today);
    let balance = balances.payment(account.payment);
    let theirs = balances.allocations.iter().filter(|paid| paid.payment == account.payment);
    let allocations = theirs.filter_map(|paid| {
        let invoice_id = paid.invoice.or_else(|| said.invoices.get(&paid.allocation).copied())?;
        Some(BookedAllocation { id: paid.allocation, invoice_id, amount_cents: paid.amount_cents })
    });
    let order = account.order.and_then(|id| said.orders.get(&id).map(|called| (id, called)));
    BookedPayment {
        id: account.payment,
        number: account.number,
        person_id: account.person,
        person_name: account.person.and_then(|person| said.names.get(&person).cloned()),
        invoice_id: account.invoice,
        order: order.map(|(id, called)| PaymentOrder { id, number: called.number, buyer_name: called.buyer_name.clone() }),
        method: account.method,
        amount_cents: account.amount_cents,
        reference: account.reference.clone(),
        received_on: account.received_on,
        reversed_on: account.reversed_on(),
        sent_by: if account.person.is_none() { said.senders.get(&account.act).cloned() } else { None },
        allocated_cents: balance.map_or(0, |balance| balance.allocated_cents),
        returned_cents: balance.map_or(0, |balance| balance.returned_cents),
        unallocated_cents: balance.map_or(0, |balance| balance.unallocated_cents),
        refundable_cents: account.refundable_cents(),
        refunds_to_card: cards.take_back(account.method, account.reference.as_deref()),
        card_refund_failed: account.card_refund_failed(),
        allocations: allocations.collect(),
        refunds: refunds(account),
    }
}

/// What the facts tell of refunds, and then what is on its way.
fn refunds(account: &Account) -> Vec<BookedRefund> {
    let told = account.ledger.payment(account.payment).into_iter().flat_map(|received| &received.refunds).map(|told| {
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

/// Refunds on their way, and those that failed, as the books show them.
pub(super) fn refunds_under_way(conn: &mut DbConnection, orders: &[Order]) -> Result<Vec<RefundUnderWay>, StoreError> {
    let people: Vec<PersonId> = orders.iter().map(|order| order.person).collect();
    let names = person_names(conn, &people)?;
    let shown = |order: &Order| RefundUnderWay {
        payment_id: order.payment,
        person_id: order.person,
        person_name: names.get(&order.person).cloned().unwrap_or_default(),
        refund: order_refund(order),
    };
    Ok(orders.iter().map(shown).collect())
}

/// An order as a refund.
fn order_refund(order: &Order) -> BookedRefund {
    let state = match order.state {
        OrderState::Queued => RefundState::Queued,
        OrderState::Sent => RefundState::Sent,
        OrderState::Failed => RefundState::Failed,
    };
    BookedRefund { id: order.refund, amount_cents: order.amount_cents, state, on: order.on, failure: order.failure.clone() }
}

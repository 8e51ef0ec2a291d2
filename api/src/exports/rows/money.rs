//! What stands in the rows of the lists of money.

use shared::books::{BookedPayment, RefundUnderWay, RevenueOfMonth};
use shared::invoices::Invoice;
use shared::orders::Order;

use crate::exports::cell::Cell;

pub(super) fn invoice(item: &Invoice) -> Vec<Cell> {
    vec![
        Cell::shown(&item.id),
        Cell::shown(&item.person_id),
        (&item.person_name).into(),
        item.issued_on.into(),
        item.state.name().into(),
        Cell::Cents(item.total_cents.into()),
        Cell::Cents(item.paid_cents.into()),
        Cell::Cents(item.owed_cents.into()),
        Cell::shown_option(item.number),
    ]
}

pub(super) fn payment(payment: &BookedPayment) -> Vec<Cell> {
    let order = payment.order.as_ref();
    vec![
        Cell::shown(&payment.id),
        Cell::shown_option(payment.number),
        payment.received_on.into(),
        payment.method.name().into(),
        payment.reference.as_ref().into(),
        Cell::shown_option(payment.person_id),
        payment.person_name.as_ref().into(),
        Cell::shown_option(payment.invoice_id),
        Cell::shown_option(order.map(|order| order.id)),
        Cell::shown_option(order.and_then(|order| order.number)),
        order.map(|order| &order.buyer_name).into(),
        payment.sent_by.as_ref().into(),
        Cell::Cents(payment.amount_cents.into()),
        Cell::Cents(payment.allocated_cents),
        Cell::Cents(payment.returned_cents),
        Cell::Cents(payment.unallocated_cents),
        payment.reversed_on.into(),
    ]
}

pub(super) fn refund(under_way: &RefundUnderWay) -> Vec<Cell> {
    let refund = &under_way.refund;
    vec![
        Cell::shown(&refund.id),
        Cell::shown(&under_way.payment_id),
        Cell::shown(&under_way.person_id),
        (&under_way.person_name).into(),
        Cell::Cents(refund.amount_cents.into()),
        refund.state.name().into(),
        refund.on.into(),
        refund.failure.as_ref().into(),
    ]
}

pub(super) fn order(item: &Order) -> Vec<Cell> {
    vec![
        Cell::shown(&item.id),
        Cell::shown_option(item.number),
        Cell::shown(&item.buyer_id),
        (&item.buyer_name).into(),
        (&item.reference).into(),
        item.state.name().into(),
        item.created_on.into(),
        item.issued_on.into(),
        item.apply_by.into(),
        Cell::Count(item.lines),
        Cell::Cents(item.total_cents),
        Cell::Cents(item.credited_cents),
        Cell::Cents(item.received_cents),
        Cell::Cents(item.owed_cents),
        Cell::Cents(item.unallocated_cents),
    ]
}

pub(super) fn revenue(item: &RevenueOfMonth) -> Vec<Cell> {
    vec![(&item.month).into(), item.kind.name().into(), Cell::Cents(item.amount_cents)]
}

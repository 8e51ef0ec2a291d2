//! A payment as the books have it, and what can be done with it.

use shared::books::{BookedPayment, BookedRefund, PaymentOrder, RefundState};
use shared::invoices::PaymentMethod;
use yew::prelude::*;
use yew_router::prelude::*;

use super::acts::ReasonForm;
use super::moves::{AllocateForm, RefundForm};
use super::sums::sum;
use crate::components::{DateText, Money};
use crate::invoices::method_title;
use crate::route::Route;

/// A payment.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PaymentCardProps {
    /// The payment.
    pub payment: BookedPayment,
    /// Called once something was done with it.
    pub done: Callback<()>,
}

/// Shows it.
#[component]
pub fn PaymentCard(props: &PaymentCardProps) -> Html {
    let payment = &props.payment;
    let reference = payment.reference.as_ref().map(|reference| format!(" {reference}")).unwrap_or_default();
    html! {
        <article class="payment-card">
            <h3>
                <Money cents={payment.amount_cents} />{ format!(", {}{reference}", method_title(payment.method).to_lowercase()) }
            </h3>
            <p>
                { "Received " }<DateText date={payment.received_on} />
                { payment.number.map(|number| format!(", receipt {number}")).unwrap_or_default() }
                if let (Some(id), Some(name)) = (payment.person_id, &payment.person_name) {
                    { ", for " }<Link<Route> to={Route::StaffPerson { id }}>{ name }</Link<Route>>
                }
                if let Some(order) = &payment.order {
                    { ", for " }<Link<Route> to={Route::Order { id: order.id }}>{ order_words(order) }</Link<Route>>
                }
                if let Some(sent_by) = &payment.sent_by {
                    { format!(", sent by {sent_by}") }
                }
                if let Some(on) = payment.reversed_on {
                    { ". Reversed " }<DateText date={on} />
                }
            </p>
            <dl class="facts">
                <div><dt>{ "Pays invoices" }</dt><dd>{ sum(payment.allocated_cents) }</dd></div>
                <div><dt>{ if payment.reversed_on.is_some() { "Reversed" } else { "Gone back" } }</dt><dd>{ sum(payment.returned_cents) }</dd></div>
                <div><dt>{ "Unallocated" }</dt><dd>{ sum(payment.unallocated_cents) }</dd></div>
            </dl>
            if !payment.refunds.is_empty() {
                <ul class="entries">{ for payment.refunds.iter().map(refund) }</ul>
            }
            { allocations(props) }
            { ways(props) }
        </article>
    }
}

/// An order in words: `order 2026-00003 of Demo Valley Library District`.
fn order_words(order: &PaymentOrder) -> String {
    let number = order.number.map(|number| format!(" {number}")).unwrap_or_default();
    format!("order{number} of {}", order.buyer_name)
}

fn refund(refund: &BookedRefund) -> Html {
    html! {
        <li key={refund.id.to_string()}>
            <span>{ "Refund of " }<Money cents={refund.amount_cents} />{ format!(", {}, ", refund_words(refund.state)) }<DateText date={refund.on} /></span>
            if let Some(failure) = &refund.failure {
                <span class="hint">{ failure }</span>
            }
        </li>
    }
}

/// The words of a refund's state.
pub(super) const fn refund_words(state: RefundState) -> &'static str {
    match state {
        RefundState::Queued => "waits to be sent",
        RefundState::Sent => "on its way",
        RefundState::Made => "made",
        RefundState::Failed => "failed",
    }
}

/// What it pays, and the way to take that back.
fn allocations(props: &PaymentCardProps) -> Html {
    html! {
        { for props.payment.allocations.iter().map(|paid| html! {
            <details key={paid.id.to_string()}>
                <summary>{ sum(paid.amount_cents) }{ " pay an invoice" }</summary>
                <p><Link<Route> to={Route::StaffInvoice { id: paid.invoice_id }}>{ "Open the invoice" }</Link<Route>></p>
                <ReasonForm path={format!("/allocations/{}/release", paid.id)} submit="Take it back from the invoice" done={props.done.clone()}
                    lead="The money is unallocated then, and the invoice is owed again. An admission stays." />
            </details>
        }) }
    }
}

/// What can be done with what is left.
fn ways(props: &PaymentCardProps) -> Html {
    let PaymentCardProps { payment, done } = props;
    // What was done with it begins its forms anew, with what is left.
    let now = format!("{}-{}-{}", payment.allocated_cents, payment.returned_cents, payment.refundable_cents);
    let may_reverse = payment.method != PaymentMethod::Card && payment.reversed_on.is_none() && payment.returned_cents == 0;
    html! {
        <>
            // Money for an order goes to its people's invoices by itself, and to nobody else's.
            if 0 < payment.unallocated_cents && 0 < payment.refundable_cents && payment.order.is_none() {
                <details>
                    <summary>{ "Put it to an invoice" }</summary>
                    <AllocateForm key={now.clone()} payment={payment.clone()} done={done.clone()} />
                </details>
            }
            if 0 < payment.refundable_cents {
                <details>
                    <summary>{ "Send it back" }</summary>
                    <RefundForm key={now} payment={payment.clone()} done={done.clone()} />
                </details>
            }
            if may_reverse {
                <details>
                    <summary>{ "It did not go through" }</summary>
                    <ReasonForm path={format!("/payments/{}/reverse", payment.id)} submit="Reverse the payment" done={done.clone()}
                        lead="What it paid is owed again, and who owes it is told. An admission stays." />
                </details>
            }
        </>
    }
}

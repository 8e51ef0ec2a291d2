//! The payments of which the gateway and the books say something else.

use shared::books::{BookedPayment, PayoutDifference};
use shared::calendar::Date;
use shared::ids::PaymentId;
use yew::prelude::*;

use super::comparison::moved_words;
use crate::books::{PaymentCard, sum};
use crate::components::{DateText, empty};
use crate::remote::use_get;

/// So many are listed.
const LISTED: usize = 200;

/// Shows them.
pub(super) fn differences(found: &[PayoutDifference]) -> Html {
    if found.is_empty() {
        return empty("No payment that both name differs. What the report names no payment for is compared by the day alone.");
    }
    let more = found.len().saturating_sub(LISTED);
    html! {
        <>
            <ul class="entries unlike">{ for found.iter().take(LISTED).map(difference) }</ul>
            if 0 < more {
                <p>{ format!("And {more} more.") }</p>
            }
        </>
    }
}

fn difference(found: &PayoutDifference) -> Html {
    html! {
        <li key={format!("{} {}", found.payment_intent, moved_words(found.moved))}>
            <strong>{ &found.payment_intent }</strong>
            <span>{ moved_words(found.moved) }{ ". " }{ how(found) }</span>
            <dl class="facts">
                <div><dt>{ "Gateway" }</dt><dd>{ side(found.amount.gateway_cents, &found.gateway_on) }</dd></div>
                <div><dt>{ "Books" }</dt><dd>{ side(found.amount.books_cents, &found.books_on) }</dd></div>
            </dl>
            if let Some(id) = found.payment_id {
                <InTheBooks {id} />
            }
        </li>
    }
}

/// How the two sides differ.
fn how(found: &PayoutDifference) -> &'static str {
    if found.gateway_on.is_empty() {
        "The report does not have it."
    } else if found.books_on.is_empty() {
        "The books do not have it."
    } else if found.amount.gateway_cents != found.amount.books_cents {
        "The sums differ."
    } else {
        "The days differ: what moves near midnight may stand on two."
    }
}

fn side(cents: u64, days: &[Date]) -> Html {
    if days.is_empty() {
        return html! { "nothing" };
    }
    html! { <>{ sum(cents) }{ ", " }{ for days.iter().enumerate().map(|(place, &date)| html! { <>{ if place == 0 { "" } else { " and " } }<DateText {date} /></> }) }</> }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct InTheBooksProps {
    id: PaymentId,
}

/// The payment and what can be done with it, asked for once it is opened.
#[component]
fn InTheBooks(props: &InTheBooksProps) -> Html {
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |_: Event| open.set(true))
    };
    html! {
        <details {ontoggle}>
            <summary>{ "The payment in the books" }</summary>
            if *open {
                <Booked id={props.id} />
            }
        </details>
    }
}

#[component]
fn Booked(props: &InTheBooksProps) -> Html {
    let payment = use_get::<BookedPayment>(format!("/payments/{}", props.id));
    let done = payment.reload.clone();
    payment.show(4, |found| html! { <PaymentCard payment={found.clone()} {done} /> })
}

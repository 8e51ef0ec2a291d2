//! Where orders and their lines stand, and what is told of a line, in words.

use shared::orders::{Finding, LineState, Order, OrderState};
use shared::text::dollars;
use yew::prelude::*;

use crate::components::{StatusBadge, Tone};

/// The words of a state.
pub const fn state_title(state: OrderState) -> &'static str {
    match state {
        OrderState::Draft => "Not issued yet",
        OrderState::Open => "Open",
        OrderState::Paid => "Paid",
        OrderState::Void => "Credited in full",
    }
}

/// Shows a state.
pub fn order_badge(state: OrderState) -> Html {
    let tone = match state {
        OrderState::Draft | OrderState::Void => Tone::Plain,
        OrderState::Open => Tone::Waiting,
        OrderState::Paid => Tone::Good,
    };
    html! { <StatusBadge words={state_title(state)} {tone} /> }
}

/// What an order is called: the number of its invoice or, before there is one, the buyer's own.
pub(super) fn name_of(order: &Order) -> String {
    match order.number {
        Some(number) => number.to_string(),
        None if order.reference.is_empty() => format!("Order of {}", order.created_on.long()),
        None => order.reference.clone(),
    }
}

/// Where the person of a line stands.
pub const fn line_words(state: LineState) -> &'static str {
    match state {
        LineState::Draft => "Not issued yet",
        LineState::Invited => "Invited; has not applied",
        LineState::Applied => "Has applied; waits for the payment of this order",
        LineState::Paid => "Paid by this order",
        LineState::NothingToPay => "Paid otherwise: nothing to pay here",
        LineState::Credited => "Credited: nothing is asked for",
    }
}

/// What is told of a line, and what to do.
pub fn finding_words(finding: Finding) -> String {
    let words = match finding {
        Finding::Double { of } => return format!("The address stands on line {of} already: remove one of the two."),
        Finding::WrongAmount { expected_cents } => return format!("{} is to be paid: change the amount.", dollars(expected_cents)),
        Finding::AlreadyAdmitted => "Is in the programme already, and nothing is to be paid: remove this line.",
        Finding::AlreadyPaid => "The application is paid already: remove this line.",
        Finding::OrderedAlready => "Another order pays for this address: remove this line.",
        Finding::WasRefused => "The last application was refused; this pays for another one.",
        Finding::OtherName => "The account with this address has another name: look whether it is the right person.",
        Finding::HasApplied => "Has applied: this pays the invoice of that application.",
        Finding::IsInvited => "Has not applied: is invited once the order is issued.",
    };
    words.to_owned()
}

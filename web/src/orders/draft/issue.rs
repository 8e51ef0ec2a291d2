//! Issuing an order: what will follow, asked before, for it cannot be taken back.

use reqwest::Method;
use shared::orders::{APPLY_BY_DAYS, IssueOrder, Order};
use yew::prelude::*;

use super::elsewhere::{Elsewhere, is_elsewhere};
use super::lines::forget;
use crate::books::sum;
use crate::components::{Confirm, DateText, ProblemNotice, cannot_be_undone, people_words};
use crate::form::use_submission;

/// Which order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct IssueProps {
    /// The order.
    pub order: Order,
    /// Whether lines of it are not saved.
    pub has_changed_lines: bool,
    /// Whether its number or its day is not saved.
    pub has_changed_details: bool,
    /// Called once it is issued, or what was saved elsewhere is wanted.
    pub issued: Callback<()>,
}

/// Shows what is in the way, or the button.
#[component]
pub(super) fn Issue(props: &IssueProps) -> Html {
    let IssueProps { order, has_changed_lines, has_changed_details, issued } = props.clone();
    let id = order.id;
    let sending = use_submission::<IssueOrder, serde::de::IgnoredAny>(Method::POST, issued.reform(move |_| forget(id)));
    let issue = {
        let (sending, follows) = (sending.clone(), order.version);
        Callback::from(move |()| sending.emit(format!("/orders/{id}/issue"), IssueOrder { follows }))
    };
    let obstacle = obstacle(&order, has_changed_lines, has_changed_details);
    let elsewhere = sending.failure.clone().filter(is_elsewhere);
    let failure = sending.failure.clone().filter(|why| !is_elsewhere(why));
    html! {
        <section aria-labelledby="issue">
            <h2 id="issue">{ "Issue the order" }</h2>
            if let Some(why) = elsewhere {
                <Elsewhere id={order.id} {why} take={issued} />
            }
            if let Some(failure) = failure {
                <ProblemNotice {failure} />
            }
            if let Some(obstacle) = obstacle {
                <p>{ obstacle }</p>
            }
            <Confirm action="Issue the order" question="Issue this order?" busy={sending.busy} disabled={obstacle.is_some()} on_confirm={issue}>
                <ul>
                    <li>{ &order.buyer_name }{ " is asked for " }<strong>{ sum(order.total_cents) }</strong>{ format!(" for {}, by an invoice with a number of its own.", people_words(order.lines)) }</li>
                    <li>{ "Who has not applied is invited by mail, and learns there who pays. Who has applied reads it on the invoice." }</li>
                    <li>
                        { "They can apply until " }
                        if let Some(date) = order.apply_by { <DateText {date} /> } else { { format!("{APPLY_BY_DAYS} days from today") } }
                        { ". They count as paid once the whole order is paid." }
                    </li>
                    if order.reference.is_empty() {
                        <li>{ "No number of the buyer's own stands on it." }</li>
                    }
                    <li>{ "Neither its lines nor its number can be changed after. Who leaves or is refused is credited." }</li>
                </ul>
                { cannot_be_undone() }
            </Confirm>
        </section>
    }
}

/// Why it cannot be issued now.
fn obstacle(order: &Order, has_changed_lines: bool, has_changed_details: bool) -> Option<&'static str> {
    if has_changed_details {
        Some("Save the number and the day first: what is issued is what is saved.")
    } else if has_changed_lines {
        Some("Save the people first: what is issued is what is saved.")
    } else if order.lines == 0 {
        Some("Nobody stands on it yet. It can be issued once it has a line.")
    } else if order.held_up_by.is_some_and(|lines| 0 < lines) {
        Some("Lines hold it up. It can be issued once each of them is changed or removed.")
    } else {
        None
    }
}

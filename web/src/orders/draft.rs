//! An order while it is written: its number and last day, its people, and what issuing it will do. Nothing of it is asked
//! for before it is issued, and nothing of it can be changed after.

mod cells;
mod details;
mod elsewhere;
mod import;
mod issue;
mod lines;
mod rows;

use reqwest::Method;
use shared::orders::Order;
use yew::prelude::*;
use yew_router::prelude::*;

use super::document::OrderDocument;
use crate::components::{Confirm, DateText, ProblemNotice, Why, cannot_be_undone};
use crate::form::use_submission;
use crate::route::Route;
use details::Details;
use issue::Issue;
use lines::OrderLines;

/// The order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DraftProps {
    /// As it was loaded.
    pub order: Order,
    /// Loads everything anew: it was issued, or what was saved elsewhere is wanted.
    pub again: Callback<()>,
}

/// Shows it.
#[component]
pub(super) fn Draft(props: &DraftProps) -> Html {
    // What this page has seen of it: what is saved here follows that version, and none that another window made meanwhile.
    let order = use_state_eq(|| props.order.clone());
    let (has_changed_lines, has_changed_details) = (use_state_eq(|| false), use_state_eq(|| false));
    let on = |state: &UseStateHandle<bool>| {
        let state = state.setter();
        Callback::from(move |is| state.set(is))
    };
    let changed = {
        let order = order.setter();
        use_callback((), move |answer: Order, ()| order.set(answer))
    };
    // A document is none of the versions: of the answer only its name is taken, for somebody may have saved lines meanwhile.
    let sent = {
        let order = order.clone();
        Callback::from(move |answer: Order| order.set(Order { document: answer.document, ..(*order).clone() }))
    };
    let again = props.again.clone();
    let navigator = use_navigator();
    let discarding = use_submission::<(), ()>(
        Method::DELETE,
        Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Orders);
            }
        }),
    );
    let discard = {
        let (discarding, id) = (discarding.clone(), order.id);
        Callback::from(move |()| {
            lines::forget(id);
            discarding.emit(format!("/orders/{id}"), ());
        })
    };
    html! {
        <>
            <div class="with-why"><p>{ "An order asks for money once it is issued; until then everything can be changed." }</p><Why question={22} /></div>
            <dl class="facts">
                <div><dt>{ "Who pays" }</dt><dd>{ &order.buyer_name }<br /><span class="postal-address">{ &order.buyer_address }</span></dd></div>
                <div><dt>{ "Begun" }</dt><dd><DateText date={order.created_on} /></dd></div>
            </dl>
            <Details order={(*order).clone()} changed={changed.clone()} again={again.clone()} on_change={on(&has_changed_details)} />
            <OrderLines order={(*order).clone()} {changed} again={again.clone()} on_change={on(&has_changed_lines)} />
            <OrderDocument order={(*order).clone()} changed={sent} />
            <Issue order={(*order).clone()} has_changed_lines={*has_changed_lines} has_changed_details={*has_changed_details} issued={again} />
            <section aria-labelledby="discard">
                <h2 id="discard">{ "Discard" }</h2>
                if let Some(failure) = discarding.failure.clone() {
                    <ProblemNotice {failure} />
                }
                <Confirm action="Discard the order" question="Discard this order?" busy={discarding.busy} on_confirm={discard}>
                    <p>{ "Its number and all of its lines go. Nobody was invited, and nothing was asked for." }</p>
                    { cannot_be_undone() }
                </Confirm>
            </section>
            <p class="actions no-print"><Link<Route> to={Route::Orders}>{ "All orders" }</Link<Route>></p>
        </>
    }
}

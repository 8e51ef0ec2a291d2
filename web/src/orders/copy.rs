//! A copy of an order: another one of the same buyer, with the same people.

use reqwest::Method;
use shared::orders::{CreateOrder, Order};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::ProblemNotice;
use crate::form::use_submission;
use crate::route::Route;

/// Of which.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct CopyProps {
    /// The order.
    pub order: Order,
}

/// The button that begins the copy, and goes there.
#[component]
pub(super) fn CopyOrder(props: &CopyProps) -> Html {
    let navigator = use_navigator();
    let sending = use_submission::<CreateOrder, Order>(
        Method::POST,
        Callback::from(move |order: Order| {
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Order { id: order.id });
            }
        }),
    );
    let onclick = {
        let (sending, of, buyer) = (sending.clone(), props.order.id, props.order.buyer_id);
        Callback::from(move |_: MouseEvent| {
            sending.emit("/orders", CreateOrder { buyer_id: Some(buyer), reference: String::new(), copy_of: Some(of) });
        })
    };
    html! {
        <>
            <button type="button" class="secondary no-print" {onclick} aria-busy={sending.busy.then_some("true")}>{ "Make a copy" }</button>
            if let Some(failure) = sending.failure.clone() {
                <ProblemNotice {failure} />
            }
        </>
    }
}

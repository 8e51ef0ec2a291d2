//! One order: while it is written, and once it is the invoice that it becomes.

use shared::ids::OrderId;
use shared::orders::{Order, OrderState};
use yew::prelude::*;

use super::draft::Draft;
use super::issued::Issued;
use crate::components::{HEADING, Page, focus_on};
use crate::remote::use_remote;

/// Which one.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct OrderPageProps {
    /// Its id.
    pub id: OrderId,
}

/// Shows the page.
#[component]
pub fn OrderPage(props: &OrderPageProps) -> Html {
    let id = props.id;
    let times = use_state_eq(|| 0_u32);
    let order = use_remote((id, *times), |client, (id, _)| async move { client.get::<Order>(&format!("/orders/{id}")).await });
    // Everything anew: what was written here is not wanted, or it has become something else.
    let again = {
        let times = times.clone();
        Callback::from(move |()| {
            times.set(times.wrapping_add(1));
            focus_on(HEADING);
        })
    };
    let reload = order.reload.clone();
    let title = match order.ready().map(|order| order.state) {
        Some(OrderState::Draft) => "Write an order",
        Some(OrderState::Paid) => "Order, paid",
        _ => "Order",
    };
    html! {
        <Page {title}>
            { order.show(10, |order| if order.state == OrderState::Draft {
                html! { <Draft order={order.clone()} again={again.clone()} /> }
            } else {
                html! { <Issued order={order.clone()} changed={reload.clone()} /> }
            }) }
        </Page>
    }
}

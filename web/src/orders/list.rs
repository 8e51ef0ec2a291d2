//! The orders: one's institution's own, or for staff those of all; and how one begins another.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use shared::accounts::Role;
use shared::exports::ExportList;
use shared::orders::{Buyer, BuyerPage, CreateOrder, ORDER_REFERENCE_CHARS_MAX, Order, OrderPage, OrderState};
use shared::text::{Lines, check, grouped};
use yew::prelude::*;
use yew_router::prelude::*;

use super::words::name_of;
use super::{order_badge, state_title};
use crate::books::sum;
use crate::client::{Client, Failure};
use crate::components::{Choice, DateText, Field, Form, Page, Pager, Select, empty, list_table};
use crate::exports::ExportButton;
use crate::form::{Errors, use_entry, use_errors, use_following_entry, use_submission};
use crate::remote::{use_get, use_remote};
use crate::route::Route;
use crate::session::use_session;

/// The states, by what waits.
const STATES: [OrderState; 4] = [OrderState::Open, OrderState::Draft, OrderState::Paid, OrderState::Void];

/// What the list's address says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct OrdersQuery {
    /// The state, by its name on the wire; empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    state: String,
    /// Whose; empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    buyer_id: String,
    /// The cursor of the page; empty for the first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
}

impl OrdersQuery {
    fn path(&self) -> String {
        let parts = [("state", &self.state), ("buyer_id", &self.buyer_id), ("after", &self.after)].into_iter().filter(|(_, said)| !said.is_empty());
        parts.fold("/orders?limit=50".to_owned(), |path, (name, said)| format!("{path}&{name}={}", String::from(js_sys::encode_uri_component(said))))
    }
}

/// Shows the page.
#[component]
pub fn Orders() -> Html {
    let is_staff = use_session().has(Role::Staff);
    let query = use_location().and_then(|location| location.query::<OrdersQuery>().ok()).unwrap_or_default();
    let navigator = use_navigator();
    let go = Callback::from(move |query: OrdersQuery| {
        if let Some(navigator) = &navigator
            && navigator.push_with_query(&Route::Orders, &query).is_err()
        {
            navigator.push(&Route::Orders);
        }
    });
    let buyers = use_remote(is_staff, |client, is_staff| async move { if is_staff { all_buyers(client).await } else { Ok(Vec::new()) } });
    let orders = use_get::<OrderPage>(query.path());
    let lead = if is_staff { "What institutions order for their people." } else { "What you order for your people, and where each of them stands." };
    html! {
        <Page title="Orders" {lead}>
            if is_staff {
                <p class="no-print"><Link<Route> to={Route::Buyers}>{ "Buyers, and who orders for them" }</Link<Route>></p>
            }
            { buyers.show(2, |buyers| html! {
                <>
                    <details>
                        <summary>{ "Begin an order" }</summary>
                        <Begin buyers={buyers.clone()} {is_staff} />
                    </details>
                    <div class="one-line no-print"><Filter buyers={buyers.clone()} query={query.clone()} go={go.clone()} /></div>
                </>
            }) }
            { orders.show(6, |page| html! {
                <>
                    { entries(&page.items, is_staff) }
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)}
                        go={go.reform({ let query = query.clone(); move |after| OrdersQuery { after, ..query.clone() } })} />
                    if is_staff {
                        <ExportButton list={ExportList::Orders {
                            state: STATES.into_iter().find(|state| state.name() == query.state),
                            buyer: query.buyer_id.parse().ok(),
                        }} />
                    }
                </>
            }) }
        </Page>
    }
}

/// All buyers, page by page.
async fn all_buyers(client: Client) -> Result<Vec<Buyer>, Failure> {
    let mut buyers = Vec::new();
    let mut after = String::new();
    loop {
        let page: BuyerPage = client.get(&format!("/buyers?limit=200{after}")).await?;
        buyers.extend(page.items);
        let Some(next) = page.next else { return Ok(buyers) };
        after = format!("&after={}", String::from(js_sys::encode_uri_component(&next)));
    }
}

fn choices(buyers: &[Buyer]) -> Vec<Choice> {
    buyers.iter().map(|buyer| Choice::new(buyer.id.to_string(), buyer.name.clone())).collect()
}

fn entries(orders: &[Order], is_staff: bool) -> Html {
    if orders.is_empty() {
        return empty("No order is here. Begin one above: it can be changed until it is issued.");
    }
    let row = |order: &Order| {
        html! {
            <tr key={order.id.to_string()}>
                <th scope="row">
                    <Link<Route> to={Route::Order { id: order.id }}>{ name_of(order) }</Link<Route>>
                    // Until it is issued, it is called by that number.
                    if order.number.is_some() && !order.reference.is_empty() {
                        { " " }<small>{ if is_staff { "Buyer's number " } else { "Your number " } }{ &order.reference }</small>
                    }
                </th>
                <td data-label="State">{ order_badge(order.state) }</td>
                <td data-label="Issued">if let Some(date) = order.issued_on { <DateText {date} /> } else { { "Not yet" } }</td>
                <td data-label="People">{ grouped(order.lines.into()) }</td>
                <td data-label="Total">{ sum(order.total_cents) }</td>
                <td data-label="Owed">{ sum(order.owed_cents) }</td>
                if is_staff {
                    <td data-label="Buyer">{ &order.buyer_name }</td>
                }
            </tr>
        }
    };
    let heads = ["Order", "State", "Issued", "People", "Total", "Owed", "Buyer"];
    let heads = if is_staff { heads.as_slice() } else { heads.split_last().map_or(&[][..], |(_, rest)| rest) };
    list_table(heads, orders.iter().map(row).collect())
}

#[derive(Clone, PartialEq, Properties)]
struct FilterProps {
    buyers: Vec<Buyer>,
    query: OrdersQuery,
    go: Callback<OrdersQuery>,
}

/// By state and, for staff, by buyer.
#[component]
fn Filter(props: &FilterProps) -> Html {
    let (state, buyer) = (use_following_entry(&props.query.state), use_following_entry(&props.query.buyer_id));
    let on_submit = {
        let (state, buyer_id) = (state.value.to_string(), buyer.value.to_string());
        props.go.reform(move |()| OrdersQuery { state: state.clone(), buyer_id: buyer_id.clone(), after: String::new() })
    };
    let states: Vec<Choice> = STATES.into_iter().map(|state| Choice::new(state.name(), state_title(state))).collect();
    html! {
        <Form scope="filter" submit="Show" {on_submit}>
            <Select member="state" label="State" choices={states} empty="All" entry={state} />
            if !props.buyers.is_empty() {
                <Select member="buyer_id" label="Buyer" choices={choices(&props.buyers)} empty="All" entry={buyer} />
            }
        </Form>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BeginProps {
    buyers: Vec<Buyer>,
    is_staff: bool,
}

/// The form that begins an order.
#[component]
fn Begin(props: &BeginProps) -> Html {
    let is_staff = props.is_staff;
    let (reference, buyer) = (use_entry(""), use_entry(""));
    let navigator = use_navigator();
    let sending = use_submission::<CreateOrder, Order>(
        Method::POST,
        Callback::from(move |order: Order| {
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Order { id: order.id });
            }
        }),
    );
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (reference, buyer, sending) = (reference.clone(), buyer.clone(), sending.clone());
        Callback::from(move |()| {
            let buyer_id = buyer.value.parse().ok();
            let mut found = Errors::default();
            if is_staff && buyer_id.is_none() {
                found.check("buyer_id", Err("is empty: choose who pays".to_owned()));
            }
            found.extend(check_reference(reference.trimmed()));
            if found.is_empty() {
                sending.emit("/orders", CreateOrder { buyer_id, reference: reference.trimmed().to_owned(), copy_of: None });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form scope="begin" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Begin the order" {on_submit}>
            if is_staff {
                <Select member="buyer_id" label="For which buyer" choices={choices(&props.buyers)} empty="Choose a buyer" entry={buyer} error={errors.on("buyer_id")} />
            }
            <Field member="reference" label="The buyer's own number of the order" hint="It stands on the invoice. It can be written later." entry={reference} error={errors.on("reference")} />
        </Form>
    }
}

/// What is wrong with a buyer's own number; it may be empty.
pub(super) fn check_reference(reference: &str) -> Option<shared::problem::MemberError> {
    if reference.is_empty() { None } else { check("reference", reference, ORDER_REFERENCE_CHARS_MAX, Lines::One) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buyers_own_number_may_be_empty_and_is_bounded() {
        for (reference, fine) in [("", true), ("PO-2026-117", true), ("x", true)] {
            assert_eq!(check_reference(reference).is_none(), fine, "{reference}");
        }
        assert!(check_reference(&"x".repeat(ORDER_REFERENCE_CHARS_MAX + 1)).is_some());
    }
}

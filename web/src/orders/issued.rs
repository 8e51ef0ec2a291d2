//! An order that was issued: the invoice that it is, where each of its people stands, and what staff do with it. The sheet
//! is made to be printed.

mod credit;
mod people;
mod record_payment;
mod sheet;

use shared::accounts::Role;
use shared::orders::{Order, OrderState};
use yew::prelude::*;
use yew_router::prelude::*;

use super::copy::CopyOrder;
use super::document::OrderDocument;
use crate::components::print_button;
use crate::exports::FileButton;
use crate::route::Route;
use crate::session::use_session;
use people::People;
use record_payment::RecordPaymentForm;
use sheet::{sheet, ways_to_pay};

/// The order.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct IssuedProps {
    /// As it is now.
    pub order: Order,
    /// Called once something was done with it.
    pub changed: Callback<()>,
}

/// Shows it.
#[component]
pub(super) fn Issued(props: &IssuedProps) -> Html {
    let IssuedProps { order, changed } = props;
    let is_staff = use_session().has(Role::Staff);
    let programme = crate::programme::use_programme();
    let what = if order.state == OrderState::Paid { "receipt" } else { "invoice" };
    let number = order.number.map_or_else(|| order.id.to_string(), |number| number.to_string());
    html! {
        <>
            { sheet(order, programme.ready()) }
            if order.state == OrderState::Open {
                { programme.show(2, |programme| ways_to_pay(order, programme)) }
            }
            <p class="actions no-print">
                { print_button("Print") }
                <FileButton path={format!("/orders/{}/pdf", order.id)} name={format!("{what}-{number}.pdf")} kind="application/pdf" words="Download as PDF" />
                <CopyOrder order={order.clone()} />
                if is_staff {
                    <Link<Route> to={Route::Buyers}>{ "The buyer" }</Link<Route>>
                }
                <Link<Route> to={Route::Orders}>{ "All orders" }</Link<Route>>
            </p>
            <People key={format!("{} {}", order.credited_cents, order.unallocated_cents)} order={order.clone()} {is_staff} changed={changed.clone()} />
            if is_staff && order.state != OrderState::Void {
                <section aria-labelledby="record" class="no-print">
                    <h2 id="record">{ "Record a check or a transfer" }</h2>
                    <RecordPaymentForm key={format!("{} {}", order.owed_cents, order.payments.len())} order={order.clone()} recorded={changed.clone()} />
                </section>
            }
            <OrderDocument order={order.clone()} changed={changed.reform(|_| ())} />
        </>
    }
}

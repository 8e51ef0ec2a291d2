//! One invoice: what it charges, what was received, what is owed, and how to pay it. The payment gateway comes back
//! here and says in the address what became of the payment.

use serde::Deserialize;
use shared::invoices::{Invoice, InvoiceState};
use yew::prelude::*;
use yew_router::prelude::*;

use super::download::download;
use super::pay::Pay;
use super::sheet::Sheet;
use crate::components::{Page, print_button};
use crate::remote::{RemoteHandle, use_get};
use crate::route::Route;
use crate::session::use_session;

/// Which one.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct InvoicePageProps {
    /// Its id.
    pub id: shared::ids::InvoiceId,
}

/// What the gateway says of the payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Approved,
    Declined,
    Abandoned,
}

impl Outcome {
    /// Whether it can still be what brought somebody to an invoice in this state.
    fn is_news(self, state: InvoiceState) -> bool {
        state == InvoiceState::Open || (self == Self::Approved && state == InvoiceState::Paid)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
struct FromGateway {
    payment: Option<Outcome>,
}

/// Shows the page.
#[component]
pub fn InvoicePage(props: &InvoicePageProps) -> Html {
    let invoice = use_get::<Invoice>(format!("/invoices/{}", props.id));
    let payment = use_location().and_then(|location| location.query::<FromGateway>().ok()).unwrap_or_default().payment;
    // Once it is paid, the same sheet says so.
    let title = if invoice.ready().is_some_and(|found| found.state == InvoiceState::Paid) { "Receipt" } else { "Invoice" };
    html! {
        <Page {title}>
            { invoice.show(6, |found| html! {
                <>
                    // An old address says nothing of what has become of the invoice since.
                    if let Some(outcome) = payment.filter(|outcome| outcome.is_news(found.state)) {
                        { notice(outcome, found, &invoice) }
                    }
                    <Sheet invoice={found.clone()} />
                    <WaysToPay invoice={found.clone()} is_approved={payment == Some(Outcome::Approved)} />
                </>
            }) }
        </Page>
    }
}

/// What became of the payment. An approval may reach the service a moment after the browser.
fn notice(outcome: Outcome, invoice: &Invoice, remote: &RemoteHandle<Invoice>) -> Html {
    let look_again = remote.reload.reform(|_: MouseEvent| ());
    let (class, title, words) = match (outcome, invoice.state) {
        (Outcome::Approved, InvoiceState::Open) => {
            ("notice", "Your payment was approved", "The confirmation is on its way and usually takes a moment. You do not need to pay again.")
        }
        (Outcome::Approved, _) => ("notice good", "Thank you, your payment was received", "Nothing more is owed on this invoice."),
        (Outcome::Declined, _) => ("notice problem", "Your card was declined", "Nothing was charged. Try another card, or pay by check."),
        (Outcome::Abandoned, _) => ("notice", "You left before paying", "Nothing was charged. You can pay whenever you like."),
    };
    html! {
        <section {class} role="status">
            <h2>{ title }</h2>
            <p>{ words }</p>
            if outcome == Outcome::Approved && invoice.state == InvoiceState::Open {
                <p><button type="button" class="secondary" onclick={look_again}>{ "Look again" }</button></p>
            }
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct WaysToPayProps {
    invoice: Invoice,
    /// Whether the gateway says that it was just paid.
    is_approved: bool,
}

/// How the person pays it; and the way back. What staff do with it stands on a page of theirs.
#[component]
fn WaysToPay(props: &WaysToPayProps) -> Html {
    let session = use_session();
    let invoice = &props.invoice;
    let own = session.account().is_some_and(|account| account.person_id == invoice.person_id);
    html! {
        <>
            if invoice.state == InvoiceState::Open && own && !props.is_approved {
                <Pay invoice={invoice.clone()} />
            }
            <p class="actions no-print">
                { print_button(if invoice.state == InvoiceState::Paid { "Print the receipt" } else { "Print the invoice" }) }
                { download(invoice) }
                if own {
                    <Link<Route> to={Route::Application { id: invoice.application_id }}>{ "Your application" }</Link<Route>>
                    <Link<Route> to={Route::Dashboard}>{ "Your dashboard" }</Link<Route>>
                } else {
                    <Link<Route> to={Route::StaffInvoice { id: invoice.id }}>{ "For staff" }</Link<Route>>
                }
            </p>
        </>
    }
}

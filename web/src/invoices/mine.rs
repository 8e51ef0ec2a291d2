//! One's invoices, the open ones first: on the dashboard.

use shared::invoices::{Invoice, InvoiceState};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{charges, invoice_badge, payer};
use crate::components::{DateText, Money};
use crate::route::Route;

/// The invoices.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct MyInvoicesProps {
    /// The invoices, oldest first.
    pub invoices: Vec<Invoice>,
}

/// Shows them. Nothing where there are none: an application brings the first.
#[component]
pub fn MyInvoices(props: &MyInvoicesProps) -> Html {
    let mut invoices = props.invoices.clone();
    invoices.sort_by_key(|invoice| invoice.state != InvoiceState::Open);
    html! {
        <section aria-labelledby="invoices">
            <h2 id="invoices">{ "Invoices" }</h2>
            if invoices.is_empty() {
                <p class="empty">{ "The invoice of your fee will stand here once you have applied." }</p>
            } else {
                <ul class="entries">{ for invoices.iter().map(entry) }</ul>
            }
        </section>
    }
}

fn entry(invoice: &Invoice) -> Html {
    html! {
        <li key={invoice.id.to_string()}>
            <Link<Route> to={Route::Invoice { id: invoice.id }}>{ charges(invoice) }{ " of " }<DateText date={invoice.issued_on} /></Link<Route>>
            { invoice_badge(invoice.state) }
            if invoice.state == InvoiceState::Open {
                <span><Money cents={invoice.owed_cents} />{ " owed" }</span>
            }
            if let Some(payer) = payer(invoice) {
                <span>{ payer }</span>
            }
        </li>
    }
}

//! The invoices by state, for staff: what is open, what was paid, what goes back.

use shared::exports::ExportList;
use shared::invoices::{Invoice, InvoicePage, InvoiceState};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{charges, state_name, state_title};
use crate::books::FindDocument;
use crate::components::{Choice, DateText, Money, Page, Pager, StateNav, use_go, use_list_query};
use crate::exports::ExportButton;
use crate::remote::use_get;
use crate::route::Route;

/// The states, the open ones first.
const STATES: [InvoiceState; 4] = [InvoiceState::Open, InvoiceState::RefundDue, InvoiceState::Paid, InvoiceState::Void];

/// Shows the page.
#[component]
pub fn StaffList() -> Html {
    let query = use_list_query(state_name(InvoiceState::Open));
    let go = use_go(Route::StaffInvoices, &query);
    let invoices = use_get::<InvoicePage>(format!("/invoices{}", query.search()));
    let states = STATES.map(|state| Choice::new(state_name(state), state_title(state)));
    html! {
        <Page title="Invoices" lead="Open an invoice to record what came for it, to credit it, or to send money back.">
            <FindDocument />
            <StateNav to={Route::StaffInvoices} states={states.to_vec()} current={query.state.clone()} />
            { invoices.show(6, |page| html! {
                <>
                    <Entries items={page.items.clone()} />
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
            <ExportButton list={ExportList::Invoices { state: STATES.into_iter().find(|state| state.name() == query.state), person: None }} />
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct EntriesProps {
    items: Vec<Invoice>,
}

#[component]
fn Entries(props: &EntriesProps) -> Html {
    if props.items.is_empty() {
        return html! { <p class="empty" role="status">{ "No invoice is in this state. Each application brings one." }</p> };
    }
    html! {
        <div class="table-wrap">
            <table class="list">
                <thead><tr>
                    <th scope="col">{ "Invoice" }</th><th scope="col">{ "Issued" }</th><th scope="col">{ "Total" }</th><th scope="col">{ "Owed" }</th>
                    <th scope="col">{ "Person" }</th>
                </tr></thead>
                <tbody>{ for props.items.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(invoice: &Invoice) -> Html {
    html! {
        <tr key={invoice.id.to_string()}>
            <th scope="row"><Link<Route> to={Route::StaffInvoice { id: invoice.id }}>{ number(invoice) }{ charges(invoice) }</Link<Route>></th>
            <td data-label="Issued"><DateText date={invoice.issued_on} /></td>
            <td data-label="Total"><Money cents={invoice.total_cents} /></td>
            <td data-label="Owed"><Money cents={invoice.owed_cents} /></td>
            <td data-label="Person"><Link<Route> to={Route::StaffPerson { id: invoice.person_id }}>{ &invoice.person_name }</Link<Route>></td>
        </tr>
    }
}

/// Its number, where it has one.
fn number(invoice: &Invoice) -> String {
    invoice.number.map(|number| format!("{number} ")).unwrap_or_default()
}

//! The dashboard: where one stands, until when, what to do next; and everything that is under way.

use shared::invoices::{InvoicePage, InvoiceState};
use shared::standings::PersonStanding;
use yew::prelude::*;

use super::{Dates, NextSteps, RenewalHours, Sets, Summary, Timeline, WhySo};
use crate::applications::MyApplications;
use crate::certificates::MyCertificates;
use crate::completions::MyCompletions;
use crate::components::Page;
use crate::invoices::MyInvoices;
use crate::remote::use_get;

/// Shows the page.
#[component]
pub fn Dashboard() -> Html {
    let standing = use_get::<PersonStanding>("/me/standing".to_owned());
    let invoices = use_get::<InvoicePage>("/me/invoices".to_owned());
    let open_invoice =
        invoices.ready().and_then(|page| page.items.iter().find(|invoice| invoice.state == InvoiceState::Open)).map(|invoice| invoice.id);
    html! {
        <Page title="Dashboard">
            { standing.show(10, |found| {
                let standing = &found.standing;
                html! {
                    <>
                        <div class="columns">
                            <div>
                                <Summary standing={standing.clone()} />
                                <NextSteps standing={standing.clone()} {open_invoice} />
                            </div>
                            <div>
                                <Dates standing={standing.clone()} />
                                <WhySo standing={standing.clone()} />
                            </div>
                        </div>
                        <MyCertificates />
                        <Sets standing={standing.clone()} />
                        <RenewalHours standing={standing.clone()} />
                    </>
                }
            }) }
            <div class="columns">
                <MyApplications />
                { invoices.show(2, |page| html! { <MyInvoices invoices={page.items.clone()} /> }) }
            </div>
            <MyCompletions />
            { standing.ready().map(|found| html! { <Timeline standing={found.standing.clone()} /> }) }
        </Page>
    }
}

//! The dashboard: where one stands, until when, what to do next; and everything that is under way.

use shared::applications::{Application, ApplicationPage, ApplicationState};
use shared::ids::InvoiceId;
use shared::invoices::{Invoice, InvoicePage, InvoiceState};
use shared::standings::PersonStanding;
use yew::prelude::*;

use super::told::told;
use super::{dates, next_steps, renewal_hours, sets, summary, timeline, why_so};
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
    let applications = use_get::<ApplicationPage>("/me/applications".to_owned());
    let is_asked = |application: &&Application| application.state == ApplicationState::InformationRequested;
    let asked = applications.ready().and_then(|page| page.items.iter().find(is_asked)).map(|application| application.id);
    // What an institution pays is nothing to do.
    let is_to_pay = |invoice: &&Invoice| invoice.state == InvoiceState::Open && invoice.order.is_none();
    let to_pay: Option<Vec<InvoiceId>> = invoices.ready().map(|page| page.items.iter().filter(is_to_pay).map(|invoice| invoice.id).collect());
    html! {
        <Page title="Dashboard">
            { standing.show(10, |found| {
                let (applications, invoices) = (applications.ready().map(|page| &*page.items), invoices.ready().map(|page| &*page.items));
                let standing = &told(&found.standing, applications.unwrap_or_default(), invoices.unwrap_or_default());
                html! {
                    <>
                        <div class="columns">
                            <div>
                                { summary(standing) }
                                { next_steps(standing, asked, to_pay.as_ref().and_then(|to_pay| to_pay.first().copied())) }
                            </div>
                            <div>
                                { dates(standing) }
                                { why_so(standing) }
                            </div>
                        </div>
                        <MyCertificates />
                        { sets(standing) }
                        { renewal_hours(standing) }
                    </>
                }
            }) }
            <div class="columns">
                <MyApplications {applications} {to_pay} />
                { invoices.show(2, |page| html! { <MyInvoices invoices={page.items.clone()} /> }) }
            </div>
            <MyCompletions />
            { standing.ready().map(|found| timeline(&found.standing)) }
        </Page>
    }
}

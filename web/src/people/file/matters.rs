//! What the person has before staff: applications, completions, invoices, each with the way to it.

use shared::applications::ApplicationPage;
use shared::completions::CompletionPage;
use shared::ids::PersonId;
use shared::invoices::InvoicePage;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{DateText, Money};
use crate::remote::use_remote;
use crate::route::Route;

/// Whose.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct MattersProps {
    /// The person.
    pub id: PersonId,
    /// Changes when something was recorded.
    pub version: u32,
}

/// Everything of the person's; a person has few.
type All = (ApplicationPage, CompletionPage, InvoicePage);

/// Shows the three lists. Nothing of one that is empty.
#[component]
pub(super) fn Matters(props: &MattersProps) -> Html {
    let all = use_remote((props.id, props.version), |client, (id, _)| async move {
        let all: All = (
            client.get(&format!("/applications?limit=200&person={id}")).await?,
            client.get(&format!("/completions?limit=200&person={id}")).await?,
            client.get(&format!("/invoices?limit=200&person={id}")).await?,
        );
        Ok(all)
    });
    all.show(3, |(applications, completions, invoices)| {
        let applications = applications.items.iter().map(|item| {
            html! {
                <li key={item.id.to_string()}>
                    <Link<Route> to={Route::StaffApplication { id: item.id }}>{ &item.position_title }</Link<Route>>
                    <span>{ "submitted " }<DateText date={item.submitted_on} />{ format!(", {}", item.state.name()) }</span>
                </li>
            }
        });
        let completions = completions.items.iter().map(|item| {
            html! {
                <li key={item.id.to_string()}>
                    <Link<Route> to={Route::Course { id: item.course_id }}>{ &item.course_title }</Link<Route>>
                    <span>{ item.set.title() }{ ", completed " }<DateText date={item.completed_on} />{ format!(", {}", item.state.name()) }</span>
                </li>
            }
        });
        let invoices = invoices.items.iter().map(|item| {
            html! {
                <li key={item.id.to_string()}>
                    <Link<Route> to={Route::StaffInvoice { id: item.id }}>{ "Invoice for " }<Money cents={item.total_cents} /></Link<Route>>
                    <span>{ "issued " }<DateText date={item.issued_on} />{ ", " }<Money cents={item.owed_cents} />{ " owed" }</span>
                </li>
            }
        });
        html! {
            <>
                { list("applications", "Applications", applications.collect()) }
                { list("completions", "Completions", completions.collect()) }
                { list("invoices", "Invoices", invoices.collect()) }
            </>
        }
    })
}

fn list(id: &'static str, title: &'static str, items: Vec<Html>) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby={id}>
            <h2 {id}>{ title }</h2>
            <ul class="entries">{ items }</ul>
        </section>
    }
}

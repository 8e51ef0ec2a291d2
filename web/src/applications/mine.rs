//! One's applications, latest first: on the dashboard.

use shared::applications::{ApplicationPage, ApplicationState, KeptApplicationDraft};
use shared::ids::InvoiceId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::application_badge;
use crate::components::DateText;
use crate::remote::{RemoteHandle, use_get};
use crate::route::Route;

/// The applications.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct MyApplicationsProps {
    /// As they are loaded.
    pub applications: RemoteHandle<ApplicationPage>,
    /// The invoices that the person is to pay: not those that an institution pays. None while it is not known which these are.
    pub to_pay: Option<Vec<InvoiceId>>,
}

/// Shows them.
#[component]
pub fn MyApplications(props: &MyApplicationsProps) -> Html {
    let applications = &props.applications;
    let is_to_pay = |invoice: InvoiceId| props.to_pay.as_ref().is_none_or(|to_pay| to_pay.contains(&invoice));
    let draft = use_get::<KeptApplicationDraft>("/me/application-draft".to_owned());
    // One that is kept is of an application that is not submitted: that ends it.
    let begun = draft.ready().is_some_and(|kept| !kept.draft.is_empty());
    html! {
        <section aria-labelledby="applications">
            <h2 id="applications">{ "Applications" }</h2>
            if begun {
                <p>{ "You have begun an application; what you entered is saved. " }<Link<Route> to={Route::Apply}>{ "Go on with it" }</Link<Route>></p>
            }
            { applications.show(2, |page| if page.items.is_empty() && begun {
                Html::default()
            } else if page.items.is_empty() {
                html! { <p class="empty">{ "Your application will stand here. " }<Link<Route> to={Route::Apply}>{ "Apply" }</Link<Route>></p> }
            } else {
                html! { <ul class="entries">{ for page.items.iter().rev().map(|application| html! {
                    <li key={application.id.to_string()}>
                        <Link<Route> to={Route::Application { id: application.id }}>
                            { "Application of " }<DateText date={application.submitted_on} />
                        </Link<Route>>
                        { application_badge(application.state) }
                        if application.state == ApplicationState::Accepted {
                            if is_to_pay(application.invoice_id) {
                                <Link<Route> to={Route::Invoice { id: application.invoice_id }}>{ "Pay the fee" }</Link<Route>>
                            }
                            if let Some(mark) = application.membership_unconfirmed.as_ref().filter(|mark| is_to_pay(mark.invoice_id)) {
                                { " " }<Link<Route> to={Route::Invoice { id: mark.invoice_id }}>{ "Pay the difference" }</Link<Route>>
                            }
                        }
                    </li>
                }) }</ul> }
            }) }
        </section>
    }
}

//! The overview of staff: what waits for a decision, and the ways to everything else.

use serde::Deserialize;
use serde::de::IgnoredAny;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Page, ProblemNotice, Shape};
use crate::remote::{Remote, use_get};
use crate::route::Route;

/// How many of a queue are counted.
const COUNTED_MAX: usize = 200;

/// As much of a list as counting needs.
#[derive(Debug, Deserialize)]
struct Counted {
    items: Vec<IgnoredAny>,
    next: Option<IgnoredAny>,
}

/// Shows the page.
#[component]
pub fn Staff() -> Html {
    html! {
        <Page title="Overview" lead="What waits for you today.">
            <ul class="queues">
                <Queue to={Route::StaffApplications} title="Applications" path="/applications?state=submitted" waits="to decide" />
                <Queue to={Route::StaffCompletions} title="Completions" path="/completions?state=reported" waits="to verify" />
                <Queue to={Route::StaffInvoices} title="Invoices" path="/invoices?state=open" waits="open" />
            </ul>
            <p class="actions">
                <Link<Route> classes="button" to={Route::StaffPeople}>{ "Find a person" }</Link<Route>>
                <Link<Route> classes="button secondary" to={Route::StaffCourses}>{ "Courses and approvals" }</Link<Route>>
            </p>
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct QueueProps {
    to: Route,
    title: &'static str,
    path: &'static str,
    waits: &'static str,
}

/// A queue with how many wait in it.
#[component]
fn Queue(props: &QueueProps) -> Html {
    let counted = use_get::<Counted>(format!("{}&limit={COUNTED_MAX}", props.path));
    let count = match &counted.state {
        Remote::Loading => html! { <Shape lines={1} /> },
        Remote::Failed(failure) => html! { <ProblemNotice failure={failure.clone()} retry={counted.reload.clone()} /> },
        Remote::Ready(found) => {
            let count = found.items.len();
            let words = if found.next.is_some() { format!("{count} or more") } else { count.to_string() };
            html! { <p role="status"><span class="count">{ words }</span>{ " " }{ props.waits }</p> }
        }
    };
    html! { <li><h2><Link<Route> to={props.to.clone()}>{ props.title }</Link<Route>></h2>{ count }</li> }
}

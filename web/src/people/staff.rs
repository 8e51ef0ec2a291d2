//! The overview of staff: what waits, since when and for how long, and the ways to everything else.

use shared::queues::{Age, Queue, QueueName, Queues};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{DateText, Page, use_follow};
use crate::remote::use_get;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Staff() -> Html {
    let queues = use_get::<Queues>("/queues".to_owned());
    html! {
        <Page title="Overview" lead="What waits for you today.">
            { queues.show(4, |queues| html! {
                <ul class="queues">{ for queues.items.iter().filter_map(known).map(|(queue, to)| html! {
                    <li key={to.title}><QueueCard queue={queue.clone()} {to} /></li>
                }) }</ul>
            }) }
            <p class="actions">
                <Link<Route> classes="button" to={Route::StaffPeople}>{ "Find a person" }</Link<Route>>
                <Link<Route> classes="button secondary" to={Route::StaffCourses}>{ "Courses and approvals" }</Link<Route>>
                <Link<Route> classes="button secondary" to={Route::StaffCertificates}>{ "Certificates" }</Link<Route>>
                <Link<Route> classes="button secondary" to={Route::StaffRoles}>{ "Accounts and roles" }</Link<Route>>
            </p>
        </Page>
    }
}

/// Where a queue leads, and its words.
#[derive(Debug, Clone, PartialEq)]
struct Way {
    route: Route,
    state: &'static str,
    title: &'static str,
    waits: &'static str,
}

/// A queue that this version knows.
fn known(queue: &Queue) -> Option<(&Queue, Way)> {
    let way = |route, state, title, waits| Some((queue, Way { route, state, title, waits }));
    match queue.name {
        QueueName::Applications => way(Route::StaffApplications, "submitted", "Applications", "to decide"),
        QueueName::AwaitedAnswers => way(Route::StaffApplications, "information_requested", "Awaited answers", "asked for more"),
        QueueName::Completions => way(Route::StaffCompletions, "reported", "Completions", "to verify"),
        QueueName::UnpaidInvoices => way(Route::StaffInvoices, "open", "Unpaid invoices", "open"),
        QueueName::UnpaidOrders => way(Route::Orders, "open", "Unpaid orders", "open"),
        QueueName::Refunds => way(Route::StaffInvoices, "refund_due", "Refunds", "to pay back"),
        QueueName::Proposals => way(Route::StaffProposals, "waiting", "Proposed courses", "to decide"),
        QueueName::UndeliveredNotices => way(Route::StaffNotices, "failed", "Undelivered notices", "to look at"),
        QueueName::Other => None,
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct QueueCardProps {
    queue: Queue,
    to: Way,
}

/// A queue: how many wait in it, since when, and how long.
#[component]
fn QueueCard(props: &QueueCardProps) -> Html {
    let QueueCardProps { queue, to } = props;
    let (href, onclick) = use_follow(to.route.clone(), vec![("state", to.state.to_owned())]);
    html! {
        <>
            <h2><a {href} {onclick}>{ to.title }</a></h2>
            <p><span class="count">{ queue.count }</span>{ " " }{ to.waits }</p>
            if let Some(oldest) = queue.oldest_on {
                <p class="hint">{ "The oldest since " }<DateText date={oldest} /></p>
                <ul class="ages">{ for queue.ages.iter().filter(|age| 0 < age.count).map(age) }</ul>
            } else {
                <p class="hint">{ "Nothing waits." }</p>
            }
        </>
    }
}

fn age(age: &Age) -> Html {
    let long =
        age.days_until.map_or_else(|| format!("over {} days", age.days_from.saturating_sub(1)), |until| format!("{} to {until} days", age.days_from));
    html! { <li key={age.days_from}><strong>{ age.count }</strong>{ " for " }{ long }</li> }
}

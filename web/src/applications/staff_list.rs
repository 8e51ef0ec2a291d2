//! The applications by state, oldest first: the queue that staff decide from.

use shared::applications::{Application, ApplicationPage, ApplicationState, Missing};
use shared::exports::ExportList;
use yew::prelude::*;
use yew_router::prelude::*;

use super::state_title;
use crate::components::{Choice, DateText, Page, Pager, StateNav, StatusBadge, Tone, use_go, use_list_query};
use crate::exports::ExportButton;
use crate::remote::use_get;
use crate::route::Route;

/// The states, the queue first.
const STATES: [ApplicationState; 6] = [
    ApplicationState::Submitted,
    ApplicationState::InformationRequested,
    ApplicationState::Accepted,
    ApplicationState::Admitted,
    ApplicationState::Refused,
    ApplicationState::Withdrawn,
];

/// Shows the page.
#[component]
pub fn StaffList() -> Html {
    let query = use_list_query(ApplicationState::Submitted.name());
    let go = use_go(Route::StaffApplications, &query);
    let applications = use_get::<ApplicationPage>(format!("/applications{}", query.search()));
    let states = STATES.map(|state| Choice::new(state.name(), state_title(state)));
    html! {
        <Page title="Applications">
            <StateNav to={Route::StaffApplications} states={states.to_vec()} current={query.state.clone()} />
            { applications.show(6, |page| html! {
                <>
                    <Entries items={page.items.clone()} />
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
            <ExportButton list={ExportList::Applications { state: STATES.into_iter().find(|state| state.name() == query.state), person: None }} />
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct EntriesProps {
    items: Vec<Application>,
}

#[component]
fn Entries(props: &EntriesProps) -> Html {
    if props.items.is_empty() {
        return html! { <p class="empty" role="status">{ "No application is in this state. New ones appear as people submit them." }</p> };
    }
    html! {
        <div class="table-wrap">
            <table class="list">
                <thead><tr>
                    <th scope="col">{ "Applicant" }</th><th scope="col">{ "Submitted" }</th><th scope="col">{ "Hours that count" }</th><th scope="col">{ "Eligible" }</th><th scope="col">{ "Missing" }</th>
                </tr></thead>
                <tbody>{ for props.items.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(application: &Application) -> Html {
    let (words, tone) = if application.eligibility.eligible { ("Eligible", Tone::Good) } else { ("Not eligible", Tone::Ended) };
    html! {
        <tr key={application.id.to_string()}>
            <th scope="row"><Link<Route> to={Route::StaffApplication { id: application.id }}>{ &application.person_name }</Link<Route>></th>
            <td data-label="Submitted"><DateText date={application.submitted_on} /></td>
            <td data-label="Hours">{ shared::text::hours(application.eligibility.library_minutes) }</td>
            <td data-label="Eligible"><StatusBadge {words} {tone} /></td>
            <td data-label="Missing">{ missing_words(&application.missing) }</td>
        </tr>
    }
}

/// What is missing, in a line.
fn missing_words(missing: &[Missing]) -> String {
    let words = |missing: &Missing| match missing {
        Missing::Diploma => "diploma",
        Missing::SupportPosition => "support position",
        Missing::Hours => "hours",
        Missing::Answer => "an answer",
        Missing::JobDetails => "details of a job",
        Missing::Payment => "payment",
        Missing::Other => "something else",
    };
    if missing.is_empty() {
        return "Nothing".to_owned();
    }
    missing.iter().map(words).collect::<Vec<_>>().join(", ")
}

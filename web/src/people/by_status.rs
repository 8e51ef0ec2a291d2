//! The people in a status, with the days between which they are in it. Status and page stand in the address.

use shared::exports::ExportList;
use shared::standings::{StandingEntry, StandingPage, Status};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Choice, DateText, Pager, StateNav, use_go, use_list_query};
use crate::exports::ExportButton;
use crate::remote::use_get;
use crate::route::Route;

/// Shows the statuses and, once one is chosen, its people.
#[component]
pub(super) fn ByStatus() -> Html {
    let query = use_list_query("");
    let states: Vec<Choice> = Status::ALL.into_iter().map(|status| Choice::new(status.name(), status.title())).collect();
    html! {
        <section aria-labelledby="by-status">
            <h2 id="by-status">{ "By status" }</h2>
            <StateNav to={Route::StaffPeople} {states} current={query.state.clone()} />
            if !query.state.is_empty() {
                <Entries />
            }
        </section>
    }
}

#[component]
fn Entries() -> Html {
    let query = use_list_query("");
    let go = use_go(Route::StaffPeople, &query);
    let search = query.search().replacen("?state=", "?status=", 1);
    let people = use_get::<StandingPage>(format!("/standings{search}"));
    people.show(5, |page| {
        if page.items.is_empty() {
            return html! { <p class="empty" role="status">{ "Nobody is in this status today." }</p> };
        }
        html! {
            <>
                <div class="table-wrap">
                    <table class="list">
                        <thead><tr><th scope="col">{ "Name" }</th><th scope="col">{ "Since" }</th><th scope="col">{ "Until" }</th></tr></thead>
                        <tbody>{ for page.items.iter().map(row) }</tbody>
                    </table>
                </div>
                <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                <ExportButton list={ExportList::Standings { status: Status::ALL.into_iter().find(|status| status.name() == query.state), as_of: None }} />
            </>
        }
    })
}

fn row(entry: &StandingEntry) -> Html {
    html! {
        <tr key={entry.person_id.to_string()}>
            <th scope="row"><Link<Route> to={Route::StaffPerson { id: entry.person_id }}>{ &entry.name }</Link<Route>></th>
            <td data-label="Since"><DateText date={entry.since} /></td>
            <td data-label="Until">{ entry.until.map_or_else(|| html! { "No end is set" }, |date| html! { <DateText {date} /> }) }</td>
        </tr>
    }
}

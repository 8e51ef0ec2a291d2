//! The courses that partners propose, oldest first: the queue in which staff approve or refuse, in place.

use shared::exports::ExportList;
use shared::ids::ProposalId;
use shared::partners::{ProposalPage, ProposalState};
use yew::prelude::*;

use super::proposal_entry::proposal_entry;
use crate::components::{Choice, Page, Pager, StateNav, use_go, use_list_query};
use crate::exports::ExportButton;
use crate::remote::use_get;
use crate::route::Route;

/// The words for a state.
fn title(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Waiting => "Waiting",
        ProposalState::Approved => "Approved",
        ProposalState::Refused => "Refused",
    }
}

/// Shows the page.
#[component]
pub fn Proposals() -> Html {
    let query = use_list_query(ProposalState::Waiting.name());
    let go = use_go(Route::StaffProposals, &query);
    let proposals = use_get::<ProposalPage>(format!("/proposals{}", query.search()));
    // One form at a time: fields are found by their names.
    let open = use_state_eq(|| None::<ProposalId>);
    let done = {
        let (open, reload) = (open.setter(), proposals.reload.clone());
        Callback::from(move |()| {
            open.set(None);
            reload.emit(());
        })
    };
    let states = ProposalState::ALL.map(|state| Choice::new(state.name(), title(state)));
    html! {
        <Page title="Proposed courses" lead="A course must cover every competency of its sets.">
            <StateNav to={Route::StaffProposals} states={states.to_vec()} current={query.state.clone()} />
            { proposals.show(6, |page| html! {
                <>
                    if page.items.is_empty() {
                        <p class="empty" role="status">{ "No proposal is in this state. New ones appear as partners propose courses." }</p>
                    }
                    <ul class="cards">
                        { for page.items.iter().map(|proposal| html! {
                            <li key={proposal.id.to_string()}>{ proposal_entry(proposal, &open, &done) }</li>
                        }) }
                    </ul>
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
            <ExportButton list={ExportList::Proposals { state: ProposalState::ALL.into_iter().find(|state| query.state == state.name()) }} />
        </Page>
    }
}

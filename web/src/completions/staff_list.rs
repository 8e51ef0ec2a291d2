//! The completions by state, oldest report first: the queue in which staff verify or refuse, in place.

use shared::completions::{Completion, CompletionPage, CompletionState};
use shared::ids::CompletionId;
use yew::prelude::*;

use super::queue_entry::QueueEntry;
use super::state_title;
use crate::components::{Choice, Page, Pager, StateNav, focus_on, use_go, use_list_query};
use crate::remote::use_get;
use crate::route::Route;

/// The states, the queue first.
const STATES: [CompletionState; 3] = [CompletionState::Reported, CompletionState::Verified, CompletionState::Refused];

/// Shows the page.
#[component]
pub fn StaffList() -> Html {
    let query = use_list_query(CompletionState::Reported.name());
    let go = use_go(Route::StaffCompletions, &query);
    let completions = use_get::<CompletionPage>(format!("/completions{}", query.search()));
    let states = STATES.map(|state| Choice::new(state.name(), state_title(state)));
    html! {
        <Page title="Completions" lead="Verify with the provider that the course was completed on the day that was reported.">
            <StateNav to={Route::StaffCompletions} states={states.to_vec()} current={query.state.clone()} />
            { completions.show(6, |page| html! {
                <>
                    <Queue items={page.items.clone()} decided={completions.reload.clone()} />
                    <Pager after={query.after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct QueueProps {
    items: Vec<Completion>,
    decided: Callback<()>,
}

/// The entries, and a word on the last decision, since its entry leaves the queue.
#[component]
fn Queue(props: &QueueProps) -> Html {
    let refusing = use_state_eq(|| None::<CompletionId>);
    let said = use_state_eq(|| AttrValue::from(""));
    let on_refuse = {
        let refusing = refusing.clone();
        Callback::from(move |id| refusing.set((*refusing != Some(id)).then_some(id)))
    };
    let on_decided = {
        let (refusing, said, decided) = (refusing.setter(), said.setter(), props.decided.clone());
        Callback::from(move |words| {
            refusing.set(None);
            said.set(words);
            focus_on("#queue-said");
            decided.emit(());
        })
    };
    html! {
        <>
            <p id="queue-said" role="status" tabindex="-1">{ (*said).clone() }</p>
            if props.items.is_empty() {
                <p class="empty">{ "No completion is in this state. New ones appear as people report courses." }</p>
            }
            <ul class="cards">
                { for props.items.iter().map(|completion| html! {
                    <li key={completion.id.to_string()}>
                        <QueueEntry completion={completion.clone()} refusing={*refusing == Some(completion.id)} on_refuse={on_refuse.clone()}
                            on_decided={on_decided.clone()} />
                    </li>
                }) }
            </ul>
        </>
    }
}

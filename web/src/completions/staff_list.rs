//! The completions by state, oldest report first: the queue in which staff verify or refuse, in place,
//! one by one or many at once.

use std::collections::BTreeSet;

use shared::completions::{Completion, CompletionPage, CompletionState};
use shared::exports::ExportList;
use shared::ids::CompletionId;
use yew::prelude::*;

use super::bulk::Bulk;
use super::queue_entry::QueueEntry;
use super::state_title;
use crate::components::{Choice, Page, Pager, StateNav, at_once, focus_on, use_go, use_list_query};
use crate::exports::ExportButton;
use crate::remote::use_get;
use crate::route::Route;
use crate::session::use_session;

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
            <ExportButton list={ExportList::Completions { state: STATES.into_iter().find(|state| state.name() == query.state), person: None }} />
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct QueueProps {
    items: Vec<Completion>,
    decided: Callback<()>,
}

/// The entries, those that are ticked, and a word on the last decision, since its entry leaves the queue.
#[component]
fn Queue(props: &QueueProps) -> Html {
    let refusing = use_state_eq(|| None::<CompletionId>);
    let said = use_state_eq(Html::default);
    let ticked = use_state_eq(BTreeSet::<CompletionId>::new);
    let own = use_session().account().map(|account| account.person_id);
    let on_refuse = {
        let refusing = refusing.clone();
        Callback::from(move |id| refusing.set((*refusing != Some(id)).then_some(id)))
    };
    let on_decided = {
        let (refusing, said, ticked, decided) = (refusing.setter(), said.setter(), ticked.setter(), props.decided.clone());
        Callback::from(move |words: Html| {
            refusing.set(None);
            ticked.set(BTreeSet::new());
            said.set(words);
            focus_on("#queue-said");
            decided.emit(());
        })
    };
    // Nobody decides anything of their own, so it cannot be chosen either.
    let open: Vec<CompletionId> =
        props.items.iter().filter(|item| item.state == CompletionState::Reported && Some(item.person_id) != own).map(|item| item.id).collect();
    let chosen: Vec<CompletionId> = open.iter().copied().filter(|id| ticked.contains(id)).collect();
    let tick = {
        let ticked = ticked.clone();
        Callback::from(move |id: CompletionId| {
            let mut next = (*ticked).clone();
            if !next.remove(&id) {
                next.insert(id);
            }
            ticked.set(next);
        })
    };
    let all = chosen.len() == open.len();
    let tick_all = {
        let (ticked, open) = (ticked.setter(), open.clone());
        Callback::from(move |_: Event| ticked.set(if all { BTreeSet::new() } else { open.iter().copied().collect() }))
    };
    html! {
        <>
            <div id="queue-said" role="status" tabindex="-1">{ (*said).clone() }</div>
            if props.items.is_empty() {
                <p class="empty">{ "No completion is in this state. New ones appear as people report courses." }</p>
            }
            if !open.is_empty() {
                { at_once() }
                <label class="tick-all"><input type="checkbox" checked={all} onchange={tick_all} />{ format!("Choose all {} on this page", open.len()) }</label>
                <Bulk items={props.items.clone()} {chosen} on_decided={on_decided.clone()} />
            }
            <ul class="cards">
                { for props.items.iter().map(|completion| {
                    let id = completion.id;
                    let onchange = tick.reform(move |_: Event| id);
                    html! {
                        <li key={id.to_string()}>
                            if open.contains(&id) {
                                <label class="choose">
                                    <input type="checkbox" checked={ticked.contains(&id)} {onchange} />
                                    { "Choose" }<span class="visually-hidden">{ format!(" the report of {}, {}", completion.person_name, completion.course_title) }</span>
                                </label>
                            }
                            <QueueEntry completion={completion.clone()} refusing={*refusing == Some(id)} on_refuse={on_refuse.clone()}
                                on_decided={on_decided.reform(|words: AttrValue| html! { { words } })} />
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}

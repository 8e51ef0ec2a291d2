//! Lists that are kept by state: the state and the page of the list stand in the address, so that a list can be
//! reloaded, bookmarked and left by the browser's own back.

use serde::{Deserialize, Serialize};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Choice, use_follow};
use crate::route::Route;

/// What a list's address says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// The state, by its name on the wire.
    #[serde(default)]
    pub state: String,
    /// The cursor of the page; empty for the first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

impl ListQuery {
    /// The query of the request for this page of the list.
    pub fn search(&self) -> String {
        let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
        let after = if self.after.is_empty() { String::new() } else { format!("&after={}", encode(&self.after)) };
        if self.state.is_empty() { format!("?limit=50{after}") } else { format!("?state={}&limit=50{after}", encode(&self.state)) }
    }
}

/// What the address says; where it names no state, `state`.
#[hook]
pub fn use_list_query(state: &str) -> ListQuery {
    let query = use_location().and_then(|location| location.query::<ListQuery>().ok()).unwrap_or_default();
    if query.state.is_empty() { ListQuery { state: state.to_owned(), ..query } } else { query }
}

/// Goes to another page of the list in the same state.
#[hook]
pub fn use_go(to: Route, query: &ListQuery) -> Callback<String> {
    let navigator = use_navigator();
    let state = query.state.clone();
    Callback::from(move |after| {
        if let Some(navigator) = &navigator
            && navigator.push_with_query(&to, ListQuery { state: state.clone(), after }).is_err()
        {
            navigator.push(&to);
        }
    })
}

/// The states of a list.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StateNavProps {
    /// The list's page.
    pub to: Route,
    /// The states, by their names on the wire.
    pub states: Vec<Choice>,
    /// The one that is shown.
    pub current: AttrValue,
}

/// Shows a link for each state.
#[component]
pub fn StateNav(props: &StateNavProps) -> Html {
    html! {
        <nav class="states no-print" aria-label="By state">
            <ul>
                { for props.states.iter().map(|state| html! {
                    <li key={state.value.to_string()}>
                        <StateLink to={props.to.clone()} state={state.value.clone()} words={state.words.clone()} current={state.value == props.current} />
                    </li>
                }) }
            </ul>
        </nav>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct StateLinkProps {
    to: Route,
    state: AttrValue,
    words: AttrValue,
    current: bool,
}

#[component]
fn StateLink(props: &StateLinkProps) -> Html {
    let (href, onclick) = use_follow(props.to.clone(), vec![("state", props.state.to_string())]);
    html! { <a {href} {onclick} aria-current={props.current.then_some("true")}>{ &props.words }</a> }
}

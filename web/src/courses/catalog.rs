//! The public catalog: approved courses, by text, set, delivery, kind of provider and state. What is searched for stands in the
//! address, so that a search can be reloaded, kept and sent.

use serde::{Deserialize, Serialize};
use shared::competencies::CompetencySet;
use shared::courses::{CoursePage as Found, Delivery, ProviderKind, STATES};
use yew::prelude::*;
use yew_router::prelude::*;

use super::agreements::Agreements;
use super::listing::listing;
use crate::components::{Choice, Field, Kind, Page, Pager, Select, Why};
use crate::form::use_following_entry;
use crate::remote::use_get;
use crate::route::Route;

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Search {
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    set: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    delivery: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    provider_kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
}

impl Search {
    /// The path that asks the service.
    fn path(&self) -> String {
        let parts = [
            ("text", &self.text),
            ("set", &self.set),
            ("delivery", &self.delivery),
            ("provider_kind", &self.provider_kind),
            ("state", &self.state),
            ("after", &self.after),
        ];
        let query = parts.into_iter().filter(|(_, value)| !value.is_empty());
        query.fold("/courses?limit=20".to_owned(), |path, (name, value)| {
            format!("{path}&{name}={}", String::from(js_sys::encode_uri_component(value)))
        })
    }
}

/// Shows the page.
#[component]
pub fn Catalog() -> Html {
    let search = use_location().and_then(|location| location.query::<Search>().ok()).unwrap_or_default();
    let navigator = use_navigator();
    let found = use_get::<Found>(search.path());
    let go = Callback::from(move |search: Search| {
        if let Some(navigator) = &navigator
            && navigator.push_with_query(&Route::Catalog, &search).is_err()
        {
            navigator.push(&Route::Catalog);
        }
    });
    let to_page = {
        let search = search.clone();
        go.reform(move |after: String| Search { after, ..search.clone() })
    };
    html! {
        <Page title="Course catalog" lead="Every course here is approved today, each for one or more of the ten competency sets.">
            <Filters search={search.clone()} {go} />
            <div class="with-why"><h2>{ heading(&search) }</h2><Why question={14} /></div>
            <p role="status" class="visually-hidden">{ found.ready().map(counted).unwrap_or_default() }</p>
            <div>
                { found.show(8, |found| html! {
                    <>
                        if found.items.is_empty() {
                            <div class="empty">
                                <p>{ "No approved course fits. Take something out of the search, or look for online courses, which are open from anywhere." }</p>
                                <p><Link<Route> to={Route::Catalog}>{ "Show all courses" }</Link<Route>></p>
                            </div>
                        } else {
                            <ul class="cards">{ for found.items.iter().map(|course| html! { <li key={course.id.to_string()}>{ listing(course) }</li> }) }</ul>
                        }
                        <Pager after={search.after.clone()} next={found.next.clone().map(AttrValue::from)} go={to_page} />
                    </>
                }) }
            </div>
            <Agreements />
        </Page>
    }
}

/// How many there are, for those who listen.
fn counted(found: &Found) -> String {
    match (found.items.len(), &found.next) {
        (1, None) => "1 course".to_owned(),
        (count, None) => format!("{count} courses"),
        (count, Some(_)) => format!("{count} courses on this page, and more"),
    }
}

/// What is listed, in words.
fn heading(search: &Search) -> String {
    CompetencySet::from_code(&search.set).map_or_else(|| "Courses".to_owned(), |set| format!("Courses in {}", set.title()))
}

/// What is searched for, and where a search goes.
#[derive(Debug, Clone, PartialEq, Properties)]
struct FiltersProps {
    search: Search,
    go: Callback<Search>,
}

/// The form of the search.
#[component]
fn Filters(props: &FiltersProps) -> Html {
    let Search { text, set, delivery, provider_kind, state, .. } = &props.search;
    let (text, set, delivery) = (use_following_entry(text), use_following_entry(set), use_following_entry(delivery));
    let (kind, state) = (use_following_entry(provider_kind), use_following_entry(state));
    let onsubmit = {
        let (text, set, delivery, kind, state) = (text.clone(), set.clone(), delivery.clone(), kind.clone(), state.clone());
        props.go.reform(move |event: SubmitEvent| {
            event.prevent_default();
            let value = |entry: &AttrValue| entry.trim().to_owned();
            Search {
                text: value(&text.value),
                set: value(&set.value),
                delivery: value(&delivery.value),
                provider_kind: value(&kind.value),
                state: value(&state.value),
                after: String::new(),
            }
        })
    };
    let sets = CompetencySet::ALL.map(|set| Choice::new(set.code(), set.title())).to_vec();
    let deliveries = Delivery::ALL.map(|delivery| Choice::new(delivery.name(), delivery.title())).to_vec();
    let kinds = ProviderKind::ALL.map(|kind| Choice::new(kind.name(), kind.title())).to_vec();
    let states = STATES.map(|state| Choice::new(state, state)).to_vec();
    html! {
        <form class="filters" role="search" {onsubmit}>
            <Field member="text" label="Title or provider" kind={Kind::Search} entry={text} />
            <Select member="set" label="Competency set" entry={set} choices={sets} empty="All sets" />
            <Select member="delivery" label="How it is held" entry={delivery} choices={deliveries} empty="Either way" />
            <Select member="provider_kind" label="Kind of provider" entry={kind} choices={kinds} empty="All kinds" />
            <Select member="state" label="State" entry={state} choices={states} empty="All states" />
            <button type="submit">{ "Search" }</button>
        </form>
    }
}

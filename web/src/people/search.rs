//! Finding people: by part of a name or an address, or by status. What is searched for is sent in a body, so that no
//! name stands in an address of the browser or a log.

use reqwest::Method;
use shared::accounts::Role;
use shared::people::{PeopleFound, PersonSummary, SearchPeople};
use shared::text::{Lines, check};
use yew::prelude::*;
use yew_router::prelude::*;

use super::by_status::ByStatus;
use crate::components::{Field, Form, Kind, Page, Pager, StatusBadge, Tone};
use crate::form::{Errors, use_entry, use_errors, use_submission};
use crate::route::Route;
use crate::session::use_session;

/// The longest text that is searched for.
const TEXT_CHARS_MAX: usize = 200;

/// Shows the page.
#[component]
pub fn Search() -> Html {
    let staff = use_session().has(Role::Staff);
    let text = use_entry("");
    let found = use_state(|| None::<PeopleFound>);
    let asked = use_state_eq(|| (String::new(), String::new()));
    let done = {
        let found = found.setter();
        Callback::from(move |people| found.set(Some(people)))
    };
    let sending = use_submission::<SearchPeople, PeopleFound>(Method::POST, done);
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let search = {
        let (sending, asked) = (sending.clone(), asked.clone());
        Callback::from(move |(text, after): (String, String)| {
            asked.set((text.clone(), after.clone()));
            sending.emit("/people/search", SearchPeople { text, after: Some(after).filter(|after| !after.is_empty()), limit: None });
        })
    };
    let on_submit = {
        let (text, search) = (text.clone(), search.clone());
        Callback::from(move |()| {
            let mut errors = Errors::default();
            errors.extend(check("text", &text.value, TEXT_CHARS_MAX, Lines::One));
            let fine = errors.is_empty();
            set_errors.emit(errors);
            if fine {
                search.emit((text.trimmed().to_owned(), String::new()));
            }
        })
    };
    let (searched, after) = (*asked).clone();
    let go = search.reform(move |after: String| (searched.clone(), after));
    html! {
        <Page title="People">
            <section class="one-line" aria-label="Search"><Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Search" {on_submit}>
                <Field member="text" label="Part of a name or of an e-mail address" kind={Kind::Search} hint="Or the whole number of a candidate or of a certificate." entry={text} error={errors.on("text")} />
            </Form></section>
            <div role="status">
                if let Some(people) = &*found {
                    <p>{ summary(people) }</p>
                }
            </div>
            if let Some(people) = &*found {
                <ul class="entries">{ for people.items.iter().map(entry) }</ul>
                <Pager {after} next={people.next.clone().map(AttrValue::from)} {go} />
            }
            if staff {
                <ByStatus />
            }
        </Page>
    }
}

fn summary(people: &PeopleFound) -> String {
    match (people.items.len(), &people.next) {
        (0, _) => "Nobody was found. Try fewer letters, or the other of name and address.".to_owned(),
        (1, None) => "1 person".to_owned(),
        (count, None) => format!("{count} people"),
        (count, Some(_)) => format!("{count} people on this page, and more"),
    }
}

fn entry(person: &PersonSummary) -> Html {
    html! {
        <li key={person.id.to_string()}>
            <Link<Route> to={Route::StaffPerson { id: person.id }}>{ &person.name }</Link<Route>>
            <span>{ &person.email }</span>
            <StatusBadge words={person.status.title()} tone={Tone::from(person.status)} />
        </li>
    }
}

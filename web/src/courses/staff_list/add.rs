//! The form that adds a course. It goes on to the course, to be approved.

use reqwest::Method;
use shared::courses::{AddCourse, Course, Delivery, Place, ProviderKind, STATES, check_course};
use yew::prelude::*;
use yew_router::prelude::*;

use super::Query;
use crate::components::{Choice, Field, Form, Select, Why};
use crate::form::{Entry, Errors, use_entry, use_errors, use_submission};
use crate::route::Route;

/// What was entered.
#[derive(Debug, Clone, PartialEq)]
struct Entries {
    title: Entry,
    provider: Entry,
    kind: Entry,
    delivery: Entry,
    city: Entry,
    state: Entry,
}

/// Shows the form.
#[component]
pub(super) fn AddCourseForm() -> Html {
    let navigator = use_navigator();
    let entries = Entries {
        title: use_entry(""),
        provider: use_entry(""),
        kind: use_entry(""),
        delivery: use_entry(Delivery::Online.name()),
        city: use_entry(""),
        state: use_entry(""),
    };
    let done = Callback::from(move |course: Course| {
        let query = Query { course: course.id.to_string(), ..Query::default() };
        if let Some(navigator) = &navigator
            && navigator.push_with_query(&Route::StaffCourses, query).is_err()
        {
            navigator.push(&Route::StaffCourses);
        }
    });
    let sending = use_submission::<AddCourse, Course>(Method::POST, done);
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (entries, sending) = (entries.clone(), sending.clone());
        Callback::from(move |()| match read(&entries) {
            Ok(body) => {
                set_errors.emit(Errors::default());
                sending.emit("/courses", body);
            }
            Err(found) => set_errors.emit(found),
        })
    };
    html! {
        <section aria-labelledby="add">
            <div class="with-why"><h2 id="add">{ "Add a course" }</h2><Why question={11} /></div>
            <Form scope="add" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Add the course" {on_submit}>
                { fields(&entries, &errors) }
                <p class="hint">{ "This cannot be undone. Until the course is approved, no catalog lists it." }</p>
            </Form>
        </section>
    }
}

fn fields(entries: &Entries, errors: &Errors) -> Html {
    let kinds: Vec<Choice> = ProviderKind::ALL.into_iter().map(|kind| Choice::new(kind.name(), kind.title())).collect();
    let deliveries: Vec<Choice> = Delivery::ALL.into_iter().map(|delivery| Choice::new(delivery.name(), delivery.title())).collect();
    let states: Vec<Choice> = STATES.into_iter().map(|state| Choice::new(state, state)).collect();
    let Entries { title, provider, kind, delivery, city, state } = entries.clone();
    let in_a_room = delivery.value == Delivery::FaceToFace.name();
    html! {
        <>
            <Field member="title" label="Title" entry={title} error={errors.on("title")} />
            <Field member="provider" label="Provider" entry={provider} error={errors.on("provider")} />
            <Select member="provider_kind" label="Kind of provider" empty="Choose a kind" choices={kinds} entry={kind} error={errors.on("provider_kind")} />
            <Select member="delivery" label="How it is held" choices={deliveries} entry={delivery} error={errors.on("delivery")} />
            if in_a_room {
                <div class="field-row">
                    <Field member="place.city" label="City" entry={city} error={errors.on("place.city")} />
                    <Select member="place.state" label="State" empty="Choose a state" choices={states} entry={state} error={errors.on("place.state")} />
                </div>
            }
        </>
    }
}

/// The course, or what is wrong with the entries.
fn read(entries: &Entries) -> Result<AddCourse, Errors> {
    let kind = ProviderKind::ALL.into_iter().find(|kind| kind.name() == entries.kind.value.as_str());
    let delivery = Delivery::ALL.into_iter().find(|delivery| delivery.name() == entries.delivery.value.as_str()).unwrap_or(Delivery::Online);
    let place = Place { city: entries.city.trimmed().to_owned(), state: entries.state.value.to_string() };
    let body = AddCourse {
        title: entries.title.trimmed().to_owned(),
        provider: entries.provider.trimmed().to_owned(),
        provider_kind: kind.unwrap_or(ProviderKind::StateLibrary),
        delivery,
        place: (delivery == Delivery::FaceToFace).then_some(place),
    };
    let mut found: Errors = check_course(&body).into_iter().collect();
    found.check("provider_kind", kind.map(|_| ()).ok_or_else(|| "is not chosen: choose one".to_owned()));
    if found.is_empty() { Ok(body) } else { Err(found) }
}

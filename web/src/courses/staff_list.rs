//! The courses, for staff: by how their approvals stand, one to manage, and the form that adds another. The course that is
//! managed stands in the address, so that one without an approval, which no catalog lists, can be reached too.

mod add;
mod approve;
mod end;
mod manage;

use serde::{Deserialize, Serialize};
use shared::courses::{CatalogPart, Course, CoursePage};
use shared::exports::ExportList;
use shared::ids::CourseId;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{CatalogCard, Choice, Field, Form, Kind, Page, Pager, StateNav, set_code, use_follow};
use crate::exports::ExportButton;
use crate::form::use_following_entry;
use crate::remote::use_get;
use crate::route::Route;
use add::AddCourseForm;
use manage::Manage;

/// What the address says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Query {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    course: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
}

/// Shows the page.
#[component]
pub fn StaffList() -> Html {
    let query = use_location().and_then(|location| location.query::<Query>().ok()).unwrap_or_default();
    let course: Option<CourseId> = query.course.parse().ok();
    html! {
        <Page title="Courses and approvals">
            if let Some(id) = course {
                <p><Link<Route> to={Route::StaffCourses}>{ "All courses" }</Link<Route>></p>
                <Manage key={id.to_string()} {id} />
            } else {
                <Courses {query} />
                <AddCourseForm />
            }
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct CoursesProps {
    query: Query,
}

/// The courses in the catalog, by words from their titles.
#[component]
fn Courses(props: &CoursesProps) -> Html {
    let Query { text, after, .. } = &props.query;
    let part = CatalogPart::ALL.into_iter().find(|part| part.name() == props.query.state).unwrap_or_default();
    let navigator = use_navigator();
    let entry = use_following_entry(text);
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    let courses = use_get::<CoursePage>(
        [("text", text.as_str()), ("after", after), ("approval", part.name())]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .fold("/courses?limit=50".to_owned(), |path, (name, value)| format!("{path}&{name}={}", encode(value))),
    );
    let to = Callback::from(move |query: Query| {
        if let Some(navigator) = &navigator
            && navigator.push_with_query(&Route::StaffCourses, query).is_err()
        {
            navigator.push(&Route::StaffCourses);
        }
    });
    let on_submit = {
        let entry = entry.clone();
        to.reform(move |()| Query { text: entry.trimmed().to_owned(), state: part.name().to_owned(), ..Query::default() })
    };
    let asked = text.clone();
    let go = to.reform(move |after| Query { text: asked.clone(), state: part.name().to_owned(), after, ..Query::default() });
    html! {
        <section aria-labelledby="catalog" class="one-line">
            <h2 id="catalog">{ "All courses" }</h2>
            <StateNav to={Route::StaffCourses} states={CatalogPart::ALL.map(|part| Choice::new(part.name(), part_title(part))).to_vec()} current={part.name()} />
            <Form submit="Search" {on_submit}><Field member="text" label="Words from the title or the provider" kind={Kind::Search} {entry} /></Form>
            { courses.show(5, |page| html! {
                <>
                    if page.items.is_empty() {
                        <p class="empty" role="status">{ "No course is like this." }</p>
                    }
                    <ul class="cards">{ for page.items.iter().map(|course| html! { <li key={course.id.to_string()}><Entry course={course.clone()} /></li> }) }</ul>
                    <Pager after={after.clone()} next={page.next.clone().map(AttrValue::from)} {go} />
                </>
            }) }
            <ExportButton list={ExportList::Courses { part: Some(part), set: None, text: Some(text.clone()).filter(|text| !text.is_empty()) }} />
        </section>
    }
}

/// The words of how approvals stand.
const fn part_title(part: CatalogPart) -> &'static str {
    match part {
        CatalogPart::InForce => "In force",
        CatalogPart::Upcoming => "To come",
        CatalogPart::Ended => "Ended",
        CatalogPart::Withdrawn => "Withdrawn",
        CatalogPart::Unapproved => "Without approval",
        CatalogPart::Any => "All",
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct EntryProps {
    course: Course,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let course = &props.course;
    let (href, onclick) = use_follow(Route::StaffCourses, vec![("course", course.id.to_string())]);
    let mut code: Vec<AttrValue> =
        course.approvals.iter().filter(|approval| approval.in_force).map(|approval| set_code(approval.set).into()).collect();
    code.dedup();
    let facts = format!("{}, {}", course.provider, course.delivery.title().to_lowercase());
    html! { <CatalogCard {code} title={html! { <a {href} {onclick}>{ &course.title }</a> }} {facts} /> }
}

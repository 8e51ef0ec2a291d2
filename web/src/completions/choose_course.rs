//! Choosing the course that was completed: a search of the catalog.

use shared::courses::{Course, CoursePage};
use yew::prelude::*;

use crate::components::{CatalogCard, Field, Form, Kind, Why, set_code, use_follow};
use crate::form::use_entry;
use crate::remote::use_get;
use crate::route::Route;

/// Shows the search and what it found.
#[component]
pub(super) fn ChooseCourse() -> Html {
    let text = use_entry("");
    let asked = use_state_eq(String::new);
    let on_submit = {
        let (text, asked) = (text.clone(), asked.setter());
        Callback::from(move |()| asked.set(text.trimmed().to_owned()))
    };
    html! {
        <section aria-labelledby="choose" class="one-line">
            <div class="with-why"><h2 id="choose">{ "Which course did you complete?" }</h2><Why question={16} /></div>
            <Form submit="Search the catalog" {on_submit}>
                <Field member="text" label="Words from its title or provider" kind={Kind::Search} entry={text} />
            </Form>
            <Found text={(*asked).clone()} />
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct FoundProps {
    text: String,
}

/// The courses that were found.
#[component]
fn Found(props: &FoundProps) -> Html {
    let text = String::from(js_sys::encode_uri_component(&props.text));
    // Also those whose approval has ended: what was completed in time counts (Q16).
    let courses = use_get::<CoursePage>(format!("/courses?approval=any&text={text}&limit=20"));
    courses.show(4, |page| {
        let summary = match (page.items.len(), &page.next) {
            (0, _) => "No course has these words. Try fewer, or look for the provider.".to_owned(),
            (1, _) => "1 course".to_owned(),
            (count, None) => format!("{count} courses"),
            (count, Some(_)) => format!("The first {count} courses; add a word to find others."),
        };
        html! {
            <>
                <p role="status">{ summary }</p>
                <ul class="cards">{ for page.items.iter().map(|course| html! { <li key={course.id.to_string()}><Candidate course={course.clone()} /></li> }) }</ul>
                <p class="hint">{ "Courses whose approval has ended are listed too: what you completed in time counts. Each shows its sets; one without any was never approved." }</p>
            </>
        }
    })
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct CandidateProps {
    course: Course,
}

#[component]
fn Candidate(props: &CandidateProps) -> Html {
    let course = &props.course;
    let (href, onclick) = use_follow(Route::ReportCompletion, vec![("course", course.id.to_string())]);
    let mut code: Vec<AttrValue> = course.approvals.iter().map(|approval| set_code(approval.set).into()).collect();
    code.sort_unstable();
    code.dedup();
    html! {
        <CatalogCard {code} title={html! { <a {href} {onclick}>{ &course.title }</a> }}
            facts={format!("{}, {}", course.provider, course.delivery.title().to_lowercase())} />
    }
}

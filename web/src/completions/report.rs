//! Reporting a completed course, a question at a time: which course, on which day; then what it became, per set.
//! The chosen course stands in the address, so that a course's page can lead here.

use reqwest::Method;
use serde::Deserialize;
use shared::calendar::Date;
use shared::completions::{CompletionList, ReportCompletion, check_report};
use shared::courses::Course;
use shared::ids::CourseId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::CompletionCard;
use super::choose_course::ChooseCourse;
use super::credit_preview::CreditPreview;
use crate::components::{Field, Form, Kind, Page, Why};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};
use crate::programme::use_programme;
use crate::remote::use_get;
use crate::route::Route;

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
struct Chosen {
    #[serde(default)]
    course: String,
}

/// Shows the page.
#[component]
pub fn Report() -> Html {
    let chosen = use_location().and_then(|location| location.query::<Chosen>().ok()).unwrap_or_default();
    let course: Option<CourseId> = chosen.course.parse().ok();
    html! {
        <Page title="Report a course" lead="Tell us which approved course you completed, and when. Staff verify it with the provider.">
            if let Some(id) = course {
                <ReportCourse key={id.to_string()} {id} />
            } else {
                <ChooseCourse />
            }
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ReportCourseProps {
    id: CourseId,
}

/// The chosen course: the day, then what the report became.
#[component]
fn ReportCourse(props: &ReportCourseProps) -> Html {
    let course = use_get::<Course>(format!("/courses/{}", props.id));
    let reported = use_state(|| None::<CompletionList>);
    let done = {
        let reported = reported.setter();
        Callback::from(move |list| reported.set(Some(list)))
    };
    if let Some(list) = &*reported {
        return html! { <Reported list={list.clone()} /> };
    }
    course.show(5, |course| {
        html! {
            <>
                <section aria-labelledby="course">
                    <h2 id="course">{ &course.title }</h2>
                    <p>{ format!("{}, {}", course.provider, course.delivery.title().to_lowercase()) }</p>
                    <p><Link<Route> to={Route::ReportCompletion}>{ "Choose another course" }</Link<Route>></p>
                </section>
                <DayForm course={course.clone()} {done} />
            </>
        }
    })
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct DayFormProps {
    course: Course,
    done: Callback<CompletionList>,
}

/// The day, and what the rules say of it before anything is sent.
#[component]
fn DayForm(props: &DayFormProps) -> Html {
    let programme = use_programme();
    let completed_on = use_entry("");
    let sending = use_submission::<ReportCompletion, CompletionList>(Method::POST, props.done.clone());
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let course_id = props.course.id;
    let today = programme.ready().map(|programme| programme.today);
    let on_submit = {
        let (completed_on, sending) = (completed_on.clone(), sending.clone());
        Callback::from(move |()| {
            let Some(today) = today else { return };
            let mut found = Errors::default();
            match day(&completed_on.value, "is empty: enter the day on which you completed the course") {
                Err(detail) => found.check("completed_on", Err(detail)),
                Ok(completed_on) => {
                    let report = ReportCompletion { course_id, completed_on };
                    found.extend(check_report(&report, today));
                    if found.is_empty() {
                        sending.emit("/completions", report);
                    }
                }
            }
            set_errors.emit(found);
        })
    };
    let seen: Option<Date> = completed_on.value.parse().ok();
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Report the course" {on_submit}>
            <Field member="completed_on" label="Day on which you completed it" kind={Kind::Date} entry={completed_on} error={errors.on("completed_on")} />
            <div role="status">
                if let Some(completed_on) = seen {
                    <CreditPreview course={props.course.clone()} {completed_on} />
                }
            </div>
            <p class="hint">{ "You cannot undo a report yourself; staff correct it if you write to them." }</p>
        </Form>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ReportedProps {
    list: CompletionList,
}

/// What the report became: one completion per set.
#[component]
fn Reported(props: &ReportedProps) -> Html {
    html! {
        <section aria-labelledby="reported">
            <div class="notice good" role="status">
                <h2 id="reported">{ "Your course is reported" }</h2>
                <p>{ "Staff verify it with the provider. It counts from the day of their decision." }</p>
            </div>
            <div class="with-why"><h3>{ "For each set that the course is approved for" }</h3><Why question={10} /></div>
            <ul class="cards">
                { for props.list.items.iter().map(|completion| html! {
                    <li key={completion.id.to_string()}><CompletionCard completion={completion.clone()} /></li>
                }) }
            </ul>
            <p class="actions">
                <Link<Route> classes="button" to={Route::Dashboard}>{ "Go to your dashboard" }</Link<Route>>
                <Link<Route> classes="button secondary" to={Route::ReportCompletion}>{ "Report another course" }</Link<Route>>
            </p>
        </section>
    }
}

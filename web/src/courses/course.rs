//! A course's page: who holds it and where, and the sets it is approved for, with the days from and to which that
//! counts.

use shared::courses::{Approval, Course};
use shared::ids::CourseId;
use shared::policies::Policies;
use yew::prelude::*;
use yew_router::prelude::*;

use super::listing::facts;
use crate::components::{DateText, Page, StatusBadge, Tone, Why, use_follow};
use crate::remote::use_get;
use crate::route::Route;
use crate::session::use_session;

/// Which course.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CoursePageProps {
    /// Its id.
    pub id: CourseId,
}

/// Shows the page.
#[component]
pub fn CoursePage(props: &CoursePageProps) -> Html {
    let course = use_get::<Course>(format!("/courses/{}", props.id));
    let title = course.ready().map_or_else(|| AttrValue::from("Course"), |course| course.title.clone().into());
    html! {
        <Page {title} lead={course.ready().map(|course| AttrValue::from(facts(course)))}>
            { course.show(6, |course| html! { <Details course={course.clone()} /> }) }
            <p class="no-print"><Link<Route> to={Route::Catalog}>{ "All courses" }</Link<Route>></p>
        </Page>
    }
}

/// The course.
#[derive(Debug, Clone, PartialEq, Properties)]
struct DetailsProps {
    course: Course,
}

/// What the page says once the course is there.
#[component]
fn Details(props: &DetailsProps) -> Html {
    let course = &props.course;
    let signed_in = use_session().account().is_some();
    let (href, onclick) = use_follow(Route::ReportCompletion, vec![("course", course.id.to_string())]);
    let policies = Policies::built_in();
    html! {
        <>
            <dl class="facts">
                <div><dt>{ "Provider" }</dt><dd>{ &course.provider }</dd></div>
                <div><dt>{ "Kind of provider" }</dt><dd>{ course.provider_kind.title() }</dd></div>
                <div><dt>{ "How it is held" }</dt><dd>{ course.delivery.title() }</dd></div>
                if let Some(place) = &course.place {
                    <div><dt>{ "Where" }</dt><dd>{ format!("{}, {}", place.city, place.state) }</dd></div>
                }
            </dl>
            <section aria-labelledby="approvals">
                <div class="with-why"><h2 id="approvals">{ "What it counts for" }</h2><Why question={16} /></div>
                <ul class="approvals">{ for course.approvals.iter().map(|approval| approved(approval, &policies)) }</ul>
            </section>
            if signed_in {
                <p class="no-print"><a class="button" {href} {onclick}>{ "Report that you completed it" }</a></p>
            }
        </>
    }
}

/// One approval: the set, and the days between which a completion counts.
fn approved(approval: &Approval, policies: &Policies) -> Html {
    let first = approval.from.years_earlier(policies.in_force_on(approval.from).look_back_years);
    let last = approval.withdrawn_on.or(approval.until);
    let (words, tone) = if approval.in_force { ("Approved", Tone::Good) } else { ("Not approved today", Tone::Ended) };
    html! {
        <li key={approval.id.to_string()}>
            <h3>{ approval.set.title() }{ " " }<StatusBadge {words} {tone} /></h3>
            <p>{ "Counts when completed from " }<DateText date={first} />
                if let Some(last) = last {
                    { " to " }<DateText date={last} />
                } else {
                    { " on" }
                }
                { "." }
            </p>
        </li>
    }
}

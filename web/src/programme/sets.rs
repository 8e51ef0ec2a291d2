//! The ten competency sets with their statements: one page for all, one for each, a link for each statement.

use shared::competencies::{CompetencyFramework, CompetencySet, PublishedSet};
use shared::courses::{Course, CoursePage};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Page, Shelf, Why, use_follow, use_hash_target};
use crate::courses::listing;
use crate::remote::use_get;
use crate::route::Route;

/// How many courses a set's page shows before it leads to the catalog.
const COURSES_SHOWN: usize = 5;

/// Shows the page of all sets.
#[component]
pub fn CompetencySets() -> Html {
    let framework = use_get::<CompetencyFramework>("/competency-sets".to_owned());
    use_hash_target(framework.ready().is_some());
    html! {
        <Page title="Competency sets" lead="What somebody who is certified knows and can do: ten sets, of which the three required ones and three others are needed.">
            <div class="no-print"><Shelf /></div>
            { framework.show(12, |framework| html! {
                <>
                    { for framework.sets.iter().map(|set| html! {
                        <section key={set.code.code()} id={set.code.code()} tabindex="-1">
                            <h2><Link<Route> to={Route::CompetencySet { set: set.code.code().to_owned() }}>{ &set.title }</Link<Route>></h2>
                            <p>{ kind(set) }{ " " }{ &set.summary }</p>
                            { statements(set) }
                        </section>
                    }) }
                    <p class="by">{ format!("Edition {}. {}", framework.edition, framework.note) }</p>
                </>
            }) }
        </Page>
    }
}

/// Which set.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CompetencySetPageProps {
    /// Its code, as the address has it.
    pub set: AttrValue,
}

/// Shows the page of one set.
#[component]
pub fn CompetencySetPage(props: &CompetencySetPageProps) -> Html {
    let framework = use_get::<CompetencyFramework>("/competency-sets".to_owned());
    use_hash_target(framework.ready().is_some());
    let Some(set) = CompetencySet::from_code(&props.set) else {
        return html! {
            <Page title="There is no such set">
                <p>{ "The address may be mistyped." }</p>
                <p><Link<Route> to={Route::CompetencySets}>{ "All ten sets" }</Link<Route>></p>
            </Page>
        };
    };
    html! {
        <Page title={set.title()}>
            { framework.show(8, |framework| framework.sets.iter().filter(|published| published.code == set).map(details).collect()) }
            <SetCourses {set} />
            <p class="no-print"><Link<Route> to={Route::CompetencySets}>{ "All ten sets" }</Link<Route>></p>
        </Page>
    }
}

fn details(set: &PublishedSet) -> Html {
    html! {
        <>
            <p class="lead">{ &set.summary }</p>
            <div class="with-why"><p>{ kind(set) }</p><Why question={9} /></div>
            { statements(set) }
        </>
    }
}

const fn kind(set: &PublishedSet) -> &'static str {
    if set.required { "Required of everyone." } else { "An elective: three of the seven are needed." }
}

fn statements(set: &PublishedSet) -> Html {
    let page = Route::CompetencySet { set: set.code.code().to_owned() }.to_path();
    html! {
        <ol class="statements">
            { for set.statements.iter().map(|statement| html! {
                <li key={statement.code.clone()} id={statement.code.clone()} tabindex="-1">
                    { &statement.text }{ " " }
                    <a class="statement-code" href={format!("{page}#{}", statement.code)} aria-label={format!("Link to {}", statement.code)}>{ &statement.code }</a>
                </li>
            }) }
        </ol>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct SetCoursesProps {
    set: CompetencySet,
}

/// The courses that cover a set today.
#[component]
fn SetCourses(props: &SetCoursesProps) -> Html {
    let code = props.set.code();
    let courses = use_get::<CoursePage>(format!("/courses?limit={COURSES_SHOWN}&set={code}"));
    let (href, onclick) = use_follow(Route::Catalog, vec![("set", code.to_owned())]);
    let entry = |course: &Course| html! { <li key={course.id.to_string()}>{ listing(course) }</li> };
    html! {
        <section aria-labelledby="courses" class="no-print">
            <div class="with-why"><h2 id="courses">{ "Courses that cover it" }</h2><Why question={10} /></div>
            { courses.show(4, |page| html! {
                if page.items.is_empty() {
                    <p class="empty">{ "No course in this set is approved today. A portfolio achieves it too; or ask a provider near you to seek approval." }</p>
                } else {
                    <ul class="cards">{ for page.items.iter().map(entry) }</ul>
                }
            }) }
            <p><a {href} {onclick}>{ "Search the catalog in this set" }</a></p>
        </section>
    }
}

//! The eligibility check: the programme's own rule, run in the browser over answers that go nowhere.

use shared::applications::{eligibility, eligibility_reasons, works};
use shared::calendar::Date;
use shared::dossier::Application;
use shared::policies::Policies;
use yew::prelude::*;
use yew_router::prelude::*;

use super::job_rows::JobRows;
use super::jobs::{Asked, Jobs};
use super::outcome::EligibilityOutcome;
use crate::components::{Form, Page, Tick, Why};
use crate::form::{Errors, use_errors, use_flag};
use crate::programme::use_programme;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn EligibilityCheck() -> Html {
    let programme = use_programme();
    html! {
        <Page title="Am I eligible?" lead="Three questions. Your answers stay in this browser, and you need no account.">
            { programme.show(6, |programme| html! { <Questions today={programme.today} /> }) }
        </Page>
    }
}

/// The day of the check.
#[derive(Debug, Clone, PartialEq, Properties)]
struct QuestionsProps {
    /// Today in the programme.
    today: Date,
}

/// The questions, and the answer below them.
#[component]
fn Questions(props: &QuestionsProps) -> Html {
    let today = props.today;
    let (diploma, position) = (use_flag(), use_flag());
    let jobs = use_reducer_eq(Jobs::default);
    let checked = use_state(|| None::<Application>);
    let (errors, set_errors) = use_errors(None);
    let entered = Application {
        submitted_on: today,
        has_diploma: diploma.ticked,
        in_support_position: position.ticked,
        library_work: works(&jobs.counted(today)),
    };
    let on_submit = {
        let (diploma, position, jobs, checked) = (diploma.clone(), position.clone(), jobs.clone(), checked.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let library_work = jobs.read(Asked::Hours, today).map_err(|wrong| found.extend(wrong)).ok();
            set_errors.emit(found);
            checked.set(library_work.map(|library_work| Application {
                submitted_on: today,
                has_diploma: diploma.ticked,
                in_support_position: position.ticked,
                library_work: works(&library_work),
            }));
        })
    };
    html! {
        <>
            <Form errors={errors.clone()} submit="Check" {on_submit}>
                <div class="with-why"><h2>{ "Your education and your position" }</h2><Why question={3} /></div>
                <Tick member="has_diploma" label="I have a high-school diploma or its equivalent." flag={diploma} />
                <Tick member="in_support_position" label="I hold a position in a library, paid or volunteer, that does not require a master's degree in library science."
                    flag={position} />
                <div class="with-why"><h2>{ "Your work in libraries in the last five years" }</h2><Why question={6} /></div>
                <JobRows {jobs} asked={Asked::Hours} {errors} />
            </Form>
            <div aria-live="polite">
                // What was changed since is another question.
                if let Some(application) = checked.as_ref().filter(|checked| **checked == entered) {
                    { result(application) }
                }
            </div>
        </>
    }
}

/// What the rule says.
fn result(application: &Application) -> Html {
    let policies = Policies::built_in();
    let policy = policies.in_force_on(application.submitted_on);
    let found = eligibility(application, policy);
    html! {
        <section class={classes!("notice", found.eligible.then_some("good"))} aria-labelledby="result">
            <h2 id="result">{ "The answer" }</h2>
            <EligibilityOutcome eligibility={found} reasons={eligibility_reasons(application, policy)} minutes_needed={policy.eligibility_minutes_min()} />
            if found.eligible {
                <p>{ "Apply at any time; there is no deadline. " }<Link<Route> to={Route::Apply}>{ "Apply now" }</Link<Route>></p>
            } else {
                <p>{ "Come back when the missing condition holds; there is no deadline." }</p>
            }
        </section>
    }
}

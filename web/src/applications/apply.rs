//! The application. The rules run here as well: the hours add up while they are entered, and what the service would
//! refuse is refused before it is sent, in the same words.

use std::rc::Rc;

use reqwest::Method;
use shared::applications::{Application, SubmitApplication, application_refusal, check_application, eligibility, eligibility_reasons};
use shared::calendar::Date;
use shared::dossier;
use shared::policies::Policies;
use shared::standings::PersonStanding;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{EligibilityOutcome, JobRows, Jobs};
use crate::components::{Field, Form, Money, Page, ReasonList, Tick, Why};
use crate::form::{Errors, use_entry, use_errors, use_flag, use_submission};
use crate::programme::use_programme;
use crate::remote::use_get;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Apply() -> Html {
    let standing = use_get::<PersonStanding>("/me/standing".to_owned());
    let programme = use_programme();
    html! {
        <Page title="Apply" lead="Tell us about your work in libraries. The hours are counted while you enter them.">
            { programme.show(8, |programme| standing.show(8, |found| {
                // Whether staff have allowed a readmission is known to the service alone.
                match application_refusal(&found.standing, true) {
                    Some(refusal) => html! {
                        <section class="notice">
                            <h2>{ "You cannot apply now" }</h2>
                            <ReasonList reasons={refusal.reasons} />
                            <p><Link<Route> to={Route::Dashboard}>{ "Go to your dashboard" }</Link<Route>></p>
                        </section>
                    },
                    None => html! { <ApplicationForm today={programme.today} /> },
                }
            })) }
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ApplicationFormProps {
    today: Date,
}

/// The form and, beside it, what the rules say of it so far.
#[component]
fn ApplicationForm(props: &ApplicationFormProps) -> Html {
    let today = props.today;
    let navigator = use_navigator();
    let jobs = use_reducer_eq(Jobs::default);
    let (diploma, support_position) = (use_flag(), use_flag());
    let (position, member_number) = (use_entry(""), use_entry(""));
    let sending = use_submission::<SubmitApplication, Application>(
        Method::POST,
        Callback::from(move |application: Application| {
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Application { id: application.id });
            }
        }),
    );
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let body = SubmitApplication {
        library_work: jobs.counted(today),
        has_diploma: diploma.ticked,
        in_support_position: support_position.ticked,
        position_title: position.trimmed().to_owned(),
        ala_member_number: Some(member_number.trimmed().to_owned()).filter(|number| !number.is_empty()),
    };
    let on_submit = {
        let (sending, body, jobs) = (sending.clone(), Rc::new(body.clone()), jobs.clone());
        Callback::from(move |()| {
            let found = check(&body, &jobs, today);
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit("/applications", (*body).clone());
            }
        })
    };
    html! {
        <div class="apply">
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Submit the application" {on_submit}>
                <div class="with-why"><h2>{ "Your work in libraries" }</h2><Why question={6} /></div>
                <p>{ "Name every job of the last five years, paid or volunteer, in any type of library. Leave the last day empty for a job that goes on." }</p>
                <JobRows {jobs} errors={errors.clone()} />
                <div class="with-why"><h2>{ "Your position" }</h2><Why question={3} /></div>
                <Field member="position_title" label="Title of your position" entry={position} error={errors.on("position_title")} />
                <Tick member="in_support_position" label="My position, paid or volunteer, does not require a master's degree in library science."
                    flag={support_position} error={errors.on("in_support_position")} />
                <Tick member="has_diploma" label="I have a high-school diploma or its equivalent." flag={diploma} error={errors.on("has_diploma")} />
                <div class="with-why"><h2>{ "Membership" }</h2><Why question={23} /></div>
                <Field member="ala_member_number" label="ALA membership number, if you are a member"
                    hint="Members pay a lower fee. Leave it empty if you are not a member." entry={member_number} error={errors.on("ala_member_number")} />
                <SoFar {today} {body} />
            </Form>
        </div>
    }
}

/// What is wrong with the application: what cannot be read in its rows, and what the service would refuse.
fn check(body: &SubmitApplication, jobs: &Jobs, today: Date) -> Errors {
    let of_rows = jobs.read(today).err().unwrap_or_default();
    let in_rows = |member: &str| member.starts_with("library_work");
    of_rows.into_iter().chain(check_application(body, today).into_iter().filter(|error| !in_rows(&error.member))).collect()
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct SoFarProps {
    today: Date,
    body: SubmitApplication,
}

/// What the rules say of what was entered so far, and the fee.
#[component]
fn SoFar(props: &SoFarProps) -> Html {
    let policies = Policies::built_in();
    let policy = policies.in_force_on(props.today);
    let SubmitApplication { library_work, has_diploma, in_support_position, .. } = props.body.clone();
    let application = dossier::Application { submitted_on: props.today, has_diploma, in_support_position, library_work };
    let found = eligibility(&application, policy);
    let cents = if props.body.ala_member_number.is_some() { policy.application_fee_member_cents } else { policy.application_fee_cents };
    html! {
        <aside class="so-far" aria-labelledby="so-far">
            <h2 id="so-far">{ "So far" }</h2>
            <EligibilityOutcome eligibility={found} reasons={eligibility_reasons(&application, policy)}
                minutes_needed={policy.eligibility_minutes_min()} />
            if !found.eligible {
                <p>{ "Staff can only accept somebody who is eligible; from anybody else the fee goes back." }</p>
            }
            <p>{ "Fee: " }<strong><Money {cents} /></strong>{ ". You pay it after you submit, by card or by check." }</p>
        </aside>
    }
}

//! One's own application: what it is, until when, what to do next; what it says; and the way to withdraw it.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::applications::{Application, ApplicationState, Missing};
use yew::prelude::*;
use yew_router::prelude::*;

use super::answer::AnswerForm;
use super::confirmations::AskSupervisors;
use super::questions::{Reader, questions};
use super::{ApplicationFacts, ApplicationOutcome, application_badge, membership_unconfirmed};
use crate::components::{Confirm, HEADING, Page, ProblemNotice, focus_on};
use crate::form::use_submission;
use crate::remote::use_get;
use crate::route::Route;

/// Which one.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ApplicationPageProps {
    /// Its id.
    pub id: shared::ids::ApplicationId,
}

/// Shows the page.
#[component]
pub fn ApplicationPage(props: &ApplicationPageProps) -> Html {
    let application = use_get::<Application>(format!("/applications/{}", props.id));
    let changed = {
        let reload = application.reload.clone();
        Callback::from(move |()| {
            focus_on(HEADING);
            reload.emit(());
        })
    };
    html! {
        <Page title="Your application">
            { application.show(8, |found| html! {
                <>
                    { outlook(found, &changed) }
                    { questions(found, Reader::Applicant) }
                    if found.state == ApplicationState::InformationRequested {
                        <AnswerForm id={found.id} done={changed.clone()} />
                    }
                    <ApplicationOutcome application={found.clone()} />
                    <ApplicationFacts application={found.clone()} />
                    if found.state.is_undecided() {
                        <AskSupervisors application={found.clone()} changed={changed.clone()} />
                    }
                </>
            }) }
        </Page>
    }
}

/// Where it stands and what to do next.
fn outlook(application: &Application, changed: &Callback<()>) -> Html {
    let (what, next) = words(application);
    let open = application.state.is_open();
    let invoice_classes = if owes(application) { "button" } else { "button secondary" };
    html! {
        <section aria-label="Where it stands">
            <div role="status"><p>{ application_badge(application.state) }</p><p>{ what }</p></div>
            if let Some(reason) = &application.decision_reason {
                <blockquote class="reason"><p>{ reason }</p><footer>{ "The reason that staff gave" }</footer></blockquote>
            }
            if let Some(mark) = &application.membership_unconfirmed {
                { membership_unconfirmed(mark, mark_words(application)) }
            }
            <p>{ next }</p>
            <div class="actions">
                <Link<Route> classes={invoice_classes} to={Route::Invoice { id: application.invoice_id }}>
                    { "Open the invoice of the fee" }
                </Link<Route>>
                if let Some(mark) = &application.membership_unconfirmed {
                    <Link<Route> classes={invoice_classes} to={Route::Invoice { id: mark.invoice_id }}>
                        { "Open the invoice over the difference" }
                    </Link<Route>>
                }
                if open {
                    <Withdraw application={application.clone()} {changed} />
                }
                if matches!(application.state, ApplicationState::Refused | ApplicationState::Withdrawn) {
                    <Link<Route> classes="button" to={Route::Apply}>{ "Apply again" }</Link<Route>>
                }
            </div>
        </section>
    }
}

/// Whether it waits for money: of the person, or of an institution that pays.
fn owes(application: &Application) -> bool {
    application.missing.contains(&Missing::Payment)
}

/// What follows for the applicant from a membership that is not confirmed.
fn mark_words(application: &Application) -> Html {
    if owes(application) {
        html! { <p>{ "So the fee is the full one, and the difference is invoiced. You are admitted once both invoices are paid. If you are a member, write to us before you pay." }</p> }
    } else {
        html! { <p>{ "So the fee was the full one, and the difference was invoiced." }</p> }
    }
}

/// What it is, and what to do next.
fn words(application: &Application) -> (String, &'static str) {
    let decided = application.decided_on.map(|day| day.long().to_string()).unwrap_or_default();
    match application.state {
        ApplicationState::Submitted => (
            format!("You applied on {}; staff have not decided yet.", application.submitted_on.long()),
            if owes(application) {
                "Pay the fee meanwhile, unless an institution does; either may come first. You are admitted on the day that both have come."
            } else {
                "Wait for the decision; nothing is owed. You are admitted on the day that staff accept it."
            },
        ),
        ApplicationState::InformationRequested => {
            ("Staff ask you for more before they decide.".to_owned(), "Answer below; your application stays as it is, and they go on with it.")
        }
        ApplicationState::Accepted => {
            (format!("Staff accepted it on {decided}."), "Pay the fee, unless an institution does: you are admitted on the day it is paid in full.")
        }
        ApplicationState::Admitted => (
            format!("You were admitted on {}.", application.admitted_on.map(|day| day.long().to_string()).unwrap_or(decided)),
            "Your dashboard shows what is left to do and until when.",
        ),
        ApplicationState::Refused => (format!("Staff refused it on {decided}."), "What you paid goes back to you. You may apply again at any time."),
        ApplicationState::Withdrawn => (format!("You withdrew it on {decided}."), "You may apply again at any time."),
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct WithdrawProps {
    application: Application,
    changed: Callback<()>,
}

/// The button that withdraws it.
#[component]
fn Withdraw(props: &WithdrawProps) -> Html {
    let sending = use_submission::<(), IgnoredAny>(Method::POST, props.changed.reform(|_| ()));
    let path = format!("/applications/{}/withdraw", props.application.id);
    let on_confirm = {
        let sending = sending.clone();
        Callback::from(move |()| sending.emit(path.clone(), ()))
    };
    html! {
        <>
            <Confirm action="Withdraw the application" question="Withdraw your application?" busy={sending.busy} {on_confirm}>
                <p>{ "It is not decided any more, and the invoice is closed if nothing was paid. You cannot undo it yourself, but you may apply again at any time." }</p>
            </Confirm>
            if let Some(failure) = &sending.failure {
                <ProblemNotice failure={failure.clone()} />
            }
        </>
    }
}

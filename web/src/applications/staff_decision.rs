//! One application, for staff: what it says, what the rules say of it, and the decision.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::applications::{Application, ApplicationState, INFORMATION_CHARS_MAX};
use yew::prelude::*;
use yew_router::prelude::*;

use super::questions::{Reader, questions};
use super::{ApplicationFacts, ApplicationOutcome, application_badge, membership_unconfirmed};
use crate::components::{DateText, HEADING, Page, ProblemNotice, at_once, focus_on};
use crate::form::use_submission;
use crate::people::ReasonForm;
use crate::remote::use_get;
use crate::route::Route;
use crate::session::use_session;

/// Which one.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StaffDecisionProps {
    /// Its id.
    pub id: shared::ids::ApplicationId,
}

/// Shows the page.
#[component]
pub fn StaffDecision(props: &StaffDecisionProps) -> Html {
    let application = use_get::<Application>(format!("/applications/{}", props.id));
    let session = use_session();
    let own = |found: &Application| session.account().is_some_and(|account| account.person_id == found.person_id);
    let decided = {
        let reload = application.reload.clone();
        Callback::from(move |()| {
            focus_on(HEADING);
            reload.emit(());
        })
    };
    let title = application.ready().map_or_else(|| "Application".to_owned(), |found| format!("Application of {}", found.person_name));
    html! {
        <Page {title}>
            { application.show(8, |found| html! {
                <>
                    <Where application={found.clone()} />
                    <p class="hint">{ "Whether it suffices, in the words that the applicant reads." }</p>
                    <ApplicationOutcome application={found.clone()} />
                    <ApplicationFacts application={found.clone()} />
                    { questions(found, Reader::Staff) }
                    if found.state.is_open() && !own(found) && found.ala_member_number.is_some() && found.membership_unconfirmed.is_none() {
                        <MarkUnconfirmed application={found.clone()} marked={decided.clone()} />
                    }
                    if found.state.is_undecided() && own(found) {
                        <p class="notice">{ "This is your own application. Somebody else decides it." }</p>
                    } else if found.state.is_undecided() {
                        <Decide application={found.clone()} decided={decided.clone()} />
                    }
                </>
            }) }
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct WhereProps {
    application: Application,
}

/// Where it stands, and the ways on from here.
#[component]
fn Where(props: &WhereProps) -> Html {
    let application = &props.application;
    html! {
        <section aria-label="Where it stands">
            <p role="status">
                { application_badge(application.state) }
                if let Some(date) = application.decided_on {
                    { " since " }<DateText {date} />
                }
            </p>
            if let Some(reason) = &application.decision_reason {
                <blockquote class="reason"><p>{ reason }</p><footer>{ "The reason that was given" }</footer></blockquote>
            }
            <p class="actions">
                <Link<Route> to={Route::StaffApplications}>{ "All applications" }</Link<Route>>
                <Link<Route> to={Route::StaffPerson { id: application.person_id }}>{ "The person's file" }</Link<Route>>
                <Link<Route> to={Route::StaffInvoice { id: application.invoice_id }}>{ "The invoice" }</Link<Route>>
                if let Some(mark) = &application.membership_unconfirmed {
                    <Link<Route> to={Route::StaffInvoice { id: mark.invoice_id }}>{ "The invoice over the difference" }</Link<Route>>
                }
            </p>
            if let Some(mark) = &application.membership_unconfirmed {
                { membership_unconfirmed(mark, html! {
                    <p>
                        { "The applicant is admitted once both invoices are paid. If the number turns out to be right, credit the invoice over the \
                           difference in full and strike the mark in the person's file." }
                    </p>
                }) }
            }
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct MarkProps {
    application: Application,
    marked: Callback<()>,
}

/// The way to say that the ALA membership is not confirmed, with what follows from it.
#[component]
fn MarkUnconfirmed(props: &MarkProps) -> Html {
    let opened = use_state_eq(|| false);
    let toggle = {
        let opened = opened.clone();
        Callback::from(move |_: MouseEvent| opened.set(!*opened))
    };
    html! {
        <section aria-labelledby="membership">
            <h2 id="membership">{ "ALA membership" }</h2>
            <p>
                { "The number is " }<strong>{ props.application.ala_member_number.clone().unwrap_or_default() }</strong>
                { ". Where it cannot be confirmed, say so: the difference to the full fee is then invoiced at once, the applicant is told by mail with your reason, and is admitted only when both invoices are paid." }
            </p>
            <p class="actions">
                <button type="button" class="secondary" onclick={toggle} aria-expanded={opened.to_string()}>{ "Membership not confirmed" }</button>
            </p>
            if *opened {
                <ReasonForm path={format!("/applications/{}/membership-unconfirmed", props.application.id)} submit="Mark it and invoice the difference"
                    hint="The applicant reads it." done={props.marked.clone()} />
            }
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct DecideProps {
    application: Application,
    decided: Callback<()>,
}

/// The form that is open below the buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    Nothing,
    Question,
    Refusal,
}

/// The decision: accept, ask for more, or refuse with a reason.
#[component]
fn Decide(props: &DecideProps) -> Html {
    let eligible = props.application.eligibility.eligible;
    let opened = use_state_eq(|| Opened::Nothing);
    let accepting = use_submission::<(), IgnoredAny>(Method::POST, props.decided.reform(|_| ()));
    let path = format!("/applications/{}", props.application.id);
    let accept = {
        let (accepting, path) = (accepting.clone(), format!("{path}/accept"));
        Callback::from(move |_: MouseEvent| accepting.emit(path.clone(), ()))
    };
    let open = |form: Opened| {
        let opened = opened.clone();
        Callback::from(move |_: MouseEvent| opened.set(if *opened == form { Opened::Nothing } else { form }))
    };
    let is_open = |form: Opened| (*opened == form).to_string();
    let may_ask = props.application.state == ApplicationState::Submitted;
    html! {
        <section aria-labelledby="decide">
            <h2 id="decide">{ "Decide" }</h2>
            if eligible {
                <p>{ "The decision takes effect today. Once it is accepted, the person is admitted on the day the fee is paid in full." }</p>
            } else {
                <p class="notice">
                    { "Only somebody who is eligible can be accepted. Where the hours turn out to be others, correct the application in " }
                    <Link<Route> to={Route::StaffPerson { id: props.application.person_id }}>{ "the person's file" }</Link<Route>>
                    { "; the reason stands there. A refusal sends back what was paid." }
                </p>
            }
            { at_once() }
            if let Some(failure) = &accepting.failure {
                <ProblemNotice failure={failure.clone()} />
            }
            <p class="actions">
                if eligible {
                    <button type="button" onclick={accept} aria-busy={accepting.busy.then_some("true")}>{ "Accept" }</button>
                }
                if may_ask {
                    <button type="button" class="secondary" onclick={open(Opened::Question)} aria-expanded={is_open(Opened::Question)}>{ "Ask for more" }</button>
                }
                <button type="button" class="secondary" onclick={open(Opened::Refusal)} aria-expanded={is_open(Opened::Refusal)}>{ "Refuse" }</button>
            </p>
            if *opened == Opened::Question && may_ask {
                <ReasonForm key="question" path={format!("{path}/request-information")} member="question" label="Question" chars_max={INFORMATION_CHARS_MAX}
                    hint="The applicant reads it and answers with the application." submit="Send the question" done={props.decided.clone()} />
            }
            if *opened == Opened::Refusal {
                <ReasonForm key="refusal" path={format!("{path}/refuse")} submit="Refuse the application" hint="The applicant reads it." done={props.decided.clone()} />
            }
        </section>
    }
}

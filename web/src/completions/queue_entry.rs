//! One completion in the queue of staff: who, which course, what credit it would give; verify it, or refuse it with
//! a reason.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::completions::{Completion, CompletionState};
use shared::ids::CompletionId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::CompletionCard;
use crate::components::ProblemNotice;
use crate::form::use_submission;
use crate::people::ReasonForm;
use crate::route::Route;
use crate::session::use_session;

/// The completion and what happens to it.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct QueueEntryProps {
    /// The completion.
    pub completion: Completion,
    /// Whether the form of the refusal is open.
    pub refusing: bool,
    /// Opens or closes that form.
    pub on_refuse: Callback<CompletionId>,
    /// Called with a sentence once it is decided.
    pub on_decided: Callback<AttrValue>,
}

/// Shows it.
#[component]
pub(super) fn QueueEntry(props: &QueueEntryProps) -> Html {
    let completion = &props.completion;
    let own = use_session().account().is_some_and(|account| account.person_id == completion.person_id);
    html! {
        <article class="queue-entry" aria-label={format!("{}, {}", completion.person_name, completion.course_title)}>
            <h2 class="who"><Link<Route> to={Route::StaffPerson { id: completion.person_id }}>{ &completion.person_name }</Link<Route>>{ " reports" }</h2>
            <CompletionCard completion={completion.clone()} />
            if completion.state == CompletionState::Reported && own {
                <p class="notice">{ "This is your own report. Somebody else decides it." }</p>
            } else if completion.state == CompletionState::Reported {
                <Decide ..props.clone() />
            }
        </article>
    }
}

#[component]
fn Decide(props: &QueueEntryProps) -> Html {
    let QueueEntryProps { completion, refusing, on_refuse, on_decided } = props;
    let id = completion.id;
    let verified = format!("Verified: {}, {}.", completion.person_name, completion.course_title);
    let refused = AttrValue::from(format!("Refused: {}, {}.", completion.person_name, completion.course_title));
    let verifying = use_submission::<(), IgnoredAny>(Method::POST, on_decided.reform(move |_| verified.clone().into()));
    let verify = {
        let verifying = verifying.clone();
        Callback::from(move |_: MouseEvent| verifying.emit(format!("/completions/{id}/verify"), ()))
    };
    let refuse = on_refuse.reform(move |_: MouseEvent| id);
    let whose = format!(" the report of {}, {}", completion.person_name, completion.course_title);
    html! {
        <>
            if let Some(failure) = &verifying.failure {
                <ProblemNotice failure={failure.clone()} />
            }
            <p class="actions">
                <button type="button" onclick={verify} aria-busy={verifying.busy.then_some("true")}>
                    { "Verify" }<span class="visually-hidden">{ whose.clone() }</span>
                </button>
                <button type="button" class="secondary" onclick={refuse} aria-expanded={refusing.to_string()}>
                    { "Refuse" }<span class="visually-hidden">{ whose }</span>
                </button>
            </p>
            if *refusing {
                <ReasonForm path={format!("/completions/{id}/refuse")} submit="Refuse the completion"
                    hint="The person reads it. A mistake is taken back by a correction in the person's file."
                    done={on_decided.reform(move |()| refused.clone())} />
            }
        </>
    }
}

//! Many completions decided at once: those that are ticked, verified or refused alike. Each has its own fate, and what
//! was not decided says why.

use reqwest::Method;
use shared::completions::{Completion, CompletionDecisions, CompletionsToDecide, DECISIONS_MAX};
use shared::dossier::Outcome;
use shared::ids::CompletionId;
use shared::people::REASON_CHARS_MAX;
use shared::text::{Lines, check};
use yew::prelude::*;

use crate::components::{Confirm, Form, ProblemNotice, TextArea, at_once, use_progress};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// What was chosen, and what follows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct BulkProps {
    /// All on the page, to name those that were not decided.
    pub items: Vec<Completion>,
    /// Those that are ticked.
    pub chosen: Vec<CompletionId>,
    /// Called with what to say once they are decided.
    pub on_decided: Callback<Html>,
}

/// The buttons for what is chosen.
#[component]
pub(super) fn Bulk(props: &BulkProps) -> Html {
    let refusing = use_state_eq(|| false);
    let reason = use_entry("");
    let done = {
        let (items, refusing, on_decided, reason) = (props.items.clone(), refusing.setter(), props.on_decided.clone(), reason.clone());
        Callback::from(move |decisions: CompletionDecisions| {
            refusing.set(false);
            reason.set("");
            on_decided.emit(told(&items, &decisions));
        })
    };
    let sending = use_submission::<CompletionsToDecide, CompletionDecisions>(Method::POST, done);
    let working = use_progress(sending.busy, "Still working: the chosen ones are being decided.");
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let ids: Vec<CompletionId> = props.chosen.iter().copied().take(DECISIONS_MAX).collect();
    let count = ids.len();
    let verify = {
        let (sending, ids) = (sending.clone(), ids.clone());
        Callback::from(move |()| {
            sending.emit("/completions/decisions", CompletionsToDecide { ids: ids.clone(), outcome: Outcome::Achieved, reason: None });
        })
    };
    let on_submit = {
        let (sending, reason) = (sending.clone(), reason.clone());
        Callback::from(move |()| {
            let found: Errors = check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many).into_iter().collect();
            if found.is_empty() {
                let reason = Some(reason.trimmed().to_owned());
                sending.emit("/completions/decisions", CompletionsToDecide { ids: ids.clone(), outcome: Outcome::NotAchieved, reason });
            }
            set_errors.emit(found);
        })
    };
    let toggle = {
        let refusing = refusing.clone();
        Callback::from(move |_: MouseEvent| refusing.set(!*refusing))
    };
    html! {
        <section class="bulk no-print" aria-label="The chosen ones">
            <p role="status">{ if count == 0 { "None is chosen.".to_owned() } else { format!("{count} chosen.") } }</p>
            if !*refusing && let Some(failure) = &sending.failure {
                <ProblemNotice failure={failure.clone()} />
            }
            <p class="actions">
                <Confirm action="Verify the chosen ones" question={format!("Verify {count}?")} disabled={count == 0} busy={sending.busy} on_confirm={verify}>
                    <p>{ "Each counts from today, and certificates that fall due by it are issued." }</p>
                    { at_once() }
                </Confirm>
                <button type="button" class="secondary" disabled={count == 0} onclick={toggle} aria-expanded={refusing.to_string()}>{ "Refuse the chosen ones" }</button>
            </p>
            { working }
            if *refusing {
                <Form scope="bulk" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Refuse them all" {on_submit}>
                    <TextArea member="reason" label="Reason" hint="Each of the people reads it. A mistake is taken back by a correction in the person's file." entry={reason} error={errors.on("reason")} />
                </Form>
            }
        </section>
    }
}

/// What became of them: how many were decided, and each that was not, with why.
fn told(items: &[Completion], decisions: &CompletionDecisions) -> Html {
    let decided = decisions.items.iter().filter(|item| item.problem.is_none()).count();
    let name = |id: CompletionId| {
        items.iter().find(|item| item.id == id).map(|item| format!("{}, {}", item.person_name, item.course_title)).unwrap_or_default()
    };
    html! {
        <>
            { format!("{decided} decided.") }
            <ul>
                { for decisions.items.iter().filter_map(|item| Some((item.id, item.problem.as_ref()?))).map(|(id, problem)| html! {
                    <li key={id.to_string()}>{ format!("Not decided: {}: {}", name(id), problem.detail) }</li>
                }) }
            </ul>
        </>
    }
}

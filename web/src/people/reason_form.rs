//! The form of every decision that needs a reason and nothing else.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::people::{REASON_CHARS_MAX, WithReason};
use shared::text::{Lines, check};
use yew::prelude::*;

use crate::components::{Form, TextArea};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// The decision.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReasonFormProps {
    /// Where it is sent.
    pub path: AttrValue,
    /// The words on the button.
    pub submit: AttrValue,
    /// Who reads the reason.
    pub hint: AttrValue,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub fn ReasonForm(props: &ReasonFormProps) -> Html {
    let reason = use_entry("");
    let sending = use_submission::<WithReason, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (reason, sending, path) = (reason.clone(), sending.clone(), props.path.clone());
        Callback::from(move |()| {
            let found: Errors = check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many).into_iter().collect();
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit(path.to_string(), WithReason { reason: reason.trimmed().to_owned() });
            }
        })
    };
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit={props.submit.clone()} {on_submit}>
            <TextArea member="reason" label="Reason" hint={props.hint.clone()} entry={reason} error={errors.on("reason")} />
        </Form>
    }
}

//! The form of every decision that needs a reason and nothing else, and of everything else that is said in one text.

use reqwest::Method;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use shared::people::REASON_CHARS_MAX;
use shared::text::{Lines, check};
use yew::prelude::*;

use crate::components::{Form, TextArea};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// The decision.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReasonFormProps {
    /// Where it is sent.
    pub path: AttrValue,
    /// The member of the request that is the text.
    #[prop_or(AttrValue::Static("reason"))]
    pub member: AttrValue,
    /// Its label.
    #[prop_or(AttrValue::Static("Reason"))]
    pub label: AttrValue,
    /// The longest text, in characters.
    #[prop_or(REASON_CHARS_MAX)]
    pub chars_max: usize,
    /// The words on the button.
    pub submit: AttrValue,
    /// Who reads it.
    pub hint: AttrValue,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub fn ReasonForm(props: &ReasonFormProps) -> Html {
    let reason = use_entry("");
    let sending = use_submission::<Value, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (reason, sending, path, member, chars_max) = (reason.clone(), sending.clone(), props.path.clone(), props.member.clone(), props.chars_max);
        Callback::from(move |()| {
            let found: Errors = check(&member, &reason.value, chars_max, Lines::Many).into_iter().collect();
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit(path.to_string(), json!({ member.as_str(): reason.trimmed() }));
            }
        })
    };
    html! {
        <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit={props.submit.clone()} {on_submit}>
            <TextArea member={props.member.clone()} label={props.label.clone()} hint={props.hint.clone()} entry={reason} error={errors.on(&props.member)} />
        </Form>
    }
}

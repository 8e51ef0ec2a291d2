//! The form that revokes: grave, so it asks for the person's name besides the reason.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::people::{REASON_CHARS_MAX, WithReason};
use shared::text::{Lines, check};
use yew::prelude::*;

use super::{DecisionFormProps, REASON_HINT};
use crate::components::{Field, Form, TextArea, Why};
use crate::form::{Errors, use_entry, use_errors, use_submission};

/// Shows the form.
#[component]
pub(super) fn RevokeForm(props: &DecisionFormProps) -> Html {
    let (reason, typed) = (use_entry(""), use_entry(""));
    let sending = use_submission::<WithReason, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (reason, typed, sending, name) = (reason.clone(), typed.clone(), sending.clone(), props.name.clone());
        let path = format!("{}/revoke", props.path);
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.extend(check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many));
            let is_same = typed.trimmed() == name.trim();
            found.check("typed", if is_same { Ok(()) } else { Err(format!("is not the person's name: type `{name}`")) });
            if found.is_empty() {
                sending.emit(path.clone(), WithReason { reason: reason.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <>
            <div class="with-why">
                <p class="notice problem">{ "Nothing takes effect on or after today, and the certificate reads as revoked for everybody who verifies it." }</p>
                <Why question={19} />
            </div>
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Revoke" {on_submit}>
                <TextArea member="reason" label="Reason" hint={REASON_HINT} entry={reason} error={errors.on("reason")} />
                <Field member="typed" label="The person's name, to confirm" hint={format!("Type: {}", props.name)} entry={typed} error={errors.on("typed")} />
            </Form>
        </>
    }
}

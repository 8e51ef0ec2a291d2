//! The form that extends a candidacy.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::people::{GrantExtension, REASON_CHARS_MAX};
use shared::text::{Lines, check};
use yew::prelude::*;

use super::REASON_HINT;
use crate::components::{Field, Form, Kind, TextArea, Why};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};

/// Where it is sent.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct GrantExtensionFormProps {
    /// The person's path.
    pub path: AttrValue,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn GrantExtensionForm(props: &GrantExtensionFormProps) -> Html {
    let (until, reason) = (use_entry(""), use_entry(""));
    let sending = use_submission::<GrantExtension, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let path = format!("{}/extensions", props.path);
    let on_submit = {
        let (until, reason, sending) = (until.clone(), reason.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let last = day(&until.value, "is empty: enter the last day of the extended candidacy");
            found.check("until", last.clone().map(|_| ()));
            found.extend(check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many));
            if let (Ok(until), true) = (last, found.is_empty()) {
                sending.emit(path.clone(), GrantExtension { until, reason: reason.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <>
            <div class="with-why"><p>{ "It covers every act of the person up to its last day, also acts before today." }</p><Why question={18} /></div>
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Extend the candidacy" {on_submit}>
                <Field member="until" label="New last day" kind={Kind::Date} entry={until} error={errors.on("until")} />
                <TextArea member="reason" label="Reason" hint={REASON_HINT} entry={reason} error={errors.on("reason")} />
            </Form>
        </>
    }
}

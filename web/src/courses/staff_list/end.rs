//! The form that ends an approval on a day to come.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::courses::EndApproval;
use shared::people::REASON_CHARS_MAX;
use shared::text::{Lines, check};
use yew::prelude::*;

use crate::components::{Field, Form, Kind, TextArea};
use crate::form::{Errors, day, use_entry, use_errors, use_submission};

/// Which approval.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct EndFormProps {
    /// The approval's path.
    pub path: AttrValue,
    /// Called once it is recorded.
    pub done: Callback<()>,
}

/// Shows the form.
#[component]
pub(super) fn EndForm(props: &EndFormProps) -> Html {
    let (until, reason) = (use_entry(""), use_entry(""));
    let sending = use_submission::<EndApproval, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (until, reason, sending, path) = (until.clone(), reason.clone(), sending.clone(), props.path.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            let last = day(&until.value, "is empty: enter the last day on which it holds");
            found.check("until", last.clone().map(|_| ()));
            found.extend(check("reason", &reason.value, REASON_CHARS_MAX, Lines::Many));
            if let (Ok(until), true) = (last, found.is_empty()) {
                sending.emit(path.to_string(), EndApproval { until, reason: reason.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form scope="end" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="End the approval" {on_submit}>
            <Field member="until" label="Last day" kind={Kind::Date} entry={until} hint="Today or later, before the end that stands." error={errors.on("until")} />
            <TextArea member="reason" label="Reason" hint="It stands on record, and cannot be undone: the course would be approved anew." entry={reason} error={errors.on("reason")} />
        </Form>
    }
}

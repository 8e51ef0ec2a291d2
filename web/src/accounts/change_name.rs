//! Changing one's name.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::ChangeName as Names;
use shared::people::NAME_CHARS_MAX;
use shared::text::{self, Lines};
use yew::prelude::*;

use crate::components::{Field, Form, Kind};
use crate::form::{Errors, required, use_entry, use_errors, use_submission};

/// Shows the form; `changed` is told.
#[component]
pub(super) fn ChangeName(props: &super::account::ChangedProps) -> Html {
    let done = use_state_eq(|| false);
    let (name, password) = (use_entry(""), use_entry(""));
    let sending = {
        let (done, password, changed) = (done.clone(), password.clone(), props.changed.clone());
        use_submission::<Names, IgnoredAny>(
            Method::PUT,
            Callback::from(move |_| {
                password.set("");
                done.set(true);
                changed.emit(());
            }),
        )
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (done, name, password, sending) = (done.clone(), name.clone(), password.clone(), sending.clone());
        Callback::from(move |()| {
            done.set(false);
            let mut found = Errors::default();
            found.extend(text::check("name", &name.value, NAME_CHARS_MAX, Lines::One));
            found.check("current_password", required(&password.value, "is empty: fill it in"));
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit("/me/name", Names { name: name.trimmed().to_owned(), current_password: password.value.to_string() });
            }
        })
    };
    html! {
        <>
            <Form scope="name" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Change the name" {on_submit}>
                <Field member="name" label="New name" hint="Your certificates bear it from then on; their numbers and dates stay." entry={name} error={errors.on("name")} autocomplete="name" />
                <Field member="current_password" label="Your password" kind={Kind::Password} entry={password} error={errors.on("current_password")} autocomplete="current-password" />
            </Form>
            <p role="status">{ if *done { "Your name is changed." } else { "" } }</p>
        </>
    }
}

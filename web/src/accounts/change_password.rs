//! Changing the password while signed in.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::{ChangePassword as Passwords, check_password_length};
use yew::prelude::*;

use crate::components::{Field, Form, Kind};
use crate::form::{Errors, required, use_entry, use_errors, use_submission};

/// Shows the form.
#[component]
pub fn ChangePassword() -> Html {
    let changed = use_state_eq(|| false);
    let (current, new) = (use_entry(""), use_entry(""));
    let sending = {
        let (changed, current, new) = (changed.clone(), current.clone(), new.clone());
        use_submission::<Passwords, IgnoredAny>(
            Method::PUT,
            Callback::from(move |_| {
                current.set("");
                new.set("");
                changed.set(true);
            }),
        )
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (changed, current, new, sending) = (changed.clone(), current.clone(), new.clone(), sending.clone());
        Callback::from(move |()| {
            changed.set(false);
            let mut found = Errors::default();
            found.check("current_password", required(&current.value, "is empty: fill it in"));
            found.check("new_password", check_password_length(&new.value));
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit("/me/password", Passwords { current_password: current.value.to_string(), new_password: new.value.to_string() });
            }
        })
    };
    html! {
        <>
            <Form scope="password" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Change the password" {on_submit}>
                <Field member="current_password" label="Password so far" kind={Kind::Password} entry={current} error={errors.on("current_password")} autocomplete="current-password" />
                <Field member="new_password" label="New password" kind={Kind::Password} hint="At least 12 characters." entry={new} error={errors.on("new_password")} autocomplete="new-password" />
            </Form>
            <p role="status">{ if *changed { "Your password is changed." } else { "" } }</p>
        </>
    }
}

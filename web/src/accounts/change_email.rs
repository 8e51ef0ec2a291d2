//! Asking for another address.

use reqwest::Method;
use shared::accounts::{ChangeEmail as Addresses, MailUnderway};
use yew::prelude::*;

use crate::components::{Field, Form, Kind};
use crate::form::{Errors, email, required, use_entry, use_errors, use_submission};

/// Shows the form.
#[component]
pub fn ChangeEmail() -> Html {
    let sent = use_state(|| None::<MailUnderway>);
    let (address, password) = (use_entry(""), use_entry(""));
    let sending = {
        let (sent, password) = (sent.clone(), password.clone());
        use_submission::<Addresses, MailUnderway>(
            Method::POST,
            Callback::from(move |answer| {
                password.set("");
                sent.set(Some(answer));
            }),
        )
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (address, password, sent, sending) = (address.clone(), password.clone(), sent.setter(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("email", email(&address.value));
            found.check("current_password", required(&password.value, "is empty: fill it in"));
            let fine = found.is_empty();
            set_errors.emit(found);
            sent.set(None);
            if fine {
                sending.emit("/me/email", Addresses { email: address.trimmed().to_owned(), current_password: password.value.to_string() });
            }
        })
    };
    html! {
        <>
            <Form scope="email" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Change the address" {on_submit}>
                <Field member="email" label="New e-mail address" kind={Kind::Email} hint="We send a link there. Until you follow it, your address stays." entry={address} error={errors.on("email")} autocomplete="email" />
                <Field member="current_password" label="Your password" kind={Kind::Password} entry={password} error={errors.on("current_password")} autocomplete="current-password" />
            </Form>
            <p role="status">{ sent.as_ref().map(|sent| sent.message.clone()).unwrap_or_default() }</p>
        </>
    }
}

//! Setting a new password by the mailed link.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::{ResetPassword as NewPassword, check_password_length};
use yew::prelude::*;
use yew_router::prelude::*;

use super::mailed_token::use_mailed_token;
use crate::components::{Field, Form, Kind, Page};
use crate::form::{Errors, use_entry, use_errors, use_submission};
use crate::route::Route;

/// Shows the page.
#[component]
pub fn ResetPassword() -> Html {
    let token = use_mailed_token();
    let done = use_state_eq(|| false);
    let password = use_entry("");
    let sending = {
        let done = done.clone();
        use_submission::<NewPassword, IgnoredAny>(Method::POST, Callback::from(move |_| done.set(true)))
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    if *done {
        return html! {
            <Page title="Your new password is set">
                <div class="notice good" role="status"><p>{ "All sessions have ended. Sign in with the new password." }</p></div>
                <p><Link<Route> classes="button" to={Route::SignIn}>{ "Sign in" }</Link<Route>></p>
            </Page>
        };
    }
    let Some(token) = token else {
        return html! {
            <Page title="Set a new password" lead="This page opens from the link in the mail.">
                <p><Link<Route> to={Route::ForgotPassword}>{ "Have a link sent" }</Link<Route>></p>
            </Page>
        };
    };
    let on_submit = {
        let (password, sending) = (password.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("password", check_password_length(&password.value));
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit("/accounts/reset-password/complete", NewPassword { token: token.clone(), password: password.value.to_string() });
            }
        })
    };
    html! {
        <Page title="Set a new password">
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Set the password" {on_submit}>
                <Field member="password" label="New password" kind={Kind::Password} hint="At least 12 characters." entry={password} error={errors.on("password")} autocomplete="new-password" />
            </Form>
            <p><Link<Route> to={Route::ForgotPassword}>{ "Has the link ended? Have a new one sent" }</Link<Route>></p>
        </Page>
    }
}

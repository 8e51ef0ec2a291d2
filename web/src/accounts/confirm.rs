//! Confirming an address by the mailed link. Opening it does nothing by itself, because mail programs open links; the
//! password of the registration does.

use reqwest::Method;
use shared::accounts::ConfirmAccount;
use yew::prelude::*;
use yew_router::prelude::*;

use super::mailed_token::use_mailed_token;
use super::send_link::SendLink;
use crate::components::{Field, Form, Kind, Page};
use crate::form::{Errors, required, use_entry, use_errors, use_submission};
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Confirm() -> Html {
    let token = use_mailed_token();
    let confirmed = use_state_eq(|| false);
    let password = use_entry("");
    let sending = {
        let confirmed = confirmed.clone();
        use_submission::<ConfirmAccount, serde::de::IgnoredAny>(Method::POST, Callback::from(move |_| confirmed.set(true)))
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    if *confirmed {
        return html! {
            <Page title="Your address is confirmed">
                <div class="notice good" role="status"><p>{ "Your account is ready." }</p></div>
                <p><Link<Route> classes="button" to={Route::SignIn}>{ "Sign in" }</Link<Route>></p>
            </Page>
        };
    }
    let Some(token) = token else {
        return html! {
            <Page title="Confirm your address" lead="This page opens from the link in the mail that you receive after you create an account.">
                <p>{ "Was the link cut off, or has it ended? Have a new one sent." }</p>
                <SendLink path="/accounts/resend-confirmation" submit="Send a new link" />
            </Page>
        };
    };
    let on_submit = {
        let (password, sending) = (password.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("password", required(&password.value, "is empty: fill it in"));
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit("/accounts/confirm", ConfirmAccount { token: token.clone(), password: password.value.to_string() });
            }
        })
    };
    let refused = sending.failure.as_ref().is_some_and(|failure| !failure.is_uncertain());
    html! {
        <Page title="Confirm your address" lead="Enter the password that you chose, and your account is ready.">
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Confirm my address" {on_submit}>
                <Field member="password" label="Password" kind={Kind::Password} hint="The one chosen at this registration." entry={password} error={errors.on("password")} autocomplete="current-password" />
            </Form>
            if refused {
                <h2>{ "Have a new link sent" }</h2>
                <SendLink path="/accounts/resend-confirmation" submit="Send a new link" />
                <p>{ "Is your password not taken? Someone else may have registered with your address. " }<Link<Route> to={Route::Register}>{ "Register again" }</Link<Route>>{ ", and follow the newest link." }</p>
            }
        </Page>
    }
}

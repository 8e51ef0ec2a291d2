//! Confirming an address by the mailed link. A press of a button does it, because mail programs open links by
//! themselves.

use reqwest::Method;
use shared::accounts::MailedToken;
use yew::prelude::*;
use yew_router::prelude::*;

use super::mailed_token::use_mailed_token;
use super::send_link::SendLink;
use crate::components::{Form, Page};
use crate::form::use_submission;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Confirm() -> Html {
    let token = use_mailed_token();
    let confirmed = use_state_eq(|| false);
    let sending = {
        let confirmed = confirmed.clone();
        use_submission::<MailedToken, serde::de::IgnoredAny>(Method::POST, Callback::from(move |_| confirmed.set(true)))
    };
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
        let sending = sending.clone();
        Callback::from(move |()| sending.emit("/accounts/confirm", MailedToken { token: token.clone() }))
    };
    let refused = sending.failure.as_ref().is_some_and(|failure| !failure.is_uncertain());
    html! {
        <Page title="Confirm your address" lead="One press, and your account is ready.">
            <Form failure={sending.failure.clone()} busy={sending.busy} submit="Confirm my address" {on_submit} />
            if refused {
                <h2>{ "Have a new link sent" }</h2>
                <SendLink path="/accounts/resend-confirmation" submit="Send a new link" />
            }
        </Page>
    }
}

//! Confirming a new address by the mailed link. Opening it does nothing by itself, because mail programs open links.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::ConfirmEmail as Token;
use yew::prelude::*;
use yew_router::prelude::*;

use super::mailed_token::use_mailed_token;
use crate::components::{Form, Page};
use crate::form::use_submission;
use crate::route::Route;
use crate::session::use_session;

/// Shows the page.
#[component]
pub fn ConfirmEmail() -> Html {
    let token = use_mailed_token();
    let session = use_session();
    let done = use_state_eq(|| false);
    let sending = {
        let (done, session) = (done.clone(), session.clone());
        use_submission::<Token, IgnoredAny>(
            Method::POST,
            Callback::from(move |_| {
                done.set(true);
                session.renew();
            }),
        )
    };
    let account = html! { <p><Link<Route> classes="button" to={Route::Account}>{ "Go to your account" }</Link<Route>></p> };
    if *done {
        return html! {
            <Page title="Your address is changed">
                <div class="notice good" role="status"><p>{ "From now on you sign in with the new address." }</p></div>
                { account }
            </Page>
        };
    }
    let Some(token) = token else {
        return html! { <Page title="Confirm your new address" lead="This page opens from the link in the mail.">{ account }</Page> };
    };
    let on_submit = {
        let sending = sending.clone();
        Callback::from(move |()| sending.emit("/accounts/confirm-email", Token { token: token.clone() }))
    };
    html! {
        <Page title="Confirm your new address" lead="Your account takes the address to which the mail came.">
            <Form failure={sending.failure.clone()} busy={sending.busy} submit="Use this address" {on_submit} />
        </Page>
    }
}

//! One's own account: who it says one is, the password, the sessions.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::Account;
use yew::prelude::*;
use yew_router::prelude::*;

use super::change_password::ChangePassword;
use crate::components::{Confirm, Page, ProblemNotice};
use crate::form::use_submission;
use crate::remote::use_get;
use crate::route::Route;
use crate::session::use_session;

/// Shows the page.
#[component]
pub fn AccountPage() -> Html {
    let account = use_get::<Account>("/me".to_owned());
    html! {
        <Page title="Your account">
            { account.show(3, |account| html! {
                <dl class="facts">
                    <div><dt>{ "Name" }</dt><dd>{ &account.name }</dd></div>
                    <div><dt>{ "E-mail address" }</dt><dd>{ &account.email }</dd></div>
                </dl>
            }) }
            <section aria-labelledby="password-title">
                <h2 id="password-title">{ "Change your password" }</h2>
                <ChangePassword />
            </section>
            <section aria-labelledby="sessions-title">
                <h2 id="sessions-title">{ "Sign out everywhere" }</h2>
                <p>{ "This ends every session of your account at once, on this device and on all others." }</p>
                <SignOutEverywhere />
            </section>
        </Page>
    }
}

/// The button that ends every session.
#[component]
fn SignOutEverywhere() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let sending = use_submission::<(), IgnoredAny>(
        Method::DELETE,
        Callback::from(move |_| {
            // Away from the page first: a guarded one would ask to sign in again.
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Home);
            }
            session.end();
        }),
    );
    let on_confirm = {
        let sending = sending.clone();
        Callback::from(move |()| sending.emit("/sessions", ()))
    };
    html! {
        <>
            if let Some(failure) = sending.failure.clone() {
                <ProblemNotice {failure} />
            }
            <Confirm action="Sign out everywhere" question="Sign out on all devices?" {on_confirm} busy={sending.busy}>
                <p>{ "You sign in again wherever you want to go on." }</p>
            </Confirm>
        </>
    }
}

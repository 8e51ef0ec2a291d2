//! One's own account: who it says one is, the password, the sessions.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::Account;
use yew::prelude::*;
use yew_router::prelude::*;

use super::change_email::ChangeEmail;
use super::change_name::ChangeName;
use super::change_password::ChangePassword;
use super::leave::{Delete, TakeData};
use super::second_factor::SecondFactor;
use super::session_list::SessionList;
use crate::components::{Confirm, Page, ProblemNotice};
use crate::form::use_submission;
use crate::remote::use_get;
use crate::route::Route;
use crate::session::use_session;

/// Shows the page.
#[component]
pub fn AccountPage() -> Html {
    let account = use_get::<Account>("/me".to_owned());
    let session = use_session();
    let changed = {
        let reload = account.reload.clone();
        Callback::from(move |()| {
            reload.emit(());
            session.renew();
        })
    };
    html! {
        <Page title="Your account">
            { account.show(3, |account| html! {
                <>
                if !account.documents_due.is_empty() {
                    <div class="notice"><p>{ "What you agree to has a new version. " }<Link<Route> to={Route::Documents}>{ "Read and accept it" }</Link<Route>></p></div>
                }
                <dl class="facts">
                    <div><dt>{ "Name" }</dt><dd>{ &account.name }</dd></div>
                    <div><dt>{ "E-mail address" }</dt><dd>{ &account.email }</dd></div>
                    if let Some(number) = &account.candidate_number {
                        <div><dt>{ "Candidate number" }</dt><dd class="figures">{ number }</dd></div>
                    }
                </dl>
                </>
            }) }
            { section("name", "Change your name", html! { <ChangeName {changed} /> }) }
            { section("email", "Change your e-mail address", html! { <ChangeEmail /> }) }
            { section("password", "Change your password", html! { <ChangePassword /> }) }
            { section("second-step", "Second step at signing in", html! { <SecondFactor /> }) }
            { section("devices", "Where you are signed in", html! { <SessionList /> }) }
            <section aria-labelledby="sessions-title">
                <h2 id="sessions-title">{ "Sign out everywhere" }</h2>
                <p>{ "This ends every session of your account at once, on this device and on all others." }</p>
                <SignOutEverywhere />
            </section>
            { section("data", "Download my data", html! { <TakeData /> }) }
            { section("delete", "Delete my account", html! { <Delete /> }) }
        </Page>
    }
}

/// Who is told of a change.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ChangedProps {
    /// Is told.
    pub(super) changed: Callback<()>,
}

/// A part of the page under its heading.
fn section(id: &'static str, title: &'static str, content: Html) -> Html {
    let id = format!("{id}-title");
    html! { <section aria-labelledby={id.clone()}><h2 {id}>{ title }</h2>{ content }</section> }
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

//! Signing in, and going back to the page that asked for it.

use reqwest::Method;
use shared::accounts::{Role, Session, SignIn as Credentials};
use yew::prelude::*;
use yew_router::prelude::*;
use yew_router::query::Raw;

use crate::components::{Field, Form, Kind, Page, Shape};
use crate::form::{Errors, email, required, use_entry, use_errors, use_submission};
use crate::route::Route;
use crate::session::{SessionState, take_return_path, use_session};

/// Shows the page.
#[component]
pub fn SignIn() -> Html {
    let session = use_session();
    let expired = session.state == SessionState::SignedOut { expired: true };
    let (address, password) = (use_entry(""), use_entry(""));
    let sending = {
        let session = session.clone();
        use_submission::<Credentials, Session>(Method::POST, Callback::from(move |answer| session.begin(&answer)))
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (address, password, sending) = (address.clone(), password.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("email", email(&address.value));
            found.check("password", required(&password.value, "is empty: fill it in"));
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit("/sessions", Credentials { email: address.trimmed().to_owned(), password: password.value.to_string() });
            }
        })
    };
    // Also who is signed in already, by another tab or a reload, goes on.
    if session.account().is_some() {
        return html! { <Onward /> };
    }
    html! {
        <Page title="Sign in">
            if expired {
                <div class="notice" role="status"><p>{ "Your session has ended. Sign in to go on where you were. Nothing that was saved is lost." }</p></div>
            }
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Sign in" {on_submit}>
                <Field member="email" label="E-mail address" kind={Kind::Email} entry={address} error={errors.on("email")} autocomplete="username" />
                <Field member="password" label="Password" kind={Kind::Password} entry={password} error={errors.on("password")} autocomplete="current-password" />
            </Form>
            <p><Link<Route> to={Route::ForgotPassword}>{ "Forgot your password?" }</Link<Route>></p>
            <p><Link<Route> to={Route::Confirm}>{ "Is your address not confirmed yet?" }</Link<Route>></p>
            <p>{ "No account yet? " }<Link<Route> to={Route::Register}>{ "Create one" }</Link<Route>></p>
        </Page>
    }
}

/// Goes where the person was going.
#[component]
fn Onward() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    use_effect_with((), move |()| {
        let home = if session.has(Role::Staff) || session.has(Role::Admin) { Route::Staff } else { Route::Dashboard };
        let Some(navigator) = navigator else { return };
        match take_return_path() {
            Some(path) => follow(&navigator, &path),
            None => navigator.replace(&home),
        }
    });
    html! { <Shape lines={6} /> }
}

/// Goes to a remembered path, its query included.
fn follow(navigator: &Navigator, path: &str) {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let route = Route::recognize(path).unwrap_or(Route::Dashboard);
    if query.is_empty() || navigator.replace_with_query(&route, Raw(query)).is_err() {
        navigator.replace(&route);
    }
}

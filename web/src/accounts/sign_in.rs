//! Signing in, in one step or two, and going back to the page that asked for it.

use reqwest::Method;
use shared::accounts::{CODE_CHARS_MAX, CodeNeeded, Role, Session, SignIn as Credentials, SignInWithCode, SignedIn};
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
    let challenge = use_state(|| None::<CodeNeeded>);
    let (address, password) = (use_entry(""), use_entry(""));
    let sending = {
        let (session, challenge) = (session.clone(), challenge.setter());
        use_submission::<Credentials, SignedIn>(
            Method::POST,
            Callback::from(move |answer| match answer {
                SignedIn::Session(answer) => session.begin(&answer),
                SignedIn::CodeNeeded(needed) => challenge.set(Some(needed)),
            }),
        )
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
    if let Some(needed) = &*challenge {
        let again = {
            let challenge = challenge.setter();
            Callback::from(move |()| challenge.set(None))
        };
        return html! { <SecondStep challenge={needed.challenge.clone()} {again} /> };
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

/// What waits for the code.
#[derive(Debug, Clone, PartialEq, Properties)]
struct SecondStepProps {
    /// What the first step answered.
    challenge: String,
    /// Goes back to the first step.
    again: Callback<()>,
}

/// The second step: the code of the app, or a recovery code.
#[component]
fn SecondStep(props: &SecondStepProps) -> Html {
    let session = use_session();
    let code = use_entry("");
    let sending = use_submission::<SignInWithCode, Session>(Method::POST, Callback::from(move |answer| session.begin(&answer)));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (code, sending, challenge) = (code.clone(), sending.clone(), props.challenge.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("code", required(&code.value, "is empty: fill it in"));
            if CODE_CHARS_MAX < code.trimmed().chars().count() {
                found.check("code", Err(format!("is too long: use at most {CODE_CHARS_MAX} characters")));
            }
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                sending.emit("/sessions/second-step", SignInWithCode { challenge: challenge.clone(), code: code.trimmed().to_owned() });
            }
        })
    };
    let again = props.again.reform(|_: MouseEvent| ());
    html! {
        <Page title="Enter your code" lead="Your password is right. The second step is the code that your app shows now.">
            <Form errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Sign in" {on_submit}>
                <Field member="code" label="Code" hint="Six digits from your app. If you have lost it, a recovery code." entry={code} error={errors.on("code")} autocomplete="one-time-code" />
            </Form>
            <p><button type="button" class="secondary" onclick={again}>{ "Begin again" }</button></p>
        </Page>
    }
}

/// Goes where the person was going; first to what has to be accepted.
#[component]
fn Onward() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    use_effect_with((), move |()| {
        // The overview of staff is not for an administrator alone.
        let home = match (session.has(Role::Staff), session.has(Role::Admin)) {
            (true, _) => Route::Staff,
            (false, true) => Route::StaffRoles,
            (false, false) => Route::Dashboard,
        };
        let Some(navigator) = navigator else { return };
        if session.account().is_some_and(|account| !account.documents_due.is_empty()) {
            navigator.replace(&Route::Documents);
            return;
        }
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

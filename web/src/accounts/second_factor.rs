//! The second step of signing in: setting it up with an app, and removing it.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::{
    BeginSecondFactor, ConfirmSecondFactor, RecoveryCodes, RemoveSecondFactor, SecondFactor as State, SecondFactorSecret, SecondStep,
};
use yew::prelude::*;

use crate::components::{Field, Form, Kind};
use crate::form::{Errors, required, use_entry, use_errors, use_submission};
use crate::remote::use_get;
use crate::session::use_session;

/// Shows where it stands, and the form that leads on.
#[component]
pub fn SecondFactor() -> Html {
    let session = use_session();
    let state = use_get::<State>("/me/second-factor".to_owned());
    let (secret, codes) = (use_state(|| None::<SecondFactorSecret>), use_state(|| None::<RecoveryCodes>));
    let (password, code) = (use_entry(""), use_entry(""));
    let changed = {
        let (reload, password, code) = (state.reload.clone(), password.clone(), code.clone());
        Callback::from(move |()| {
            password.set("");
            code.set("");
            reload.emit(());
            session.renew();
        })
    };
    let begin = {
        let secret = secret.clone();
        use_submission::<BeginSecondFactor, _>(Method::POST, Callback::from(move |answer| secret.set(Some(answer))))
    };
    let confirm = {
        let (secret, codes, changed) = (secret.clone(), codes.clone(), changed.clone());
        use_submission::<ConfirmSecondFactor, _>(
            Method::POST,
            Callback::from(move |answer| {
                secret.set(None);
                codes.set(Some(answer));
                changed.emit(());
            }),
        )
    };
    let remove = {
        let codes = codes.clone();
        use_submission::<RemoveSecondFactor, IgnoredAny>(
            Method::POST,
            Callback::from(move |_| {
                codes.set(None);
                changed.emit(());
            }),
        )
    };
    let failure = [&begin.failure, &confirm.failure, &remove.failure].into_iter().flatten().next().cloned();
    let (errors, set_errors) = use_errors(failure.as_ref());
    let is_on = state.ready().is_some_and(|state| state.state == SecondStep::On);
    let on_submit = {
        let (password, code, begin, confirm, remove) = (password.clone(), code.clone(), begin.clone(), confirm.clone(), remove.clone());
        let waits_for_code = secret.is_some();
        Callback::from(move |()| {
            let mut found = Errors::default();
            let (current_password, typed) = (password.value.to_string(), code.trimmed().to_owned());
            if is_on || !waits_for_code {
                found.check("current_password", required(&current_password, "is empty: fill it in"));
            }
            if is_on || waits_for_code {
                found.check("code", required(&typed, "is empty: fill it in"));
            }
            let fine = found.is_empty();
            set_errors.emit(found);
            match (fine, is_on, waits_for_code) {
                (false, ..) => {}
                (true, true, _) => remove.emit("/me/second-factor/remove", RemoveSecondFactor { current_password, code: typed }),
                (true, false, true) => confirm.emit("/me/second-factor/confirm", ConfirmSecondFactor { code: typed }),
                (true, false, false) => begin.emit("/me/second-factor", BeginSecondFactor { current_password }),
            }
        })
    };
    let busy = begin.busy || confirm.busy || remove.busy;
    let (asks_password, asks_code) = (is_on || secret.is_none(), is_on || secret.is_some());
    let submit = if is_on {
        "Remove the second step"
    } else if asks_code {
        "Confirm the code"
    } else {
        "Set up the second step"
    };
    html! {
        { state.show(2, |state| html! {
            <>
                <p>{ words(state) }</p>
                { secret.as_ref().map(drawing).unwrap_or_default() }
                { codes.as_ref().map(recovery).unwrap_or_default() }
                <Form scope="second-step" errors={errors.clone()} failure={failure.clone()} {busy} {submit} {on_submit}>
                    if asks_password {
                        <Field member="current_password" label="Your password" kind={Kind::Password} entry={password.clone()} error={errors.on("current_password")} autocomplete="current-password" />
                    }
                    if asks_code {
                        <Field member="code" label="Code" hint="Six digits from your app." entry={code.clone()} error={errors.on("code")} autocomplete="one-time-code" />
                    }
                </Form>
            </>
        }) }
    }
}

fn words(state: &State) -> String {
    match state.state {
        SecondStep::Off => {
            "Signing in takes your password alone. With an app that makes codes, a password that somebody else knows is not enough.".to_owned()
        }
        SecondStep::Needed => {
            "Staff sign in with a password and a code of an app. Until you have set it up, the pages for staff stay closed.".to_owned()
        }
        SecondStep::On => format!("Signing in takes your password and a code. Recovery codes left: {}.", state.recovery_codes_left),
    }
}

fn drawing(secret: &SecondFactorSecret) -> Html {
    let view_box = format!("0 0 {0} {0}", secret.qr.modules);
    html! {
        <>
            <p>{ "Scan this with your app, or type the secret into it. Then enter the code that it shows." }</p>
            <svg viewBox={view_box} width="220" height="220" role="img" aria-label="QR code of the secret"><rect width="100%" height="100%" fill="#fff" /><path d={secret.qr.path.clone()} fill="#000" /></svg>
            <p>{ "Secret: " }<code>{ &secret.secret }</code></p>
        </>
    }
}

fn recovery(codes: &RecoveryCodes) -> Html {
    html! {
        <div class="notice good" role="status">
            <p>{ "The second step is set up. Keep these recovery codes: each signs you in once where the app is lost. They are not shown again." }</p>
            <ul>{ for codes.codes.iter().map(|code| html! { <li key={code.clone()}><code>{ code }</code></li> }) }</ul>
        </div>
    }
}

//! Taking one's data along, and deleting one's account: what stays, what goes, and the form for either.

use gloo::file::{Blob, ObjectUrl};
use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::{DELETE_CONFIRMATION, DeleteAccount, ExportData, SecondStep};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::client::Failure;
use crate::components::{Field, Form, Kind, use_progress};
use crate::form::{Entry, Errors, required, use_entry, use_errors, use_submission};
use crate::route::Route;
use crate::session::{Session, use_session};

/// Shows the form that makes the archive, then the link to it.
#[component]
pub fn TakeData() -> Html {
    let session = use_session();
    let (password, code) = (use_entry(""), use_entry(""));
    let (archive, failure, busy) = (use_state(|| None::<ObjectUrl>), use_state(|| None::<Failure>), use_state_eq(|| false));
    let working = use_progress(*busy, "Still working: the archive is being put together.");
    let (errors, set_errors) = use_errors(failure.as_ref());
    let on_submit = {
        let (session, password, code) = (session.clone(), password.clone(), code.clone());
        let (archive, failure, busy) = (archive.clone(), failure.clone(), busy.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("current_password", required(&password.value, "is empty: fill it in"));
            let fine = found.is_empty();
            set_errors.emit(found);
            if !fine || *busy {
                return;
            }
            busy.set(true);
            failure.set(None);
            archive.set(None);
            let body = ExportData { current_password: password.value.to_string(), code: typed(&code) };
            let (client, archive, failure, busy) = (session.client.clone(), archive.clone(), failure.clone(), busy.clone());
            let proof = [password.clone(), code.clone()];
            spawn_local(async move {
                match client.download("/me/export", &body).await {
                    Ok(bytes) => {
                        // A form further down deletes the account: what opens it does not stay in a field.
                        for entry in &proof {
                            entry.set("");
                        }
                        archive.set(Some(ObjectUrl::from(Blob::new_with_options(bytes.as_slice(), Some("application/zip")))));
                    }
                    Err(why) => failure.set(Some(why)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <>
            <p>{ "One archive with all that is kept of you: to read, and for programs." }</p>
            <Form scope="data" errors={errors.clone()} failure={(*failure).clone()} busy={*busy} submit="Make the archive" {on_submit}>
                { proof(&session, &errors, password, code) }
            </Form>
            { working }
            <p role="status">
                if let Some(archive) = &*archive {
                    { "Your archive is ready: " }<a href={archive.to_string()} download="lssc-my-data.zip">{ "save it" }</a>
                }
            </p>
        </>
    }
}

/// Shows what goes, what stays, and the form.
#[component]
pub fn Delete() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let (password, code, words) = (use_entry(""), use_entry(""), use_entry(""));
    let sending = {
        let session = session.clone();
        use_submission::<DeleteAccount, IgnoredAny>(
            Method::POST,
            Callback::from(move |_| {
                if let Some(navigator) = &navigator {
                    navigator.push(&Route::Home);
                }
                session.end();
            }),
        )
    };
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (password, code, words, sending) = (password.clone(), code.clone(), words.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("current_password", required(&password.value, "is empty: fill it in"));
            let right = words.trimmed().to_lowercase() == DELETE_CONFIRMATION;
            found.check("confirmation", if right { Ok(()) } else { Err(format!("is something else: type `{DELETE_CONFIRMATION}`")) });
            let fine = found.is_empty();
            set_errors.emit(found);
            if fine {
                let body =
                    DeleteAccount { current_password: password.value.to_string(), code: typed(&code), confirmation: words.trimmed().to_owned() };
                sending.emit("/me/delete", body);
            }
        })
    };
    html! {
        <>
            <p><strong>{ "This cannot be undone." }</strong></p>
            <ul>
                <li>{ "What goes: your name, your address, your password and sessions, mails to you, notes about you, and what your applications say of your position and membership. Open applications are withdrawn." }</li>
                <li>{ "What stays: what happened and when, under a number that says nothing of you. Your certificates can still be verified, without your name." }</li>
                <li>{ "The one exception: your name on invoices that you paid, for seven years, because the books need it." }</li>
            </ul>
            <Form scope="delete" errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Delete my account" {on_submit}>
                { proof(&session, &errors, password, code) }
                <Field member="confirmation" label="Confirmation" hint={format!("Type the words: {DELETE_CONFIRMATION}")} entry={words} error={errors.on("confirmation")} autocomplete="off" />
            </Form>
        </>
    }
}

/// The fields by which one shows that it is oneself.
fn proof(session: &Session, errors: &Errors, password: Entry, code: Entry) -> Html {
    html! {
        <>
            <Field member="current_password" label="Your password" kind={Kind::Password} entry={password} error={errors.on("current_password")} autocomplete="current-password" />
            if session.account().is_some_and(|account| account.second_step == SecondStep::On) {
                <Field member="code" label="Code" hint="Six digits from your app, or a recovery code." entry={code} error={errors.on("code")} autocomplete="one-time-code" />
            }
        </>
    }
}

fn typed(code: &Entry) -> Option<String> {
    Some(code.trimmed().to_owned()).filter(|code| !code.is_empty())
}

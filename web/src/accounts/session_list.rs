//! Where one is signed in, and ending a session there.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::accounts::{SessionEntry, SessionList as Sessions};
use yew::prelude::*;

use crate::components::{ProblemNotice, instant};
use crate::form::use_submission;
use crate::remote::use_get;

/// Shows the sessions.
#[component]
pub fn SessionList() -> Html {
    let sessions = use_get::<Sessions>("/me/sessions".to_owned());
    let ending = {
        let reload = sessions.reload.clone();
        use_submission::<(), IgnoredAny>(Method::DELETE, Callback::from(move |_| reload.emit(())))
    };
    let end = |path: String| {
        let ending = ending.clone();
        Callback::from(move |_: MouseEvent| ending.emit(path.clone(), ()))
    };
    html! {
        <>
            if let Some(failure) = ending.failure.clone() {
                <ProblemNotice {failure} />
            }
            { sessions.show(3, |sessions| html! {
                <>
                    <ul class="plain">{ for sessions.items.iter().map(|session| item(session, end(format!("/me/sessions/{}", session.id)))) }</ul>
                    if 1 < sessions.items.len() {
                        <p><button type="button" class="secondary" onclick={end("/me/sessions".to_owned())}>{ "End all other sessions" }</button></p>
                    }
                </>
            }) }
        </>
    }
}

fn item(session: &SessionEntry, end: Callback<MouseEvent>) -> Html {
    html! {
        <li key={session.id.clone()}>
            <p><strong>{ &session.device }</strong>{ if session.is_this { " (this one)" } else { "" } }<br />
                { format!("Signed in on {}, last used on {}", instant(&session.started_at.to_string()), instant(&session.used_at.to_string())) }</p>
            if !session.is_this {
                <button type="button" class="secondary" onclick={end} aria-label={format!("End this one: {}", session.device)}>{ "End this one" }</button>
            }
        </li>
    }
}

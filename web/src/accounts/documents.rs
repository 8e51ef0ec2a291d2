//! Accepting the documents that have changed. What is one's own may be read without it.

use reqwest::Method;
use shared::accounts::{AcceptDocuments, Account, Document, DocumentVersion};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Form, Page};
use crate::form::use_submission;
use crate::route::Route;
use crate::session::use_session;

/// Shows the page.
#[component]
pub fn Documents() -> Html {
    let session = use_session();
    let renewed = session.clone();
    let sending = use_submission::<AcceptDocuments, Account>(Method::POST, Callback::from(move |_| renewed.renew()));
    let due = session.account().map(|account| account.documents_due.clone()).unwrap_or_default();
    if due.is_empty() {
        return html! {
            <Page title="All is accepted">
                <div class="notice good" role="status"><p>{ "You have accepted the privacy notice and the terms of use as they are now." }</p></div>
                <p><Link<Route> classes="button" to={Route::SignIn}>{ "Go on" }</Link<Route>></p>
            </Page>
        };
    }
    let on_submit = {
        let (due, sending) = (due.clone(), sending.clone());
        Callback::from(move |()| {
            let documents = due.iter().map(|&document| DocumentVersion { document, version: document.version().to_owned() }).collect();
            sending.emit("/me/documents", AcceptDocuments { documents });
        })
    };
    html! {
        <Page title="Read and accept" lead="What you agree to has a new version. Read it, and accept it to go on.">
            <ul>{ for due.iter().map(|&document| item(document)) }</ul>
            <Form failure={sending.failure.clone()} busy={sending.busy} submit="I have read it and accept it" {on_submit} />
            <p><Link<Route> to={Route::Dashboard}>{ "Not now" }</Link<Route>>{ ": until then you can read what is yours, take your data, and delete your account." }</p>
        </Page>
    }
}

fn item(document: Document) -> Html {
    html! { <li key={document.path()}><a href={document.path()} target="_blank">{ document.title() }</a>{ format!(", version of {}", document.version()) }</li> }
}

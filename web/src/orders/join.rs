//! Where the mailed link of an invitation leads: who pays, how much, until when; and taking it. Opening it does nothing by
//! itself, because mail programs open links. Who signs in first comes back to it in the same tab.

use gloo::storage::{SessionStorage, Storage};
use reqwest::Method;
use serde::de::IgnoredAny;
use shared::orders::{InvitationShown, LookAtInvitation};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::accounts::use_mailed_token;
use crate::components::{DateText, Form, Money, Page, Tone, notice};
use crate::form::use_submission;
use crate::remote::use_remote;
use crate::route::Route;
use crate::session::{SessionState, keep_return_path, use_session};

/// Under which name this tab keeps the token while one signs in.
const ENTRY: &str = "invitation";

/// Shows the page.
#[component]
pub fn Join() -> Html {
    let mailed = use_mailed_token();
    // Without storage (private windows of some browsers) the link of the mail opens the page again.
    let token = use_memo((), |()| mailed.clone().or_else(|| SessionStorage::get::<String>(ENTRY).ok()));
    let shown = use_remote((*token).clone(), |client, token| async move {
        let Some(token) = token else { return Ok(None) };
        let body = LookAtInvitation { token };
        client.request::<_, InvitationShown>(Method::POST, "/invitations/look", Some(&body), None).await.map(Some).or_else(|why| {
            // What the link does not open any more is an answer like another.
            if why.status() == Some(404) {
                SessionStorage::delete(ENTRY);
                Ok(None)
            } else {
                Err(why)
            }
        })
    });
    let taken = use_state_eq(|| false);
    if *taken {
        return html! {
            <Page title="The invitation is yours">
                { notice(Tone::Good, "Now apply", html! { <p>{ "Nothing is left for you to pay of the fee that the order names. Your application is decided as every other." }</p> }) }
                <p><Link<Route> classes="button" to={Route::Apply}>{ "Apply" }</Link<Route>></p>
            </Page>
        };
    }
    let done = {
        let taken = taken.setter();
        Callback::from(move |()| taken.set(true))
    };
    html! {
        <Page title="You are invited to apply">
            { shown.show(6, |shown| match (shown, (*token).clone()) {
                (Some(shown), Some(token)) => html! { <Invitation shown={shown.clone()} {token} {done} /> },
                _ => html! {
                    <section class="notice">
                        <h2>{ "There is no invitation here" }</h2>
                        <p>{ "This page opens from the link in the mail. The link may have been cut off, or its last day for applying has passed." }</p>
                        <p>{ "You can apply without an invitation as well. " }<Link<Route> to={Route::Eligibility}>{ "Am I eligible?" }</Link<Route>></p>
                    </section>
                },
            }) }
        </Page>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct InvitationProps {
    shown: InvitationShown,
    token: String,
    done: Callback<()>,
}

/// What is offered, and how it is taken.
#[component]
fn Invitation(props: &InvitationProps) -> Html {
    let InvitationProps { shown, token, done } = props.clone();
    html! {
        <>
            <p>{ format!("{} pays your application to the Library Support Staff Certification.", shown.buyer_name) }</p>
            <dl class="facts">
                <div><dt>{ "Who pays" }</dt><dd>{ &shown.buyer_name }</dd></div>
                <div><dt>{ "How much" }</dt><dd><Money cents={shown.amount_cents} /></dd></div>
                <div><dt>{ "Apply until" }</dt><dd><DateText date={shown.apply_by} /></dd></div>
            </dl>
            if shown.is_taken {
                { notice(Tone::Plain, "This invitation belongs to an account already", html! {
                    <p>{ "If that is yours, because you took it or have the address to which it was mailed, there is nothing more to do here: " }<Link<Route> to={Route::Apply}>{ "go to your application" }</Link<Route>>{ ". If it is not, write to us." }</p>
                }) }
            } else {
                <Take {token} {done} />
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TakeProps {
    token: String,
    done: Callback<()>,
}

/// Taking it, once it is known who does.
#[component]
fn Take(props: &TakeProps) -> Html {
    let TakeProps { token, done } = props.clone();
    let session = use_session();
    let sending = use_submission::<LookAtInvitation, IgnoredAny>(
        Method::POST,
        done.reform(|_| {
            SessionStorage::delete(ENTRY);
        }),
    );
    let is_signed_out = matches!(session.state, SessionState::SignedOut { .. });
    use_effect_with(is_signed_out, {
        let token = token.clone();
        move |&is_signed_out| {
            if is_signed_out {
                keep_return_path();
                // Without storage one opens the link again.
                let _ = SessionStorage::set(ENTRY, token);
            }
        }
    });
    match &session.state {
        SessionState::Restoring => Html::default(),
        SessionState::SignedOut { .. } => html! {
            <>
                <p>{ "Sign in to take it, and you come back here. Who has no account yet creates one: with the address to which this was mailed the invitation is found by itself; with another one, open the link of the mail again once your account is confirmed." }</p>
                <p class="actions">
                    <Link<Route> classes="button" to={Route::SignIn}>{ "Sign in" }</Link<Route>>
                    <Link<Route> classes="button secondary" to={Route::Register}>{ "Create an account" }</Link<Route>>
                </p>
            </>
        },
        SessionState::SignedIn(signed_in) => {
            let on_submit = {
                let sending = sending.clone();
                Callback::from(move |()| sending.emit("/invitations/take", LookAtInvitation { token: token.clone() }))
            };
            html! {
                <>
                    <p>{ format!("You are signed in as {}. An invitation is for one person, and is taken once.", signed_in.account.name) }</p>
                    <Form failure={sending.failure.clone()} busy={sending.busy} submit="Take the invitation" {on_submit} />
                </>
            }
        }
    }
}

//! Sending a form: once at a time, under an idempotency key that stays the same while nobody knows whether the
//! request arrived.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::client::{Failure, Key, read};
use crate::components::{HEADING, focus_on};
use crate::session::use_client;

/// A form that can be sent.
#[derive(Debug, PartialEq)]
pub struct Submission<B> {
    /// Whether an answer is awaited.
    pub busy: bool,
    /// Why the last attempt came to nothing.
    pub failure: Option<Failure>,
    /// Sends this body to this path.
    pub send: Callback<(String, B)>,
}

impl<B> Clone for Submission<B> {
    fn clone(&self) -> Self {
        Self { busy: self.busy, failure: self.failure.clone(), send: self.send.clone() }
    }
}

impl<B> Submission<B> {
    /// Sends the body to the path.
    pub fn emit(&self, path: impl Into<String>, body: B) {
        self.send.emit((path.into(), body));
    }
}

/// The attempt whose fate is unknown: what was sent, and under which key.
type Uncertain = Option<(String, Key)>;

/// Sends by `method`; `done` receives the answer.
#[hook]
pub fn use_submission<B, T>(method: Method, done: Callback<T>) -> Submission<B>
where
    B: Serialize + 'static,
    T: DeserializeOwned + 'static,
{
    let sending = use_sending(method, Rc::new(move |answer| read(answer).map(|answer| done.emit(answer))));
    let send = sending.send.reform(|(path, body): (String, B)| {
        // Our bodies are plain structs, which always have a JSON.
        (path, serde_json::to_string(&body).unwrap_or_default())
    });
    Submission { busy: sending.busy, failure: sending.failure, send }
}

/// What is done with an answer; fails where it cannot be read.
type Done = Rc<dyn Fn(&str) -> Result<(), Failure>>;

/// [`use_submission`] in JSON: it knows no types, so that the app holds it once and not once for each form.
#[hook]
fn use_sending(method: Method, done: Done) -> Submission<String> {
    let client = use_client();
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None);
    let sending = use_mut_ref(|| false);
    let uncertain = use_mut_ref(|| Uncertain::None);
    let shown = use_memo((), |()| Cell::new(true));
    use_effect_with((), {
        let shown = shown.clone();
        move |()| move || shown.set(false)
    });
    let send = {
        let (busy, failure) = (busy.clone(), failure.clone());
        Callback::from(move |(path, body): (String, String)| {
            // Not `busy`: two clicks may come before the next rendering.
            if sending.replace(true) {
                return;
            }
            busy.set(true);
            failure.set(None);
            let what = format!("{path} {body}");
            let key = uncertain.take().filter(|(before, _)| *before == what).map_or_else(Key::random, |(_, key)| key);
            let (client, method, done) = (client.clone(), method.clone(), done.clone());
            let (busy, failure, sending, uncertain) = (busy.clone(), failure.clone(), sending.clone(), uncertain.clone());
            let shown = shown.clone();
            spawn_local(async move {
                let answer = client.exchange(method, &path, Some(body), Some(&key)).await;
                // Who went elsewhere meanwhile is not fetched back.
                if !shown.get() {
                    return;
                }
                sending.replace(false);
                busy.set(false);
                if let Err(why) = answer.and_then(|answer| done(&answer)) {
                    if why.is_uncertain() {
                        uncertain.replace(Some((what, key)));
                    }
                    failure.set(Some(why));
                } else {
                    keep_focus();
                }
            });
        })
    };
    Submission { busy: *busy, failure: (*failure).clone(), send }
}

/// Once what follows is shown: where the form went away with the focus in it, the page's heading takes the focus.
fn keep_focus() {
    Timeout::new(0, || {
        let has_it = document().active_element().is_some_and(|element| element.tag_name() != "BODY");
        if !has_it {
            focus_on(HEADING);
        }
    })
    .forget();
}

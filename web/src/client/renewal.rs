//! Renewing the session by its refresh cookie: one at a time in all tabs, by the browser's own locks, so that two
//! tabs never present the same cookie to different ends.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use reqwest::Method;
use shared::accounts::Session;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::{Client, Failure, SessionChange, problem, read};

/// The lock's name, the same in all tabs of this origin.
const LOCK: &str = "session-renewal";

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks.request`, which web-sys still holds back as unstable.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, hold: &JsValue) -> Result<Promise, JsValue>;
}

impl Client {
    /// A new access token. `ended` is the one that was refused; where another request renewed it meanwhile, that one's
    /// token is the answer.
    ///
    /// # Errors
    /// That nobody is signed in any more, or that the service was not reached.
    pub async fn renew(&self, ended: Option<&str>) -> Result<Rc<str>, Failure> {
        let outcome = Rc::new(RefCell::new(None));
        let alone = {
            let (client, ended, outcome) = (self.clone(), ended.map(str::to_owned), outcome.clone());
            Closure::once_into_js(move || {
                future_to_promise(async move {
                    let renewed = client.renew_alone(ended.as_deref()).await;
                    outcome.borrow_mut().replace(renewed);
                    Ok(JsValue::UNDEFINED)
                })
            })
        };
        // Without locks (outside a secure context) it is done at once: the service itself takes a refresh token again
        // until its successor is used.
        let under_way = request_lock(LOCK, &alone).or_else(|_| at_once(&alone));
        if let Ok(promise) = under_way {
            // What came of it is in `outcome`.
            let _ = JsFuture::from(promise).await;
        }
        outcome.take().unwrap_or(Err(Failure::Unreached))
    }

    async fn renew_alone(&self, ended: Option<&str>) -> Result<Rc<str>, Failure> {
        if let Some(current) = self.token()
            && Some(&*current) != ended
        {
            return Ok(current);
        }
        match self.send(&Method::POST, "/sessions/refresh", None, None, None).await.and_then(|answer| session_in(&answer)) {
            Ok(session) => {
                self.adopt(&session);
                self.inner.watcher.emit(SessionChange::Renewed(Box::new(session)));
                self.token().ok_or(Failure::Unreadable)
            }
            Err(failure) => {
                if !failure.is_uncertain() {
                    self.forget();
                    // Where a page is loaded the app knows of no session; the service does, by the cookie.
                    let expired = ended.is_some() || failure.code() == Some("session_ended");
                    self.inner.watcher.emit(SessionChange::Ended { expired });
                }
                Err(failure)
            }
        }
    }
}

/// The session that was answered; nothing is said where there is no cookie, and so nobody signed in.
fn session_in(answer: &str) -> Result<Session, Failure> {
    if answer.is_empty() { Err(problem(401, answer)) } else { read(answer) }
}

/// Calls a function that answers a promise.
fn at_once(function: &JsValue) -> Result<Promise, JsValue> {
    function.dyn_ref::<js_sys::Function>().ok_or(JsValue::UNDEFINED)?.call0(&JsValue::NULL)?.dyn_into()
}

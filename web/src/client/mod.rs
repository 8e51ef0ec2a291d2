//! The one request function. It knows the service's address, the access token and how problems are written; it does
//! not know any page. The access token lives in memory only, here.

mod failure;
mod key;
mod renewal;

use std::cell::RefCell;
use std::rc::Rc;

pub use failure::Failure;
pub use key::Key;
pub use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::accounts::Session;
use shared::problem::Problem;
use yew::Callback;

/// Sends requests to the service this page came from.
#[derive(Clone)]
pub struct Client {
    inner: Rc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    base: String,
    token: RefCell<Option<Rc<str>>>,
    /// Told when a session was renewed, and when it ended without anybody signing out.
    watcher: Callback<SessionChange>,
}

/// What becomes of the session while requests are made.
#[derive(Debug, Clone)]
pub enum SessionChange {
    /// The refresh cookie gave a new access token.
    Renewed(Box<Session>),
    /// The refresh cookie is not taken. `expired` where somebody was signed in.
    Ended {
        /// Whether a session ended by itself.
        expired: bool,
    },
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Client { .. }")
    }
}

impl Client {
    /// A client without a session.
    pub fn new(watcher: Callback<SessionChange>) -> Self {
        // reqwest refuses relative addresses in the browser.
        let origin = gloo::utils::window().location().origin().unwrap_or_default();
        let inner = Inner { http: reqwest::Client::new(), base: format!("{origin}/api/v1"), token: RefCell::default(), watcher };
        Self { inner: Rc::new(inner) }
    }

    /// Takes the access token of this session from now on.
    pub fn adopt(&self, session: &Session) {
        self.inner.token.replace(Some(Rc::from(session.access_token.as_str())));
    }

    /// Forgets the access token.
    pub fn forget(&self) {
        self.inner.token.replace(None);
    }

    /// Reads `path`, for example `/courses?set=technology`.
    ///
    /// # Errors
    /// What the service refused, or that it was not reached.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.request(Method::GET, path, None::<&()>, None).await
    }

    /// Sends one request and reads its answer.
    ///
    /// # Errors
    /// What the service refused, or that it was not reached.
    pub async fn request<B: Serialize + ?Sized, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        key: Option<&Key>,
    ) -> Result<T, Failure> {
        let body = body.map(serde_json::to_string).transpose().map_err(|_| Failure::Unreadable)?;
        read(&self.exchange(method, path, body, key).await?)
    }

    /// The one request function: JSON there and back. An access token that has ended is renewed once, and the request
    /// sent again. It knows no types, so that the app holds it once and not once for each.
    ///
    /// # Errors
    /// What the service refused, or that it was not reached.
    pub async fn exchange(&self, method: Method, path: &str, body: Option<String>, key: Option<&Key>) -> Result<String, Failure> {
        // A write without a body (`()`) sends none.
        let sent = body.as_deref().filter(|json| *json != "null").map_or(Sent::Nothing, Sent::Json);
        self.answered(&method, path, sent, key).await?.text().await.map_err(|_| Failure::Unreached)
    }

    /// Posts a file: the body is the file itself, and a header names it.
    ///
    /// # Errors
    /// What the service refused, or that it was not reached.
    pub async fn upload(&self, path: &str, name: &str, content: Vec<u8>) -> Result<String, Failure> {
        self.send_file(Method::POST, path, OCTETS, name, content).await
    }

    /// Sends a file by this method and as of this kind, for example `text/csv`.
    ///
    /// # Errors
    /// What the service refused, or that it was not reached.
    pub async fn send_file(&self, method: Method, path: &str, kind: &str, name: &str, content: Vec<u8>) -> Result<String, Failure> {
        self.answered(&method, path, Sent::File(kind, name, &content), None).await?.text().await.map_err(|_| Failure::Unreached)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What the service refused, or that it was not reached.
    pub async fn file(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let answer = self.answered(&Method::GET, path, Sent::Nothing, None).await?;
        Ok(answer.bytes().await.map_err(|_| Failure::Unreached)?.to_vec())
    }

    async fn answered(&self, method: &Method, path: &str, sent: Sent<'_>, key: Option<&Key>) -> Result<reqwest::Response, Failure> {
        let token = self.token();
        let answer = self.response(method, path, sent, key, token.as_deref()).await;
        match (answer, token) {
            (Err(failure), Some(ended)) if failure.status() == Some(401) => {
                let token = self.renew(Some(&ended)).await.map_err(|renewal| if renewal.is_uncertain() { renewal } else { failure })?;
                self.response(method, path, sent, key, Some(&token)).await
            }
            (answer, _) => answer,
        }
    }

    /// The access token, to tell it from the next.
    pub fn token(&self) -> Option<Rc<str>> {
        self.inner.token.borrow().clone()
    }

    /// Posts this body and takes the answer as it is: a file.
    ///
    /// # Errors
    /// What the service refused, or that it was not reached.
    pub async fn download<B: Serialize>(&self, path: &str, body: &B) -> Result<Vec<u8>, Failure> {
        let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
        let answer = self.answered(&Method::POST, path, Sent::Json(&body), None).await?;
        Ok(answer.bytes().await.map_err(|_| Failure::Unreached)?.to_vec())
    }

    async fn send(&self, method: &Method, path: &str, body: Option<&str>, key: Option<&Key>, token: Option<&str>) -> Result<String, Failure> {
        let sent = body.map_or(Sent::Nothing, Sent::Json);
        self.response(method, path, sent, key, token).await?.text().await.map_err(|_| Failure::Unreached)
    }

    async fn response(
        &self,
        method: &Method,
        path: &str,
        sent: Sent<'_>,
        key: Option<&Key>,
        token: Option<&str>,
    ) -> Result<reqwest::Response, Failure> {
        let mut request = self.inner.http.request(method.clone(), format!("{}{path}", self.inner.base)).header("Accept", "application/json");
        request = match sent {
            Sent::Nothing => request,
            Sent::Json(body) => request.header("Content-Type", "application/json").body(body.to_owned()),
            Sent::File(kind, name, content) => {
                let named = format!("attachment; filename*=UTF-8''{}", percent_encoded(name));
                request.header("Content-Type", kind).header("Content-Disposition", named).body(content.to_vec())
            }
        };
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key.as_str());
        }
        if let Some(token) = token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let response = request.send().await.map_err(|_| Failure::Unreached)?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let text = response.text().await.map_err(|_| Failure::Unreached)?;
        Err(problem(status.as_u16(), &text))
    }
}

/// A file of which nothing is said.
const OCTETS: &str = "application/octet-stream";

/// What a request carries.
#[derive(Debug, Clone, Copy)]
enum Sent<'a> {
    Nothing,
    Json(&'a str),
    /// A file, after its kind and its name.
    File(&'a str, &'a str, &'a [u8]),
}

/// A name as RFC 8187 writes it in a header.
fn percent_encoded(name: &str) -> String {
    let mut encoded = String::from(js_sys::encode_uri_component(name));
    // What may stand in an address and not in a header.
    for (character, code) in [("'", "%27"), ("(", "%28"), (")", "%29"), ("*", "%2A")] {
        encoded = encoded.replace(character, code);
    }
    encoded
}

/// Reads an answer of the service.
///
/// # Errors
/// That this version of the app cannot read it.
pub fn read<T: DeserializeOwned>(answer: &str) -> Result<T, Failure> {
    // An empty answer (204) reads as `()`.
    serde_json::from_str(if answer.is_empty() { "null" } else { answer }).map_err(|_| Failure::Unreadable)
}

/// The problem in a refusal; one of our own where something between the browser and the service answered.
fn problem(status: u16, text: &str) -> Failure {
    Failure::Problem(Box::new(serde_json::from_str(text).unwrap_or_else(|_| Problem {
        kind: "about:blank".to_owned(),
        title: "The service did not answer".to_owned(),
        status,
        detail: "Nothing you entered is lost. Wait a moment and try again.".to_owned(),
        code: "unavailable".to_owned(),
        errors: Vec::new(),
        reasons: Vec::new(),
    })))
}

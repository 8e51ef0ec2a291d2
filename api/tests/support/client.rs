//! Clients, and the answers that they get.

use actix_web::body::to_bytes;
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, HeaderValue};
use actix_web::test::TestRequest;
use lssc_api::auth::Requester;
use serde_json::Value;
use shared::ids::PersonId;

use super::app::App;
use super::documented::assert_documented;

/// Someone who calls the API.
#[derive(Clone)]
pub(crate) struct Client {
    app: App,
    /// Who: nobody where signed out.
    pub(crate) requester: Option<Requester>,
    pub(crate) email: String,
    pub(crate) token: Option<String>,
}

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl Client {
    pub(crate) fn signed_out(app: App) -> Self {
        Self { app, requester: None, email: String::new(), token: None }
    }

    pub(crate) fn signed_in(app: App, requester: Requester, email: String, token: String) -> Self {
        Self { app, requester: Some(requester), email, token: Some(token) }
    }

    /// The same one with another access token.
    pub(crate) fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The person who is signed in.
    pub(crate) fn person(&self) -> PersonId {
        self.requester.as_ref().expect("signed out").person
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path, None, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.call(Method::POST, path, Some(body), None).await
    }

    pub(crate) async fn post_with_key(&self, key: &str, path: &str, body: Value) -> Reply {
        self.call(Method::POST, path, Some(body), Some(key)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.call(Method::PUT, path, Some(body), None).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.call(Method::DELETE, path, None, None).await
    }

    /// Calls an operation; `path` stands below `/api/v1`.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>, key: Option<&str>) -> Reply {
        let mut request = TestRequest::with_uri(&format!("/api/v1{path}")).method(method);
        if let Some(key) = key {
            request = request.insert_header(("Idempotency-Key", key));
        }
        if let Some(body) = body {
            request = request.set_json(body);
        }
        self.send(request).await
    }

    /// Sends any request, with the token where signed in.
    pub(crate) async fn send(&self, mut request: TestRequest) -> Reply {
        if let Some(token) = &self.token {
            request = request.insert_header(("Authorization", format!("Bearer {token}")));
        }
        let request = request.to_request();
        let (method, path) = (request.method().clone(), request.path().to_owned());
        let response = self.app.call(request).await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = to_bytes(response.into_body()).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        assert_documented(method.as_str(), &path, status, body["code"].as_str());
        Reply { status, headers, body, text, bytes: bytes.to_vec() }
    }
}

impl Reply {
    /// A header's value, empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(HeaderValue::to_str).and_then(Result::ok).unwrap_or_default()
    }

    /// The body of a success.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text);
        self.body
    }

    /// Asserts that this is the problem with this status and code, and gives its body.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, code: &str) -> &Value {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.body["status"], status);
        assert_eq!(self.body["type"], format!("/problems/{code}"));
        &self.body
    }

    /// The members that a problem names.
    pub(crate) fn members(&self) -> Vec<&str> {
        self.body["errors"].as_array().into_iter().flatten().filter_map(|error| error["member"].as_str()).collect()
    }
}

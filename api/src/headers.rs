//! The headers that every answer carries: what the page may load, who may frame it, what it tells others.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, http::header, web};

use crate::config::Config;
use crate::web_app;

/// The app is WebAssembly from its own origin, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// Swagger UI styles its own elements.
const POLICY_DOCS: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
                           base-uri 'none'; frame-ancestors 'none'";
/// A mail of a demonstration as HTML: its styles stand in it, and it does nothing and loads nothing.
const POLICY_MAIL: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
/// A year.
const TRANSPORT: &str = "max-age=31536000; includeSubDomains";

/// Adds the headers.
pub(crate) async fn add<B: MessageBody + 'static>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let path = request.path().to_owned();
    let https = request.app_data::<web::Data<Config>>().is_some_and(|config| config.is_https());
    let mut response = next.call(request).await?;
    let success = response.status().is_success();
    let headers = response.headers_mut();
    // A file that somebody sent in has a stricter one of its own.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        put(headers, header::CONTENT_SECURITY_POLICY, policy(&path));
    }
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::REFERRER_POLICY, "same-origin");
    put(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(headers, HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if https {
        put(headers, header::STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        let is_tagged = headers.contains_key(header::ETAG);
        put(headers, header::CACHE_CONTROL, caching(&path, success, is_tagged));
    }
    Ok(response)
}

fn policy(path: &str) -> &'static str {
    if path.starts_with("/docs") {
        POLICY_DOCS
    } else if path.starts_with("/demo/mail/") && path.ends_with("/html") {
        POLICY_MAIL
    } else {
        POLICY
    }
}

/// Answers of the API are for the one who asked; with a tag, they may be kept to ask whether they have changed. A
/// file whose name holds the hash of its content never changes.
fn caching(path: &str, is_success: bool, is_tagged: bool) -> &'static str {
    if path.starts_with("/api/") && is_tagged {
        "private, no-cache"
    } else if ["/api/", "/health/", "/demo/", "/test-gateway/"].iter().any(|ours| path.starts_with(ours)) {
        "no-store"
    } else if is_success && web_app::is_hashed(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

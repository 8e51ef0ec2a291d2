//! Logs: one line for each request, with an id that the answer carries too. Never the path itself, the query string,
//! the body or a header: ids, numbers, names and tokens stand there. A test drives every operation with such things
//! and looks for them in what was written.

use std::io::IsTerminal;
use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use clap::ValueEnum;
use tracing::level_filters::LevelFilter;
use tracing::{Instrument, Level, Metadata, Span, field};
use tracing_subscriber::filter::{EnvFilter, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt, registry};

use crate::config::Config;
use crate::metrics::{self, Metrics};
use crate::{ids, openapi};

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// A JSON object a line, for machines.
    Json,
}

/// Begins to log to standard error, as much as `RUST_LOG` says (`info` without it).
pub fn begin(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let layer = fmt::layer().with_writer(std::io::stderr);
    let layer = match format {
        LogFormat::Text => layer.with_ansi(std::io::stderr().is_terminal()).boxed(),
        LogFormat::Json => layer.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed(),
    };
    let others = filter_fn(may_be_written).with_max_level_hint(LevelFilter::TRACE);
    registry().with(layer.with_filter(others).with_filter(filter)).init();
}

/// What libraries say below a warning, at whatever level is asked for, is never written: they know nothing of what is
/// secret here, and some log whole requests and what is said to the mail server.
fn may_be_written(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("lssc") || *metadata.level() <= Level::WARN
}

/// Gives the request an id, which the answer carries too, logs and counts it.
pub(crate) async fn requests<B: MessageBody + 'static>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let id = passed_on(&request).unwrap_or_else(|| ids::fresh().to_string());
    let method = request.method().clone();
    let span = tracing::info_span!("request", %id, method = metrics::known(&method), operation = field::Empty, path = field::Empty);
    async move {
        let started = Instant::now();
        let mut response = next.call(request).await?;
        let took = started.elapsed();
        let pattern = response.request().match_pattern();
        let operation = pattern.as_deref().and_then(|pattern| openapi::operation_id(as_get(&method), pattern));
        Span::current().record("operation", operation.unwrap_or("-")).record("path", pattern.as_deref().unwrap_or("-"));
        let status = response.status().as_u16();
        if let Some(metrics) = response.request().app_data::<Data<Metrics>>() {
            metrics.answered(operation, &method, status, took);
        }
        tracing::info!(status, took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX), "answered");
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
        }
        Ok(response)
    }
    .instrument(span)
    .await
}

/// The id that a trusted proxy gave the request, so that its log and ours say the same. nginx's are 32 hexadecimal
/// digits; anything else, and what anyone else sends, might be anything.
fn passed_on(request: &ServiceRequest) -> Option<String> {
    let peer = request.peer_addr()?.ip();
    let is_trusted = request.app_data::<Data<Config>>()?.trusted_proxies.contains(&peer);
    let id = request.headers().get("x-request-id").filter(|_| is_trusted)?.to_str().ok()?;
    let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    is_id.then(|| id.to_owned())
}

/// The method that is answered: HEAD finds what GET finds.
fn as_get(method: &Method) -> &str {
    if method == Method::HEAD { "GET" } else { method.as_str() }
}

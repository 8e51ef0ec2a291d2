//! What the server measures of itself, as Prometheus reads it, on an address of its own that no visitor reaches.
//!
//! Labels come from closed lists (operations of the document, methods, statuses, queues): never a path, a name or an
//! id, so that there are few series and nothing personal in them.

mod queues;
mod serve;

use std::time::Duration;

use actix_web::http::Method;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::db::Db;
use crate::outbox::Fate;

pub(crate) use serve::serve;

/// From a cached answer to one that someone has given up on.
const REQUEST_SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    operation: &'static str,
    method: &'static str,
    status: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabel {
    operation: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct QueueLabel {
    queue: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FateLabel {
    outcome: &'static str,
}

/// The measurements of this process.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    request_seconds: Family<OperationLabel, Histogram, fn() -> Histogram>,
    queue_items: Family<QueueLabel, Gauge>,
    outbox_age_seconds: Gauge,
    deliveries: Family<FateLabel, Counter>,
    database_up: Gauge,
}

impl Metrics {
    /// Nothing measured yet; how long `db` is waited for, it measures itself.
    pub(crate) fn new(db: &Db) -> Self {
        let mut registry = Registry::with_prefix("lssc");
        let requests = Family::default();
        let request_seconds: Family<_, _, fn() -> Histogram> = Family::new_with_constructor(|| Histogram::new(REQUEST_SECONDS));
        let (queue_items, outbox_age_seconds, database_up) = (Family::default(), Gauge::default(), Gauge::default());
        registry.register("requests", "Requests answered", requests.clone());
        registry.register_with_unit("request", "How long an answer took", Unit::Seconds, request_seconds.clone());
        registry.register("queue_items", "What waits: to be decided by staff, or to be sent", queue_items.clone());
        let deliveries = Family::default();
        registry.register("deliveries", "Attempts to deliver a notice, by what became of them", deliveries.clone());
        registry.register_with_unit("outbox_age", "How long the oldest mail has waited", Unit::Seconds, outbox_age_seconds.clone());
        registry.register_with_unit("pool_read_wait", "How long a reader waited for a turn", Unit::Seconds, db.waits().readers.clone());
        registry.register_with_unit("pool_write_wait", "How long a writer waited for a turn", Unit::Seconds, db.waits().writers.clone());
        registry.register("database_up", "Whether the database answered this scrape", database_up.clone());
        Self { registry, requests, request_seconds, queue_items, outbox_age_seconds, deliveries, database_up }
    }

    /// Counts an answer.
    pub(crate) fn answered(&self, operation: Option<&'static str>, method: &Method, status: u16, took: Duration) {
        let operation = operation.unwrap_or("other");
        self.requests.get_or_create(&RequestLabels { operation, method: known(method), status: status.into() }).inc();
        self.request_seconds.get_or_create(&OperationLabel { operation }).observe(took.as_secs_f64());
    }

    /// Counts an attempt to deliver a notice.
    pub(crate) fn attempted(&self, fate: Fate) {
        let outcome = match fate {
            Fate::Delivered => "delivered",
            Fate::PutOff => "put_off",
            Fate::Failed => "failed",
        };
        self.deliveries.get_or_create(&FateLabel { outcome }).inc();
    }
}

/// The method; anyone may invent others, and each would be a series, and stand in the log.
pub(crate) fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

//! `/metrics` on its own address.

use std::net::TcpListener;

use actix_web::dev::ServerHandle;
use actix_web::http::header;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use prometheus_client::encoding::text::encode;

use super::queues::{self, Waiting};
use super::{Metrics, QueueLabel};
use crate::app::Shared;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;

/// What Prometheus takes it for.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What answers `/metrics`; stops when it is told to.
#[derive(Debug)]
pub(crate) struct ServeMetrics(ServerHandle);

impl ServeMetrics {
    pub(crate) async fn stop(self) {
        self.0.stop(false).await;
    }
}

/// Answers `/metrics` on this listener, and nothing else.
pub(crate) fn serve(listener: TcpListener, shared: &Shared) -> std::io::Result<ServeMetrics> {
    let (metrics, db, clock) = (shared.metrics.clone(), shared.db.clone(), shared.clock.clone());
    tracing::info!(address = %listener.local_addr()?, "metrics");
    let server = HttpServer::new(move || {
        App::new().app_data(metrics.clone()).app_data(db.clone()).app_data(clock.clone()).route("/metrics", web::get().to(scrape))
    });
    // One thread is plenty, and the signals are for the server itself.
    let server = server.workers(1).disable_signals().listen(listener)?.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    Ok(ServeMetrics(handle))
}

async fn scrape(metrics: Data<Metrics>, db: Data<Db>, clock: Data<Clock>) -> Result<HttpResponse, Error> {
    let now = clock.now();
    match db.read(move |conn| Ok(queues::count(conn, now)?)).await {
        Ok(waiting) => metrics.note(&waiting),
        // What the process counted itself is worth having just then.
        Err(error) => {
            tracing::warn!(%error, "what waits cannot be counted");
            metrics.database_up.set(0);
        }
    }
    let mut text = String::new();
    encode(&mut text, &metrics.registry).map_err(|error| Error::Defect(error.to_string()))?;
    Ok(HttpResponse::Ok().insert_header((header::CONTENT_TYPE, OPEN_METRICS)).body(text))
}

impl Metrics {
    fn note(&self, waiting: &Waiting) {
        for (queue, items) in &waiting.items {
            self.queue_items.get_or_create(&QueueLabel { queue }).set(i64::try_from(*items).unwrap_or(i64::MAX));
        }
        self.outbox_age_seconds.set(waiting.outbox_age_seconds);
        self.database_up.set(1);
    }
}

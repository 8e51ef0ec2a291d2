//! The server as a process: checks what it starts on, runs the workers, listens, and stops gracefully.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::HttpServer;
use shared::calendar::{Date, DateError};
use tokio::sync::watch;

use crate::app::{self, Shared};
use crate::auth::{KeyError, Keys};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{DatabaseAddress, Db, StoreError, migrate};
use crate::error::Error;
use crate::outbox::{Delivery, DeliveryError, Worker};
use crate::programme::{self, Demonstration};
use crate::{evidence, invoices, metrics, openapi, orders, record, retention};

/// How long open requests may go on after the signal to stop.
const STOP_SECONDS: u64 = 20;

/// How long a mail that is under way may take after that.
const LAST_MAIL: Duration = Duration::from_secs(5);

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database fails.
    #[error("the database does not work: {0}")]
    Store(#[from] StoreError),
    /// The same, or passwords cannot be hashed.
    #[error("{0}")]
    Start(#[from] Error),
    /// The signing keys are missing.
    #[error("`LSSC_SECRET_FILE`: {0}")]
    Keys(#[from] KeyError),
    /// The place for mails is none.
    #[error("`LSSC_MAIL`: {0}")]
    Mail(#[from] DeliveryError),
    /// The address cannot be listened on.
    #[error("`LSSC_LISTEN`: {0}")]
    Listen(#[from] std::io::Error),
    /// The metrics' address cannot be listened on.
    #[error("`LSSC_METRICS_ADDRESS`: {0}")]
    Metrics(std::io::Error),
    /// Migrations are missing.
    #[error("the database is behind this version; run `lssc migrate` first")]
    Behind,
    /// A moved date is for demonstrations.
    #[error("`--today` moves the date only on a database that `lssc demo` marked as a demonstration")]
    NotDemonstration,
    /// A demonstration is not for the public.
    #[error("this database is a demonstration with known passwords; it is not served under an https address")]
    Demonstration,
    /// The clock stands outside of the calendar.
    #[error("the date: {0}")]
    Date(#[from] DateError),
}

/// Serves until it is told to stop.
///
/// # Errors
/// [`ServeError`], which says why it does not start.
pub async fn serve(config: Config, today: Option<Date>) -> Result<(), ServeError> {
    let shared = prepare(config, today)?;
    let listener = TcpListener::bind(shared.config.listen)?;
    let metrics = shared.config.metrics_address.map(TcpListener::bind).transpose().map_err(ServeError::Metrics)?;
    let delivery = Delivery::to(&shared.config.mail)?;
    let (db, clock, config) = (shared.db.get_ref().clone(), shared.clock.get_ref().clone(), shared.config.get_ref().clone());
    // Built now, not by the first request that asks for it, and beside those that do not.
    tokio::task::spawn_blocking(|| tracing::debug!(bytes = openapi::text().len(), "the document is ready"));
    let (stop, stopping) = watch::channel(false);
    let (demonstration, measured) = (shared.demonstration.0, shared.metrics.clone());
    let note = move |fate| measured.attempted(fate);
    let outbox = tokio::spawn(Worker { db: db.clone(), clock: clock.clone(), config, delivery, demonstration, note }.run(stopping));
    let workers = [
        tokio::spawn(retention::run(db.clone(), clock.clone())),
        tokio::spawn(record::begun::run(db.clone(), clock.clone())),
        tokio::spawn(evidence::tidy::run(db.clone(), clock.clone(), shared.files.get_ref().clone())),
        tokio::spawn(invoices::send_refunds(shared.gateway.clone(), db.clone(), clock.clone())),
        tokio::spawn(invoices::run_reminders(db.clone(), clock.clone())),
        tokio::spawn(orders::settling::run(db.clone(), clock.clone())),
        tokio::spawn(invoices::watch(shared.gateway.clone(), db, clock)),
        tokio::spawn(tidy_shield(shared.clone())),
    ];
    let metrics = metrics.map(|listener| metrics::serve(listener, &shared)).transpose().map_err(ServeError::Metrics)?;
    tracing::info!(address = %listener.local_addr()?, demonstration = shared.demonstration.0, "listening");
    // SIGINT and SIGTERM stop it: no new connection, and open requests are answered.
    let served = HttpServer::new(move || app::build(&shared)).shutdown_timeout(STOP_SECONDS).listen(listener)?.run().await;
    if let Some(metrics) = metrics {
        metrics.stop().await;
    }
    // A mail that is under way is finished, so that it does not go twice.
    stop.send_replace(true);
    let outbox_aborts = outbox.abort_handle();
    if tokio::time::timeout(LAST_MAIL, outbox).await.is_err() {
        outbox_aborts.abort();
    }
    // What else is stopped in the middle loses nothing.
    workers.iter().for_each(tokio::task::JoinHandle::abort);
    Ok(served?)
}

fn prepare(config: Config, today: Option<Date>) -> Result<Shared, ServeError> {
    let keys = Keys::read_file(&config.secret_file)?;
    match &config.database {
        // A file belongs to this one process, so it is brought up to date here.
        DatabaseAddress::Sqlite(_) => {
            migrate::migrate(&config.database)?;
        }
        // A server may have other replicas: when it changes is decided by who runs them.
        DatabaseAddress::Postgres(_) if migrate::is_behind(&config.database)? => return Err(ServeError::Behind),
        DatabaseAddress::Postgres(_) => {}
    }
    let db = Db::open(&config.database)?;
    let demonstration = db.read_blocking(|conn| Ok(programme::is_demonstration(conn)?))?;
    if demonstration && config.is_https() {
        return Err(ServeError::Demonstration);
    }
    let clock = match today {
        Some(_) if !demonstration => return Err(ServeError::NotDemonstration),
        Some(today) => Clock::system().on(today)?,
        None => Clock::system(),
    };
    let today = clock.moment()?.today;
    // A new engine may say otherwise: what the one before said is not shown for a day.
    if let Some(people) = db.write_blocking(|tx| record::rebuild_where_foreign(tx, today))? {
        tracing::info!(people, "another engine wrote the cache of standings; it was rebuilt");
    }
    if let Some(people) = db.write_blocking(record::rebuild_where_old)? {
        tracing::info!(people, "an earlier version wrote the caches of matters, of certificates and of the catalog; they were rebuilt");
    }
    Ok(Shared::new(db, clock, config, keys, Demonstration(demonstration))?)
}

async fn tidy_shield(shared: Shared) {
    loop {
        tokio::time::sleep(Duration::from_mins(1)).await;
        shared.shield.tidy();
    }
}

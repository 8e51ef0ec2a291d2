//! How long a turn at the database is waited for: the first sign that it is what holds everything up. On PostgreSQL that is a
//! wait for a connection, on SQLite one in the queue of those who read or write.

use std::time::Instant;

use diesel::r2d2::{Pool, PooledConnection};
use prometheus_client::metrics::histogram::Histogram;

use super::connection::{DbConnection, Manager};
use super::error::StoreError;

/// From a free connection to the moment when the wait is given up.
const SECONDS: [f64; 8] = [0.000_1, 0.001, 0.005, 0.025, 0.1, 0.5, 1.0, 5.0];

/// The waits for a turn.
#[derive(Debug, Clone)]
pub struct Waits {
    /// Of those who read.
    pub readers: Histogram,
    /// Of those who write.
    pub writers: Histogram,
}

impl Default for Waits {
    fn default() -> Self {
        Self { readers: Histogram::new(SECONDS), writers: Histogram::new(SECONDS) }
    }
}

impl Waits {
    /// The closure, noting how long it waited for its turn to write.
    pub(super) fn until_turn<T, F: Fn(&mut DbConnection) -> T>(&self, work: F) -> impl Fn(&mut DbConnection) -> T + use<T, F> {
        let (since, writers) = (Instant::now(), self.writers.clone());
        move |tx| {
            writers.observe(since.elapsed().as_secs_f64());
            work(tx)
        }
    }
}

/// Gets a connection and notes how long that took.
pub(super) fn get(pool: &Pool<Manager>, wait: &Histogram) -> Result<PooledConnection<Manager>, StoreError> {
    let started = Instant::now();
    let connection = pool.get();
    wait.observe(started.elapsed().as_secs_f64());
    Ok(connection?)
}

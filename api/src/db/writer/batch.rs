//! Writes that share a commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;

use super::queued::{Verdict, Write};
use super::{WAIT, Waiting, Wanted};
use crate::db::connection::{DbConnection, Mode, begin, commit};
use crate::db::error::StoreError;

/// How much goes into one commit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The most writes that share it.
    pub(super) writes_max: usize,
    /// How long it takes in further writes: the first of them waits for the last.
    pub(super) filling_max: Duration,
}

impl Limits {
    pub(super) const DEFAULT: Self = Self { writes_max: 64, filling_max: Duration::from_millis(10) };
}

/// The writes of one transaction, in the order in which they ran.
pub(super) struct Batch {
    writes: Vec<Box<dyn Write>>,
    left_over: Option<Waiting>,
    limits: Limits,
}

/// Whether the connection can be used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Connection {
    Sound,
    /// A closure panicked in the middle of something.
    Suspect,
}

impl Batch {
    pub(super) fn of(first: Box<dyn Write>, limits: Limits) -> Self {
        Self { writes: vec![first], left_over: None, limits }
    }

    /// Runs the first write and those that are queued by then, and commits; the connection comes back where it can be used again.
    pub(super) fn commit(&mut self, mut connection: DbConnection, queue: &Receiver<Waiting>) -> (Option<DbConnection>, Result<(), StoreError>) {
        if let Err(error) = begin(&mut connection, Mode::Write) {
            // Another process holds the file. These have waited for it just as long.
            while self.writes.len() < self.limits.writes_max && self.take(queue) {}
            return (connection.if_idle(), Err(error.into()));
        }
        match self.fill(&mut connection, queue) {
            Ok(Connection::Sound) => match commit(&mut connection) {
                Ok(()) => (Some(connection), Ok(())),
                Err(error) => (None, Err(error.into())),
            },
            // diesel may think that a savepoint is open which the panic left behind.
            Ok(Connection::Suspect) => (None, connection.batch_execute("COMMIT").map_err(StoreError::from)),
            Err(error) => (None, Err(error)),
        }
    }

    /// Answers all; what was left over comes back.
    pub(super) fn answer(self, outcome: Result<(), StoreError>) -> Option<Waiting> {
        let outcome = outcome.map_err(|error| {
            tracing::warn!(error = %error, writes = self.writes.len(), "a commit failed, and with it every write that shared it");
            Arc::new(error)
        });
        for write in self.writes {
            write.answer(outcome.clone());
        }
        self.left_over
    }

    /// Runs the first, and others for as long as there are some at hand.
    fn fill(&mut self, tx: &mut DbConnection, queue: &Receiver<Waiting>) -> Result<Connection, StoreError> {
        let started = Instant::now();
        loop {
            if self.run_last(tx)? == Connection::Suspect {
                return Ok(Connection::Suspect);
            }
            if self.writes.len() >= self.limits.writes_max || started.elapsed() >= self.limits.filling_max || !self.take(queue) {
                return Ok(Connection::Sound);
            }
        }
    }

    /// Takes a write from the queue; whether there was one.
    fn take(&mut self, queue: &Receiver<Waiting>) -> bool {
        match queue.try_recv() {
            Ok(Waiting { since, wanted: Wanted::Commit(write) }) if since.elapsed() <= WAIT => {
                self.writes.push(write);
                true
            }
            Ok(other) => {
                self.left_over = Some(other);
                false
            }
            Err(_) => false,
        }
    }

    fn run_last(&mut self, tx: &mut DbConnection) -> Result<Connection, StoreError> {
        let Some(write) = self.writes.last_mut() else { return Ok(Connection::Sound) };
        tx.batch_execute("SAVEPOINT one_write")?;
        let outcome = catch_unwind(AssertUnwindSafe(|| write.run(tx)));
        match outcome {
            Ok(Verdict::Keep) => tx.batch_execute("RELEASE one_write"),
            Ok(Verdict::Undo) | Err(_) => tx.batch_execute("ROLLBACK TO one_write; RELEASE one_write"),
        }
        .map_err(StoreError::GivenUp)?;
        Ok(if outcome.is_ok() { Connection::Sound } else { Connection::Suspect })
    }
}

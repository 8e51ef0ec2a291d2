//! The one writer of an SQLite file: a thread that takes the writes that are queued together into one commit.
//!
//! A commit waits for the disk, which is most of what a small write costs; so the writes that came meanwhile share the
//! next one. It never waits for more of them. Each runs in a savepoint of its own, so that what one refuses is undone
//! alone. INVARIANT: an answer leaves after COMMIT, also a refusal, for it may rest on another write of the same batch.
//! Where the commit fails every write of the batch has failed, and the connection is replaced.

mod batch;
mod queued;
#[cfg(test)]
mod tests;

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Instant;

use tokio::sync::oneshot;

use super::connection::{DbConnection, Mode, open_file, transaction};
use super::{StoreError, WAIT};
use crate::error::Error;
use batch::{Batch, Limits};
use queued::{Queued, Write};

/// The most writes that may wait; at the pace of any disk, fewer than [`WAIT`] allows.
const QUEUE_MAX: usize = 1024;

/// The way to the thread. The last one to let go of it waits until what is queued is written.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<SyncSender<Waiting>>,
    thread: Option<JoinHandle<()>>,
}

/// What waits for its turn.
struct Waiting {
    since: Instant,
    wanted: Wanted,
}

enum Wanted {
    /// A share in the next commit.
    Commit(Box<dyn Write>),
    /// The connection itself, for a closure that cannot leave its thread.
    Connection(SyncSender<Loan>),
}

/// The connection, and where it is given back. Where its borrower panics it is dropped, and replaced.
struct Loan {
    connection: DbConnection,
    back: SyncSender<DbConnection>,
}

impl Writer {
    pub(super) fn open(path: PathBuf) -> Result<Self, StoreError> {
        Self::within(Limits::DEFAULT, path)
    }

    fn within(limits: Limits, path: PathBuf) -> Result<Self, StoreError> {
        let desk = Desk { connection: Some(connect(&path)?), path, limits };
        let (queue, waiting) = sync_channel(QUEUE_MAX);
        let thread = std::thread::Builder::new().name("lssc-writer".to_owned()).spawn(move || desk.serve(&waiting)).map_err(StoreError::Thread)?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Writes with whatever else is queued.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut DbConnection) -> Result<T, Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.queue(Wanted::Commit(Box::new(Queued::new(work, reply))))?;
        // A panic in the closure drops the other end.
        answer.await.map_err(|_| Error::Interrupted)?
    }

    /// Writes alone, on this thread.
    pub(super) fn write_blocking<T>(&self, work: &impl Fn(&mut DbConnection) -> Result<T, Error>) -> Result<T, Error> {
        let (counter, loan) = sync_channel(1);
        self.queue(Wanted::Connection(counter))?;
        let Loan { mut connection, back } = loan.recv().map_err(|_| StoreError::Crowded)?;
        let outcome = transaction(&mut connection, Mode::Write, work);
        // Where nobody waits for it the thread has ended, and the connection closes here.
        drop(back.send(connection));
        outcome
    }

    fn queue(&self, wanted: Wanted) -> Result<(), StoreError> {
        let queue = self.queue.as_ref().ok_or(StoreError::Crowded)?;
        queue.try_send(Waiting { since: Instant::now(), wanted }).map_err(|refused| match refused {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => StoreError::Crowded,
        })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        let Some(thread) = self.thread.take() else { return };
        // A closure may have held the last way to the very thread that runs it.
        if thread.thread().id() != std::thread::current().id()
            && let Err(panic) = thread.join()
            && !std::thread::panicking()
        {
            resume_unwind(panic);
        }
    }
}

/// The thread's side: the connection, unless the last one was lost.
struct Desk {
    path: PathBuf,
    connection: Option<DbConnection>,
    limits: Limits,
}

impl Desk {
    fn serve(mut self, queue: &Receiver<Waiting>) {
        let mut left_over = None;
        while let Some(waiting) = left_over.take().or_else(|| queue.recv().ok()) {
            left_over = match waiting.wanted {
                // Too late: whoever asked was promised an answer by now.
                Wanted::Commit(write) if waiting.since.elapsed() > WAIT => {
                    write.answer(Err(std::sync::Arc::new(StoreError::Crowded)));
                    None
                }
                Wanted::Commit(first) => self.commit(first, queue),
                Wanted::Connection(counter) => {
                    self.lend(&counter);
                    None
                }
            };
        }
    }

    /// Writes a batch; what was taken from the queue and could not be part of it is left over.
    fn commit(&mut self, first: Box<dyn Write>, queue: &Receiver<Waiting>) -> Option<Waiting> {
        let mut batch = Batch::of(first, self.limits);
        let (kept, outcome) = match self.connection.take().map_or_else(|| connect(&self.path), Ok) {
            Ok(connection) => batch.commit(connection, queue),
            Err(error) => (None, Err(error)),
        };
        self.connection = kept;
        batch.answer(outcome)
    }

    fn lend(&mut self, counter: &SyncSender<Loan>) {
        let connection = match self.connection.take().map_or_else(|| connect(&self.path), Ok) {
            Ok(connection) => connection,
            Err(error) => {
                tracing::error!(%error, "the database cannot be opened for writing");
                return;
            }
        };
        let (back, returned) = sync_channel(1);
        self.connection = match counter.send(Loan { connection, back }) {
            Ok(()) => returned.recv().ok().and_then(DbConnection::if_idle),
            Err(unwanted) => Some(unwanted.0.connection),
        };
    }
}

fn connect(path: &std::path::Path) -> Result<DbConnection, StoreError> {
    Ok(DbConnection::Sqlite(open_file(path, Mode::Write)?))
}

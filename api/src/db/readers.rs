//! The readers of an SQLite file: a few threads, each with a connection of its own, and one queue before them.
//!
//! As many as work at once: a read that has to wait waits in the queue, which costs nothing, and not as a thread of its own
//! that contends for a core, for a connection and for the allocator. A thread that is busy takes the next read without
//! being woken, so the more there is to do the less each read costs.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use prometheus_client::metrics::histogram::Histogram;
use tokio::sync::oneshot;

use super::connection::{DbConnection, Mode, open_file, transaction};
use super::{StoreError, WAIT};
use crate::error::Error;

/// The fewest and the most threads; between them, two for each core. Where some read much others still get their turn.
const THREADS_MIN: usize = 8;
const THREADS_MAX: usize = 16;
/// The most reads that may wait.
const QUEUE_MAX: usize = 1024;

/// Reads, or says why not. It gets no connection where none could be made, or where it has waited too long.
type Job = Box<dyn FnOnce(Result<&mut DbConnection, StoreError>) + Send>;

/// The way to the threads. The last one to let go of it waits until what is queued is read.
#[derive(Debug)]
pub(super) struct Readers {
    queue: Arc<Queue>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<(Instant, Job)>,
    is_closed: bool,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Queue { .. }")
    }
}

impl Queue {
    fn put(&self, job: Job) -> Result<(), StoreError> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.jobs.len() >= QUEUE_MAX {
            return Err(StoreError::Crowded);
        }
        waiting.jobs.push_back((Instant::now(), job));
        drop(waiting);
        self.arrived.notify_one();
        Ok(())
    }

    /// The next job, as soon as there is one; none once the queue is closed and empty.
    fn take(&self) -> Option<(Instant, Job)> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let is_idle = |waiting: &mut Waiting| waiting.jobs.is_empty() && !waiting.is_closed;
        self.arrived.wait_while(waiting, is_idle).unwrap_or_else(PoisonError::into_inner).jobs.pop_front()
    }

    fn close(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).is_closed = true;
        self.arrived.notify_all();
    }
}

impl Readers {
    /// Opens the file and starts the threads; `waits` is told how long each read waited for its turn.
    pub(super) fn open(path: &Path, waits: &Histogram) -> Result<Self, StoreError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let count = cores.saturating_mul(2).clamp(THREADS_MIN, THREADS_MAX);
        // The first connection shows now whether the file can be read; the others are made when they are needed.
        let mut first = Some(connect(path)?);
        let mut readers = Self { queue: Arc::default(), threads: Vec::with_capacity(count) };
        for _ in 0..count {
            let reader = Reader { path: path.to_owned(), connection: first.take(), waits: waits.clone() };
            let queue = readers.queue.clone();
            let thread = std::thread::Builder::new().name("lssc-reader".to_owned()).spawn(move || reader.serve(&queue));
            readers.threads.push(thread.map_err(StoreError::Thread)?);
        }
        Ok(readers)
    }

    /// Reads one snapshot.
    pub(super) async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut DbConnection) -> Result<T, Error> + Send + 'static,
    {
        self.run(move |connection| transaction(connection, Mode::Read, &work)).await
    }

    /// Reads; each statement sees a snapshot of its own.
    pub(super) async fn run<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConnection) -> Result<T, Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.queue.put(Box::new(move |connection| {
            // Who asked may have gone: before it was read, or while.
            if reply.is_closed() {
                return;
            }
            let outcome = connection.map_err(Error::from).and_then(work);
            drop(reply.send(outcome));
        }))?;
        // A panic in the closure drops the other end.
        answer.await.map_err(|_| Error::Interrupted)?
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.queue.close();
        for thread in self.threads.drain(..) {
            // A closure may have held the last way to the very thread that runs it.
            if thread.thread().id() != std::thread::current().id() {
                // What panicked was caught.
                drop(thread.join());
            }
        }
    }
}

struct Reader {
    path: PathBuf,
    /// None before the first read, and after one that left it in the middle of something.
    connection: Option<DbConnection>,
    waits: Histogram,
}

impl Reader {
    fn serve(mut self, queue: &Queue) {
        while let Some((since, job)) = queue.take() {
            self.waits.observe(since.elapsed().as_secs_f64());
            self.connection = self.run(since, job);
        }
    }

    /// Does the job; the connection comes back where it can be used again.
    fn run(&mut self, since: Instant, job: Job) -> Option<DbConnection> {
        if since.elapsed() > WAIT {
            job(Err(StoreError::Crowded));
            return self.connection.take();
        }
        match self.connection.take().map_or_else(|| connect(&self.path), Ok) {
            Ok(mut connection) => match catch_unwind(AssertUnwindSafe(|| job(Ok(&mut connection)))) {
                Ok(()) => connection.if_idle(),
                Err(_) => None,
            },
            Err(error) => {
                job(Err(error));
                None
            }
        }
    }
}

fn connect(path: &Path) -> Result<DbConnection, StoreError> {
    Ok(DbConnection::Sqlite(open_file(path, Mode::Read)?))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use diesel::connection::SimpleConnection;
    use futures_util::future::{join_all, join3};
    use tempfile::TempDir;

    use super::*;

    fn opened(folder: &TempDir) -> Readers {
        let path = folder.path().join("test.db");
        open_file(&path, Mode::Write).unwrap().batch_execute("CREATE TABLE kept (id INTEGER PRIMARY KEY) STRICT").unwrap();
        Readers::open(&path, &Histogram::new([1.0])).unwrap()
    }

    fn count(conn: &mut DbConnection) -> Result<(), Error> {
        Ok(conn.batch_execute("SELECT count(*) FROM kept").map_err(StoreError::from)?)
    }

    #[actix_web::test]
    async fn a_panic_interrupts_its_read_alone() {
        let folder = TempDir::new().unwrap();
        let readers = opened(&folder);
        for _ in 0..2 * THREADS_MAX {
            let outcome = readers.read(|_| -> Result<(), Error> { panic!("a defect in a read") }).await;
            assert!(matches!(outcome, Err(Error::Interrupted)));
        }
        readers.read(count).await.unwrap();
    }

    #[actix_web::test]
    async fn nothing_is_written() {
        let folder = TempDir::new().unwrap();
        let written = opened(&folder).read(|conn| Ok(conn.batch_execute("INSERT INTO kept VALUES (1)").map_err(StoreError::from)?)).await;
        assert!(matches!(written, Err(Error::Store(_))));
    }

    #[actix_web::test]
    async fn more_than_may_wait_is_refused_and_the_rest_is_read() {
        let folder = TempDir::new().unwrap();
        let readers = opened(&folder);
        let (gates, reads): (Vec<_>, Vec<_>) = readers
            .threads
            .iter()
            .map(|_| {
                let (open, gate) = channel::<()>();
                let gate = Mutex::new(gate);
                let held = readers.read(move |_| Ok(gate.lock().unwrap().recv().is_ok()));
                (open, Box::pin(held))
            })
            .unzip();
        let queued = (0..QUEUE_MAX + readers.threads.len()).map(|_| readers.read(count));
        // Polled in this order: the threads are held up, the others queue behind, and only then the gates open.
        let (_, outcomes, ()) = join3(join_all(reads), join_all(queued), async {
            for gate in &gates {
                gate.send(()).unwrap();
            }
        })
        .await;
        let refused = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Store(StoreError::Crowded)))).count();
        assert!((1..=2 * readers.threads.len()).contains(&refused), "{refused} were refused");
        assert!(outcomes.iter().filter(|outcome| outcome.is_ok()).count() >= QUEUE_MAX - readers.threads.len());
        readers.read(count).await.unwrap();
    }
}

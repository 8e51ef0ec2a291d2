//! The database: one call reads, one writes. SQLite has a few threads that read and one that writes, PostgreSQL a pool.
//!
//! A read sees one snapshot. A write is one transaction that nothing else can come between: `BEGIN IMMEDIATE` on
//! SQLite, `SERIALIZABLE` and run again on conflict on PostgreSQL. So what is checked before it is recorded stays
//! true, and closures are `Fn` and hold no hashing, network, file or clock. Writes on SQLite share commits (`writer`).

mod address;
mod connection;
mod error;
mod many;
pub mod migrate;
mod readers;
pub mod schema;
pub mod text;
mod waits;
mod writer;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2::Pool;

pub use address::{AddressError, DatabaseAddress};
pub use connection::DbConnection;
pub use error::{Remedy, StoreError};
pub(crate) use many::{ROWS_PER_STATEMENT, insert_many};
pub use waits::Waits;

use crate::error::Error;
use connection::{Manager, Mode, open_mapped, transaction};
use readers::Readers;
use writer::Writer;

/// The most connections to PostgreSQL.
const CONNECTIONS_MAX: u32 = 8;
/// How long a request waits for a connection, or for its turn to write.
const WAIT: Duration = Duration::from_secs(5);

/// The way to the database. Cloning it is cheap.
#[derive(Clone)]
pub struct Db {
    backend: Backend,
    waits: Waits,
}

#[derive(Clone)]
enum Backend {
    /// Threads that read, and one that writes, for SQLite allows one at a time: it takes what is queued together into
    /// one commit.
    Sqlite { path: PathBuf, readers: Arc<Readers>, writer: Arc<Writer> },
    /// PostgreSQL allows many, and shares their flushes itself.
    Postgres(Pool<Manager>),
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may hold a password.
        f.write_str("Db { .. }")
    }
}

impl Db {
    /// Connects to the database at this address.
    ///
    /// # Errors
    /// [`StoreError`] where the database does not answer.
    pub fn open(address: &DatabaseAddress) -> Result<Self, StoreError> {
        let waits = Waits::default();
        let backend = match address {
            DatabaseAddress::Sqlite(path) => Backend::Sqlite {
                writer: Arc::new(Writer::open(path.clone())?),
                readers: Arc::new(Readers::open(path, &waits.readers)?),
                path: path.clone(),
            },
            DatabaseAddress::Postgres(url) => {
                let pool = Pool::builder().max_size(CONNECTIONS_MAX).min_idle(Some(1)).connection_timeout(WAIT);
                Backend::Postgres(pool.build(Manager::new(url.clone()))?)
            }
        };
        Ok(Self { backend, waits })
    }

    /// How long a turn was waited for.
    pub fn waits(&self) -> &Waits {
        &self.waits
    }

    /// Reads one snapshot, off the async threads.
    ///
    /// # Errors
    /// What the closure refuses, or [`Error::Store`].
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut DbConnection) -> Result<T, Error> + Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite { readers, .. } => readers.read(work).await,
            Backend::Postgres(pool) => {
                let (pool, waits) = (pool.clone(), self.waits.clone());
                tokio::task::spawn_blocking(move || read_from(&pool, &waits, &work)).await.map_err(|_| Error::Interrupted)?
            }
        }
    }

    /// [`Self::read`] of one statement, which sees one snapshot by itself: on SQLite without a transaction around it, so that a
    /// second one may see what was recorded in between.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn read_one<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut DbConnection) -> Result<T, Error> + Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite { readers, .. } => readers.run(work).await,
            Backend::Postgres(_) => self.read(work).await,
        }
    }

    /// Writes in one transaction, off the async threads; the closure may run more than once.
    ///
    /// # Errors
    /// What the closure refuses (then nothing is recorded), or [`Error::Store`].
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut DbConnection) -> Result<T, Error> + Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite { writer, .. } => writer.write(self.waits.until_turn(work)).await,
            Backend::Postgres(pool) => {
                let (pool, waits) = (pool.clone(), self.waits.clone());
                tokio::task::spawn_blocking(move || write_again(&pool, &waits, &work)).await.map_err(|_| Error::Interrupted)?
            }
        }
    }

    /// [`Self::read`] on this thread, for what a command goes through.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_blocking<T>(&self, work: impl Fn(&mut DbConnection) -> Result<T, Error>) -> Result<T, Error> {
        match &self.backend {
            Backend::Sqlite { path, .. } => transaction(&mut DbConnection::Sqlite(open_mapped(path)?), Mode::Read, &work),
            Backend::Postgres(pool) => read_from(pool, &self.waits, &work),
        }
    }

    /// [`Self::write`] on this thread, in a commit of its own.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_blocking<T>(&self, work: impl Fn(&mut DbConnection) -> Result<T, Error>) -> Result<T, Error> {
        match &self.backend {
            Backend::Sqlite { writer, .. } => writer.write_blocking(&self.waits.until_turn(work)),
            Backend::Postgres(pool) => write_again(pool, &self.waits, &work),
        }
    }
}

fn read_from<T>(pool: &Pool<Manager>, waits: &Waits, work: &impl Fn(&mut DbConnection) -> Result<T, Error>) -> Result<T, Error> {
    let mut connection = waits::get(pool, &waits.readers)?;
    transaction(&mut connection, Mode::Read, work)
}

/// Writes, and again where another transaction won.
fn write_again<T>(pool: &Pool<Manager>, waits: &Waits, work: &impl Fn(&mut DbConnection) -> Result<T, Error>) -> Result<T, Error> {
    let mut lost = 0;
    loop {
        let outcome = {
            let mut connection = waits::get(pool, &waits.writers)?;
            transaction(&mut connection, Mode::Write, work)
        };
        match outcome {
            Err(Error::Store(error)) if lost < error.retries_max() => {
                std::thread::sleep(pause(lost));
                lost = lost.saturating_add(1);
            }
            outcome => return outcome,
        }
    }
}

/// How long to wait after having lost so many races: longer each time, and never the same as the others.
fn pause(lost: u32) -> Duration {
    let longest_ms = 2_u64.saturating_pow(lost.saturating_add(2)).min(500);
    Duration::from_millis(rand::random::<u64>().checked_rem(longest_ms).unwrap_or(0).saturating_add(1))
}

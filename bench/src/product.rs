//! The product as a process, on a database of its own, marked as a demonstration.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tempfile::TempDir;

use crate::load;

/// The address and the password of the demonstration's staff.
const STAFF: &str = "staff@demo.example";
pub(crate) const PASSWORD: &str = "library-Lantern-42";
const START_MAX: Duration = Duration::from_mins(1);
/// The name of the key's file beside each database.
const SESSION_KEY: &str = "session-key.pem";
/// How many people the large population holds.
pub(crate) const PEOPLE: u32 = 100_000;

/// What is measured, and where files may lie.
#[derive(Debug, Default)]
pub(crate) struct Setup {
    pub(crate) server: PathBuf,
    pub(crate) folder: PathBuf,
    pub(crate) rules_module: PathBuf,
}

impl Setup {
    /// The large population, made once and kept: its file is copied before it is served.
    pub(crate) fn population(&self) -> Result<PathBuf> {
        self.kept(&format!("people-{PEOPLE}.db"), |made| {
            let help = Command::new(&self.server).args(["demo", "--help"]).output()?;
            ensure!(String::from_utf8_lossy(&help.stdout).contains("--people"), "this `lssc demo` makes no large population");
            grow(self, &self.folder, made, PEOPLE)
        })
    }

    /// A million entries of the books, made once and kept, and brought up to date.
    pub(crate) fn million_entries(&self) -> Result<PathBuf> {
        let kept = self.kept("entries-1000000.db", |made| {
            migrate(self, made)?;
            let mut connection = SqliteConnection::establish(text(made)?)?;
            Ok(connection.batch_execute(concat!("PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;", include_str!("entries.sql")))?)
        })?;
        migrate(self, &kept)?;
        Ok(kept)
    }

    /// The database of this name, which is made where it is not there.
    fn kept(&self, name: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        let kept = self.folder.join(name);
        if !kept.exists() {
            let part = self.folder.join("database.part");
            remove(&part)?;
            make(&part)?;
            // What is still in the log beside the file comes into it, so that the file alone is the database.
            SqliteConnection::establish(text(&part)?)?.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?;
            std::fs::rename(&part, &kept)?;
        }
        Ok(kept)
    }

    /// A folder that goes away, on the disk that is measured.
    pub(crate) fn temporary(&self) -> Result<TempDir> {
        Ok(tempfile::tempdir_in(&self.folder)?)
    }
}

/// A server that runs until this is dropped.
#[derive(Debug)]
pub(crate) struct Product {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) database: PathBuf,
    server: PathBuf,
    folder: TempDir,
}

impl Product {
    /// On a fresh demonstration.
    pub(crate) fn on_demonstration(setup: &Setup) -> Result<Self> {
        let folder = setup.temporary()?;
        let database = fresh(setup, folder.path())?;
        Self::serve(setup, folder, database)
    }

    /// On a copy of this database.
    pub(crate) fn on_copy(setup: &Setup, kept: &Path) -> Result<Self> {
        let folder = setup.temporary()?;
        let database = folder.path().join("lssc.db");
        std::fs::copy(kept, &database)?;
        // The key that `demo` made beside it: without one the server does not start.
        std::fs::copy(kept.with_file_name(SESSION_KEY), folder.path().join(SESSION_KEY))?;
        Self::serve(setup, folder, database)
    }

    fn serve(setup: &Setup, folder: TempDir, database: PathBuf) -> Result<Self> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        // What is sent to a log costs as it does in production.
        let log = std::fs::File::create(folder.path().join("log"))?;
        let child = command(&setup.server, folder.path(), &database, address).arg("serve").stdout(Stdio::null()).stderr(log).spawn()?;
        let mut product = Self { child, address, database, server: setup.server.clone(), folder };
        product.wait()?;
        Ok(product)
    }

    fn wait(&mut self) -> Result<()> {
        let started = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            ensure!(self.child.try_wait()?.is_none(), "the server stopped while it started");
            ensure!(started.elapsed() < START_MAX, "the server did not start in {START_MAX:?}");
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// Ends it and starts it again; how long it takes from the start of the process to its first answer.
    pub(crate) fn restart(&mut self, first: &[u8]) -> Result<Duration> {
        self.child.kill()?;
        self.child.wait()?;
        let started = Instant::now();
        let mut serve = command(&self.server, self.folder.path(), &self.database, self.address);
        self.child = serve.arg("serve").stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        self.wait()?;
        load::ask(self.address, first)?;
        Ok(started.elapsed())
    }

    /// An access token of the demonstration's staff.
    pub(crate) fn staff_session(&self) -> Result<String> {
        let body = serde_json::json!({"email": STAFF, "password": PASSWORD}).to_string();
        let answer = load::ask(self.address, &load::post("/api/v1/sessions", None, &body))?;
        let answer: serde_json::Value = serde_json::from_slice(&answer)?;
        Ok(answer.get("access_token").and_then(serde_json::Value::as_str).context("signing in gave no token")?.to_owned())
    }

    /// Memory that is resident, and the most there ever was, in MiB.
    pub(crate) fn memory_mib(&self) -> Result<(f64, f64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kib = |name: &str| -> Result<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("no {name}"))?;
            Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
        };
        Ok((kib("VmRSS:")?, kib("VmHWM:")?))
    }

    /// The numbers of certificates, at most so many.
    pub(crate) fn certificate_numbers(&self) -> Result<Vec<String>> {
        #[derive(QueryableByName)]
        struct Number {
            #[diesel(sql_type = diesel::sql_types::Text)]
            number_compact: String,
        }
        let mut connection = SqliteConnection::establish(text(&self.database)?)?;
        let found: Vec<Number> =
            diesel::sql_query("SELECT number_compact FROM certificates ORDER BY number_compact LIMIT 5000").load(&mut connection)?;
        ensure!(!found.is_empty(), "there are no certificates");
        Ok(found.into_iter().map(|number| number.number_compact).collect())
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A small demonstration in this folder; where its database is.
pub(crate) fn fresh(setup: &Setup, folder: &Path) -> Result<PathBuf> {
    let database = folder.join("lssc.db");
    run(command(&setup.server, folder, &database, "127.0.0.1:1".parse()?).arg("demo"))?;
    Ok(database)
}

/// Makes the tables of this database, or brings them up to date.
fn migrate(setup: &Setup, database: &Path) -> Result<()> {
    run(command(&setup.server, &setup.folder, database, "127.0.0.1:1".parse()?).arg("migrate"))
}

/// Makes a demonstration of so many people of this database.
pub(crate) fn grow(setup: &Setup, folder: &Path, database: &Path, people: u32) -> Result<()> {
    run(command(&setup.server, folder, database, "127.0.0.1:1".parse()?).args(["demo", "--people", &people.to_string()]))
}

fn command(server: &Path, folder: &Path, database: &Path, address: SocketAddr) -> Command {
    let mut command = Command::new(server);
    command
        .current_dir(folder)
        .env("LSSC_DATABASE_URL", format!("sqlite:{}", database.display()))
        .env("LSSC_SECRET_FILE", folder.join(SESSION_KEY))
        .env("LSSC_PUBLIC_URL", format!("http://{address}"))
        .env("LSSC_LISTEN", address.to_string())
        .env("LSSC_MAIL", format!("folder:{}", folder.join("mail").display()))
        // One address makes every request here.
        .env("LSSC_FLOOD_PER_SECOND", "10000000")
        .env("LSSC_FLOOD_BURST", "10000000")
        .stdin(Stdio::null());
    command
}

fn run(command: &mut Command) -> Result<()> {
    let done = command.output()?;
    if !done.status.success() {
        bail!("{:?} failed: {}", command.get_args().collect::<Vec<_>>(), String::from_utf8_lossy(&done.stderr));
    }
    Ok(())
}

fn remove(database: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        if let Err(error) = std::fs::remove_file(&name)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(error.into());
        }
    }
    Ok(())
}

pub(crate) fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the path is not UTF-8")
}

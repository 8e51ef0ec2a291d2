//! Databases for tests: an SQLite file in a folder that goes away, and a PostgreSQL database copied from a template
//! that is migrated once.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use lssc_api::db::{DatabaseAddress, migrate};
use tempfile::TempDir;

/// A database of a test's own; it goes when this is dropped.
pub(crate) struct TestDatabase {
    pub(crate) address: DatabaseAddress,
    kept: Kept,
}

enum Kept {
    /// The folder goes when this does.
    Folder {
        _folder: TempDir,
    },
    Database {
        server: String,
        name: String,
    },
}

impl TestDatabase {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = DatabaseAddress::Sqlite(folder.path().join("test.db"));
        migrate::migrate(&address).unwrap();
        Self { address, kept: Kept::Folder { _folder: folder } }
    }

    /// None where only SQLite is asked for.
    pub(crate) fn postgres() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = server()?;
        let template = template(&server);
        let name = format!("{template}_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        // Copied as files: through the log, as is usual, takes six times as long.
        execute(&server, &format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"));
        Some(Self { address: DatabaseAddress::Postgres(on(&server, &name)), kept: Kept::Database { server, name } })
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        match &self.kept {
            Kept::Folder { .. } => {}
            Kept::Database { server, name } => execute(server, &format!("DROP DATABASE {name} WITH (FORCE)")),
        }
    }
}

fn server() -> Option<String> {
    if std::env::var("LSSC_TEST_ONLY").is_ok_and(|only| only == "sqlite") {
        return None;
    }
    let server = std::env::var("LSSC_TEST_POSTGRES_URL");
    Some(
        server.expect(
            "set LSSC_TEST_POSTGRES_URL, or run the tests by `cargo xtask test`, which starts PostgreSQL; LSSC_TEST_ONLY=sqlite leaves it out",
        ),
    )
}

/// The migrated template, made once by this process.
fn template(server: &str) -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("lssc_test_{}", std::process::id());
        execute(server, &format!("CREATE DATABASE {name}"));
        migrate::migrate(&DatabaseAddress::Postgres(on(server, &name))).unwrap();
        name
    })
}

/// The address of another database on the same server.
fn on(server: &str, name: &str) -> String {
    let mut url: url::Url = server.parse().unwrap();
    url.set_path(name);
    url.into()
}

fn execute(server: &str, sql: &str) {
    // Copying a template fails while another test copies it: one at a time.
    static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    PgConnection::establish(server).unwrap().batch_execute(sql).unwrap();
}

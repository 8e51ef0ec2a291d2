//! Migrations, built into the binary: the same names for both databases. One that has landed is never edited.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::sqlite::Sqlite;
use diesel::{Connection as _, PgConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::{Mode, open_file};
use super::{DatabaseAddress, StoreError};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// So that of several replicas that start together one migrates and the others wait ("lssc" in ASCII).
const LOCK: &str = "SELECT pg_advisory_lock(1819505507)";

/// Brings the database up to date and says which migrations ran. An SQLite file is made where there is none.
///
/// # Errors
/// [`StoreError`] where the database does not answer or a migration fails; a failed one leaves nothing behind.
pub fn migrate(address: &DatabaseAddress) -> Result<Vec<String>, StoreError> {
    let ran = match address {
        DatabaseAddress::Sqlite(path) => {
            make_folder(path)?;
            let mut connection = open_file(path, Mode::Write)?;
            connection.run_pending_migrations(SQLITE).map(|versions| versions.iter().map(ToString::to_string).collect())
        }
        DatabaseAddress::Postgres(url) => {
            let mut connection = PgConnection::establish(url)?;
            connection.batch_execute(LOCK)?;
            connection.run_pending_migrations(POSTGRES).map(|versions| versions.iter().map(ToString::to_string).collect())
        }
    };
    ran.map_err(|error| StoreError::Migration(error.to_string()))
}

/// Whether migrations are still to be run.
///
/// # Errors
/// [`StoreError`] where the database does not answer.
pub fn is_behind(address: &DatabaseAddress) -> Result<bool, StoreError> {
    let pending = match address {
        DatabaseAddress::Sqlite(path) => open_file(path, Mode::Write)?.has_pending_migration(SQLITE),
        DatabaseAddress::Postgres(url) => PgConnection::establish(url)?.has_pending_migration(POSTGRES),
    };
    pending.map_err(|error| StoreError::Migration(error.to_string()))
}

/// The names of the migrations for SQLite and for PostgreSQL.
///
/// # Errors
/// [`StoreError::Migration`] where one is malformed.
pub fn names() -> Result<(Vec<String>, Vec<String>), StoreError> {
    fn named<D: diesel::backend::Backend>(migrations: &[Box<dyn Migration<D>>]) -> Vec<String> {
        migrations.iter().map(|migration| migration.name().to_string()).collect()
    }
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Migration(error.to_string());
    let sqlite = MigrationSource::<Sqlite>::migrations(&SQLITE).map_err(failed)?;
    let postgres = MigrationSource::<Pg>::migrations(&POSTGRES).map_err(failed)?;
    Ok((named(&sqlite), named(&postgres)))
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        Some(folder) => std::fs::create_dir_all(folder).map_err(|error| StoreError::Migration(format!("cannot make the database's folder: {error}"))),
        None => Ok(()),
    }
}

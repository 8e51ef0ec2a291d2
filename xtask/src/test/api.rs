//! The server's tests, on SQLite and on a PostgreSQL cluster of this run.

use anyhow::Result;

use super::{postgres::Cluster, tally::Tally};
use crate::{project::Project, shell::cargo};

/// How often the last two verifications are raced on each database; a bare `cargo test` races them less often.
const RACES: &str = "200";
/// How often the server is killed in the middle of the whole path, on each database.
const KILLS: &str = "200";

pub(super) fn on_both_databases(project: &Project) -> Result<Tally> {
    let cluster = Cluster::start()?;
    let mut command = cargo(project, ["test", "--no-fail-fast", "--package", "lssc-api"]);
    command.env("LSSC_TEST_POSTGRES_URL", cluster.url()).env("LSSC_TEST_RACES", RACES).env("LSSC_TEST_KILLS", KILLS);
    let tally = Tally::of_tests(&mut command);
    cluster.stop()?;
    tally
}

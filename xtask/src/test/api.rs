//! The server's tests, on SQLite and on a PostgreSQL cluster of this run.

use std::{num::NonZero, thread::available_parallelism};

use anyhow::Result;

use super::{postgres::Cluster, tally::Tally};
use crate::{project::Project, shell::cargo};

/// How often the last two verifications are raced on each database; a bare `cargo test` races them less often.
const RACES: &str = "200";
/// How often the server is killed in the middle of the whole path, on each database.
const KILLS: &str = "200";
/// How many tests run at once for each core: most of a test is waiting for a disk or a server.
const THREADS_PER_CORE: usize = 2;

pub(super) fn on_both_databases(project: &Project) -> Result<Tally> {
    let cluster = Cluster::start()?;
    let threads = available_parallelism().map_or(1, NonZero::get) * THREADS_PER_CORE;
    let mut command = cargo(project, ["test", "--no-fail-fast", "--package", "lssc-api"]);
    command.env("RUST_TEST_THREADS", threads.to_string());
    command.env("LSSC_TEST_POSTGRES_URL", cluster.url()).env("LSSC_TEST_RACES", RACES).env("LSSC_TEST_KILLS", KILLS);
    let tally = Tally::of_tests(&mut command);
    cluster.stop()?;
    tally
}

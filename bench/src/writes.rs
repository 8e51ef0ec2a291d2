//! How fast something is recorded so that it outlives a power failure.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::json;

use crate::load::{answered_each_second, post};
use crate::product::{Product, Setup, text};
use crate::rounds::{interleaved, median};
use crate::row::{Aim, Row};

const SPAN: Duration = Duration::from_secs(2);
/// From so long a flush on, sharing commits has to pay.
const SLOW_FLUSH_MS: f64 = 0.5;

pub(crate) fn durable_post(setup: &Setup) -> Result<Vec<Row>> {
    let product = Product::on_demonstration(setup)?;
    let session = product.staff_session()?;
    let course = json!({"title": "Course of the measured catalog", "provider": "Demo Cooperative", "provider_kind": "regional_cooperative", "delivery": "online"});
    let course = course.to_string();
    let add = |_: usize| post("/api/v1/courses", Some(&session), &course);
    let folder = setup.temporary()?;
    let raw = folder.path().join("raw.db");
    let flush_ms = flush_ms(folder.path())?;
    let figures =
        interleaved(&mut [&mut || answered_each_second(product.address, 1, SPAN, &add), &mut || commits_each_second(&raw, &course), &mut || {
            answered_each_second(product.address, 64, SPAN, &add)
        }])?;
    let [one, commits, many] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let floor = format!("raw commits: {commits:.0}/s");
    let aim_many = if flush_ms > SLOW_FLUSH_MS { 2.0 } else { 0.4 };
    Ok(vec![
        Row::new("one flush (fdatasync of 4 KiB)", format!("{flush_ms:.3} ms")),
        Row::new("durable POST of a course, 1 client", format!("{one:.0}/s")).against(&floor, one / commits).aiming(Aim::AtLeast(0.4)),
        Row::new("durable POST of a course, 64 clients", format!("{many:.0}/s")).against(&floor, many / commits).aiming(Aim::AtLeast(aim_many)),
    ])
}

/// SQLite alone: one thread, one row of the same length for each commit, as durable as the product's.
fn commits_each_second(path: &Path, body: &str) -> Result<f64> {
    let mut connection = SqliteConnection::establish(text(path)?)?;
    connection.batch_execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    connection.batch_execute("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")?;
    let insert = format!("BEGIN IMMEDIATE; INSERT INTO kept (body) VALUES ('{body}'); COMMIT");
    let started = Instant::now();
    let mut commits = 0_u32;
    while started.elapsed() < SPAN {
        connection.batch_execute(&insert)?;
        commits += 1;
    }
    Ok(f64::from(commits) / started.elapsed().as_secs_f64())
}

/// How long the disk takes to say that it has a page.
fn flush_ms(folder: &Path) -> Result<f64> {
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(folder.join("flush"))?;
    let page = [7_u8; 4096];
    for _ in 0..64 {
        file.write_all(&page)?;
    }
    file.sync_all()?;
    let mut times = Vec::new();
    for round in 0..200_u64 {
        file.seek(SeekFrom::Start((round % 64) * 4096))?;
        file.write_all(&page)?;
        let started = Instant::now();
        file.sync_data()?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(median(times))
}

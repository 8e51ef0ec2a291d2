//! How long the server takes from nothing to its first answer, and how much memory it takes.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::load::{answered_each_second, get};
use crate::product::{Product, Setup};
use crate::rounds::interleaved;
use crate::row::{Aim, Row};

const CLIENTS: usize = 64;
const SPAN: Duration = Duration::from_secs(5);

pub(crate) fn cold_start_and_memory(setup: &Setup) -> Result<Vec<Row>> {
    let (mut product, people) = match setup.population() {
        Ok(kept) => (Product::on_copy(setup, &kept)?, "100,000 people"),
        Err(error) => {
            eprintln!("    on the small demonstration: {error:#}");
            (Product::on_demonstration(setup)?, "the small demonstration")
        }
    };
    let numbers = product.certificate_numbers()?;
    let verify = |n: usize| get(&format!("/api/v1/verify/{}", numbers.get(n % numbers.len()).map_or("", String::as_str)));
    let first = verify(0);
    let figures = interleaved(&mut [&mut || Ok(product.restart(&first)?.as_secs_f64() * 1000.0), &mut nothing_ms])?;
    let [start_ms, nothing_ms] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let (idle, _) = product.memory_mib()?;
    answered_each_second(product.address, CLIENTS, SPAN, &verify)?;
    let (after, most) = product.memory_mib().context("the server has gone")?;
    let start = Row::new(format!("cold start to the first answer, {people}"), format!("{start_ms:.0} ms"));
    Ok(vec![
        start.beside(format!("`true` as a process: {nothing_ms:.1} ms")).aiming(Aim::UnderMs { measured: *start_ms, limit: 100.0 }),
        Row::new(format!("memory, idle, {people}"), format!("{idle:.0} MiB")),
        Row::new(format!("memory, after {CLIENTS} clients for {} s", SPAN.as_secs()), format!("{after:.0} MiB (at most {most:.0} MiB)")),
    ])
}

/// What starting any process costs.
fn nothing_ms() -> Result<f64> {
    let started = Instant::now();
    Command::new("true").stdin(Stdio::null()).status()?;
    Ok(started.elapsed().as_secs_f64() * 1000.0)
}

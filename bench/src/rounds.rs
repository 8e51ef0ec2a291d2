//! Rounds: what is compared runs in turns, so that what else the machine does falls on all alike.

use std::time::{Duration, Instant};

use anyhow::Result;

/// How often each of what is compared runs.
pub(crate) const ROUNDS: usize = 5;

/// Runs each in turn, round by round; the median of each.
pub(crate) fn interleaved(contestants: &mut [&mut dyn FnMut() -> Result<f64>]) -> Result<Vec<f64>> {
    let mut figures: Vec<Vec<f64>> = contestants.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (contestant, figures) in contestants.iter_mut().zip(&mut figures) {
            figures.push(contestant()?);
        }
    }
    Ok(figures.into_iter().map(median).collect())
}

pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// How long one run of `work` takes, in seconds, from as many as fit in `span`.
pub(crate) fn seconds_each(span: Duration, mut work: impl FnMut() -> Result<()>) -> Result<f64> {
    let started = Instant::now();
    let mut runs = 0_u32;
    while started.elapsed() < span {
        for _ in 0..16 {
            work()?;
        }
        runs += 16;
    }
    Ok(started.elapsed().as_secs_f64() / f64::from(runs))
}

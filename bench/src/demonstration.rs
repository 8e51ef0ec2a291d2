//! How fast a large demonstration is recorded: people with all their acts, facts, standings and certificates.

use std::time::Instant;

use anyhow::Result;

use crate::product::{Setup, fresh, grow};
use crate::row::{Aim, Row};

const PEOPLE: u32 = 20_000;
const EACH_SECOND: f64 = 2_000.0;

pub(crate) fn people_a_second(setup: &Setup) -> Result<Vec<Row>> {
    let folder = setup.temporary()?;
    let database = fresh(setup, folder.path())?;
    let started = Instant::now();
    grow(setup, folder.path(), &database, PEOPLE)?;
    let people_a_second = f64::from(PEOPLE) / started.elapsed().as_secs_f64();
    let row = Row::new(format!("recording {PEOPLE} people of a demonstration"), format!("{people_a_second:.0} people/s"));
    Ok(vec![row.aiming(Aim::OverEachSecond { measured: people_a_second, limit: EACH_SECOND })])
}

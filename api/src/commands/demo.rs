//! `lssc demo`: a demonstration, ready to be served; large where that is asked for.

use std::io::Write;
use std::time::{Duration, Instant};

use super::{CommandError, Demo};
use crate::auth::Keys;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, migrate};
use crate::demo::{ACCOUNTS, PARTNER_SECRET, PASSWORD, Seeded, grow, partner, seed_with};
use crate::serve::ServeError;

/// How often progress is told.
const TOLD_EVERY: Duration = Duration::from_secs(1);

pub(super) fn demo(config: &Config, asked: &Demo) -> Result<(), CommandError> {
    migrate::migrate(&config.database)?;
    Keys::make_file(&config.secret_file).map_err(ServeError::from)?;
    let db = Db::open(&config.database)?;
    let said = match seed_with(&db, &Clock::system(), asked.seed)? {
        Seeded::Now => "the demonstration is ready",
        Seeded::Before => "the demonstration was there already and stays as it is",
    };
    writeln!(std::io::stdout(), "{said}")?;
    if let Some(people) = asked.people {
        grow_telling(&db, asked.seed, people)?;
    }
    writeln!(std::io::stdout(), "demonstration accounts, all with the password {PASSWORD}:")?;
    for (email, name, _) in ACCOUNTS {
        writeln!(std::io::stdout(), "  {email:<30} {name}")?;
    }
    if let Some(partner) = db.read_blocking(|conn| Ok(partner(conn)?))? {
        writeln!(
            std::io::stdout(),
            "a partner institution, as /docs/partners tells it:\n  client_id      {partner}\n  client_secret  {PARTNER_SECRET}"
        )?;
    }
    Ok(())
}

/// Adds people, and tells on standard error how many there are.
fn grow_telling(db: &Db, seed: u64, people: u64) -> Result<(), CommandError> {
    let (began, mut told) = (Instant::now(), Instant::now());
    let (mut first, mut last) = (None, 0);
    grow(db, &Clock::system(), seed, people, &mut |there| {
        first.get_or_insert(there);
        last = there;
        if told.elapsed() >= TOLD_EVERY {
            told = Instant::now();
            // Whoever does not listen is not told.
            let _ = writeln!(std::io::stderr(), "{there} of {people} people");
        }
    })?;
    let seconds = began.elapsed().as_secs_f64();
    match first {
        Some(_) => writeln!(std::io::stdout(), "there are {last} people now, after {seconds:.1} s")?,
        None => writeln!(std::io::stdout(), "there are {people} people or more already")?,
    }
    Ok(())
}

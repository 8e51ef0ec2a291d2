//! `lssc demo`: a demonstration, ready to be served.

use std::io::Write;

use super::CommandError;
use crate::auth::Keys;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, migrate};
use crate::demo::{ACCOUNTS, PASSWORD, Seeded, seed};
use crate::serve::ServeError;

pub(super) fn demo(config: &Config) -> Result<(), CommandError> {
    migrate::migrate(&config.database)?;
    Keys::make_file(&config.secret_file).map_err(ServeError::from)?;
    let said = match seed(&Db::open(&config.database)?, &Clock::system())? {
        Seeded::Now => "the demonstration is ready",
        Seeded::Before => "the demonstration was there already and stays as it is",
    };
    writeln!(std::io::stdout(), "{said}")?;
    writeln!(std::io::stdout(), "demonstration accounts, all with the password {PASSWORD}:")?;
    for (email, name, _) in ACCOUNTS {
        writeln!(std::io::stdout(), "  {email:<30} {name}")?;
    }
    Ok(())
}

//! `lssc accounts create-admin`: the first administrator, who appoints the others.

use std::io::{BufRead, Write};

use shared::accounts::Role;
use shared::people::NAME_CHARS_MAX;

use super::{CommandError, CreateAdmin};
use crate::accounts::{NewAccount, open_accepting};
use crate::auth::{check_password, hash_blocking};
use crate::clock::Clock;
use crate::db::{DatabaseAddress, Db, migrate};
use crate::record::Act;
use crate::text::{Faults, email, line};

pub(super) fn create_admin(database: &DatabaseAddress, new: &CreateAdmin) -> Result<(), CommandError> {
    let password = read_password(new)?;
    let mut faults = Faults::default();
    let email = faults.take(email("email", &new.email));
    let name = faults.take(line("name", &new.name, NAME_CHARS_MAX));
    faults.take(check_password("password", &password, &[&email, &name]));
    faults.check()?;
    migrate::migrate(database)?;
    let account = NewAccount { email, name, password_hash: hash_blocking(&password)?, appointed: vec![Role::Admin] };
    let moment = Clock::system().moment()?;
    let act = Act { account: None, operation: "create_admin", now: moment.now, today: moment.today, reason: None, key: None };
    // Nobody has accepted anything by being named here: the first signing in asks.
    Db::open(database)?.write_blocking(|tx| open_accepting(tx, &act, &account, &[]))?;
    writeln!(std::io::stdout(), "the account is open: sign in")?;
    Ok(())
}

/// The first line of the file, or of standard input.
fn read_password(new: &CreateAdmin) -> Result<String, CommandError> {
    let mut line = String::new();
    match &new.password_file {
        Some(path) => std::io::BufReader::new(std::fs::File::open(path)?).read_line(&mut line)?,
        None => std::io::stdin().lock().read_line(&mut line)?,
    };
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

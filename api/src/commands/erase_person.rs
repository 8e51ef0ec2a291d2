//! `lssc people erase`: for requests that come by letter. It asks before it does anything.

use std::io::{BufRead, Write};

use shared::ids::PersonId;

use super::CommandError;
use crate::clock::Clock;
use crate::db::{DatabaseAddress, Db};
use crate::people;
use crate::record::Act;

/// What is typed to go on.
const GO_ON: &str = "erase";

pub(super) fn erase(database: &DatabaseAddress, person: PersonId) -> Result<(), CommandError> {
    writeln!(
        std::io::stdout(),
        "This erases name, address, sessions and notes of person {person}. Facts stay under this id; certificates can be verified without a \
         name. It cannot be undone. Type `{GO_ON}` to go on:"
    )?;
    let mut typed = String::new();
    std::io::stdin().lock().read_line(&mut typed)?;
    if typed.trim() != GO_ON {
        return Err(CommandError::Said("nothing was erased".to_owned()));
    }
    let moment = Clock::system().moment()?;
    let act = Act { account: None, operation: "erase_person", now: moment.now, today: moment.today, reason: None, key: None };
    Db::open(database)?.write_blocking(|tx| people::erase(tx, &act, person))?;
    writeln!(std::io::stdout(), "erased")?;
    Ok(())
}

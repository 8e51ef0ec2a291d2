//! `lssc standing`: the rule contract at the terminal. It needs no configuration and no database.

use std::io::{Read, Write};

use serde_json::{Value, json};
use shared::calendar::Date;
use shared::standings::contract;

use super::CommandError;

pub(super) fn standing(as_of: Date) -> Result<(), CommandError> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let dossier: Value = serde_json::from_str(&text).map_err(|error| CommandError::Said(format!("the dossier is not JSON: {error}")))?;
    let request = json!({"as_of": as_of, "dossier": dossier}).to_string();
    writeln!(std::io::stdout(), "{}", contract::answer(request.as_bytes()).map_err(CommandError::Said)?)?;
    Ok(())
}

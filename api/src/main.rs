//! The command `lssc`: the server, and what staff need at a terminal.

use std::process::ExitCode;

use clap::Parser;
use lssc_api::commands::{Lssc, run};
use lssc_api::log;

fn main() -> ExitCode {
    let arguments = Lssc::parse();
    log::begin(arguments.log_format);
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lssc: {error}");
            ExitCode::FAILURE
        }
    }
}

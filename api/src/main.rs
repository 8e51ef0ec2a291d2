//! The command `lssc`: the server, and what staff need at a terminal.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use lssc_api::commands::{Lssc, run};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let arguments = Lssc::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr).init();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lssc: {error}");
            ExitCode::FAILURE
        }
    }
}

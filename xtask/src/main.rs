//! `cargo xtask`: every task of this repository, with Rust and Node as the only things installed by hand.
//!
//! Set-up is part of each task: what a task needs and can fetch from the package registries, it fetches.

mod arguments;
mod bench;
mod check;
mod fnv;
mod project;
mod run;
mod server;
mod setup;
mod shell;
mod test;
mod web;

use std::process::ExitCode;

use arguments::{Arguments, Task};
use project::Project;

fn main() -> ExitCode {
    let outcome = Arguments::from_command_line().and_then(|arguments| {
        let project = Project::find()?;
        match arguments.task {
            Task::Run(options) => run::run(&project, &options)?,
            Task::Test(options) => return test::test(&project, &options),
            Task::Check => check::check(&project)?,
            Task::Bench(options) => bench::bench(&project, &options)?,
            Task::Web => web::build(&project)?,
            Task::Help => println!("{}", arguments::HELP),
        }
        Ok(ExitCode::SUCCESS)
    });
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

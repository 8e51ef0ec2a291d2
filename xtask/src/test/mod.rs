//! `cargo xtask test`: every step, in order, each counted; one failure does not hide the next.
//!
//! Nothing is left out in silence: a step that cannot run has failed and says what it lacks.

mod api;
mod browser;
mod containers;
mod contract;
mod debian;
mod dependencies;
mod document;
mod postgres;
mod python;
mod rules;
mod source;
mod tally;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use crate::{arguments::TestOptions, project::Project};
use tally::Tally;

/// Nobody runs what takes longer.
const WHOLE_MAX: Duration = Duration::from_mins(25);

struct Step {
    name: &'static str,
    run: fn(&Project) -> Result<Tally>,
    /// The step whose result this one works on.
    needs: Option<&'static str>,
}

const STEPS: [Step; 17] = [
    Step { name: "format", run: source::format, needs: None },
    Step { name: "lints", run: source::lints, needs: None },
    Step { name: "documentation", run: source::documentation, needs: None },
    Step { name: "tooling", run: source::tooling, needs: None },
    Step { name: "licences, versions, advisories", run: dependencies::dependencies, needs: None },
    Step { name: "rules", run: rules::native, needs: None },
    Step { name: "rules for wasm32", run: rules::compile_wasm, needs: None },
    Step { name: "rules as WASM in Node", run: rules::in_node, needs: Some("rules for wasm32") },
    Step { name: "API on SQLite and PostgreSQL", run: api::on_both_databases, needs: None },
    Step { name: "published document", run: document::is_current, needs: None },
    Step { name: "published document, linted", run: document::lint, needs: None },
    Step { name: "contract, as every role", run: contract::as_every_role, needs: None },
    Step { name: "containers described", run: containers::descriptions, needs: None },
    Step { name: "app without a browser", run: source::app_units, needs: None },
    Step { name: "browser app", run: browser::build_app, needs: None },
    Step { name: "browser journeys", run: browser::journeys, needs: Some("browser app") },
    Step { name: "app behind nginx", run: containers::behind_nginx, needs: Some("browser app") },
];

struct Outcome {
    name: &'static str,
    tally: Tally,
    took: Duration,
}

pub(crate) fn test(project: &Project, options: &TestOptions) -> Result<ExitCode> {
    let started = Instant::now();
    let wanted = |step: &&Step| options.only.as_ref().is_none_or(|part| step.name.contains(part));
    let mut outcomes: Vec<Outcome> = Vec::new();
    for step in STEPS.iter().filter(wanted) {
        println!("\n==> {}", step.name);
        let outcome = match step.needs {
            Some(needed) if outcomes.iter().any(|outcome| outcome.name == needed && outcome.tally.failed > 0) => {
                println!("cannot run: it needs `{needed}`, which failed");
                Outcome { name: step.name, tally: Tally::one_failed(), took: Duration::ZERO }
            }
            _ => run(project, step),
        };
        outcomes.push(outcome);
    }
    ensure!(!outcomes.is_empty(), "no step has such a name: {}", STEPS.map(|step| step.name).join(", "));
    Ok(report(&outcomes, started.elapsed()))
}

fn run(project: &Project, step: &Step) -> Outcome {
    let started = Instant::now();
    let tally = (step.run)(project).unwrap_or_else(|error| {
        println!("{} failed: {error:#}", step.name);
        Tally::one_failed()
    });
    Outcome { name: step.name, tally, took: started.elapsed() }
}

/// What ran, and last the sum on a line of its own, for people and for scripts.
fn report(outcomes: &[Outcome], took: Duration) -> ExitCode {
    println!("\n{:<30} {:>7} {:>7} {:>9}", "step", "passed", "failed", "seconds");
    for Outcome { name, tally, took } in outcomes {
        let mark = if tally.failed > 0 { "  <-- failed" } else { "" };
        println!("{name:<30} {:>7} {:>7} {:>9.1}{mark}", tally.passed, tally.failed, took.as_secs_f64());
    }
    let total: Tally = outcomes.iter().map(|outcome| outcome.tally).sum();
    println!("{:<30} {:>7} {:>7} {:>9.1}\n", "all", total.passed, total.failed, took.as_secs_f64());
    if took > WHOLE_MAX {
        println!("this took longer than the {} minutes that the whole may take from cold on two cores", WHOLE_MAX.as_secs() / 60);
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

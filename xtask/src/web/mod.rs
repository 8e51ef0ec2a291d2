//! `cargo xtask web`: the browser app, from Rust, styles and fonts to the folder `web/dist`.
//!
//! Everything under `dist/assets` is named by its content, so a browser may keep it for ever; the pages that load it are asked for anew each time.

mod dist;
mod fingerprint;
mod first_load;
mod page;
mod sheet;
mod styles;
mod wasm;

use std::{fs, thread};

use anyhow::{Result, anyhow};

use crate::{project::Project, setup, shell::timed};
pub(crate) use dist::brotli;
pub(crate) use wasm::{Host, bind, optimise};

use dist::Dist;
use fingerprint::Fingerprint;
use wasm::{Glue, PROGRAMS, Script};

/// Builds the app into `web/dist`, or does nothing where nothing it is made of has changed.
pub(crate) fn build(project: &Project) -> Result<()> {
    let inputs = Fingerprint::of_inputs(project)?;
    if inputs.is_built(project) {
        println!("  the app is built already: web/dist");
        return Ok(());
    }
    setup::wasm_target(project)?;
    setup::npm_packages(project)?;
    timed("compile the app", || wasm::compile(project))?;
    let glues = timed("optimise it for size", || shrink(project))?;
    timed("write and compress web/dist", || write(project, &glues))?;
    inputs.keep(project)
}

/// All programs at once: each step works on one core.
fn shrink(project: &Project) -> Result<Vec<Glue>> {
    thread::scope(|scope| {
        let workers = PROGRAMS.map(|program| scope.spawn(move || wasm::shrink(project, program)));
        workers.into_iter().map(|worker| worker.join().map_err(|_| anyhow!("a worker panicked"))?).collect()
    })
}

fn write(project: &Project, glues: &[Glue]) -> Result<()> {
    let dist = Dist::begin(project)?;
    let styles = styles::write(project, &dist)?;
    // Compressing is most of it, and works on one core.
    let scripts: Vec<Script> = thread::scope(|scope| {
        let dist = &dist;
        let write = |(program, glue)| scope.spawn(move || wasm::write(program, glue, dist));
        let workers: Vec<_> = PROGRAMS.into_iter().zip(glues).map(write).collect();
        workers.into_iter().map(|worker| worker.join().map_err(|_| anyhow!("a worker panicked"))?).collect::<Result<_>>()
    })?;
    for (program, script) in PROGRAMS.into_iter().zip(scripts) {
        page::write(project, &dist, program.page, &styles, &script)?;
        first_load::check(&dist, program, &styles, &script)?;
    }
    dist.add("robots.txt", &fs::read(project.path("web/robots.txt"))?)?;
    dist.finish()
}

//! `cargo xtask bench`: the product against floors and rivals in the same run, one table, written to
//! `docs/benchmarks.md` with the machine and the date; of a part, its rows take the place of those that were there.
//!
//! What measures is `bench/`, a workspace of its own, so that the rivals are not built or locked with the product.

mod first_load;
mod lighthouse;
mod table;

use std::{fs, path::PathBuf};

use anyhow::Result;

use crate::{
    arguments::{BenchOptions, Build},
    project::Project,
    server,
    setup::{self, WASM_TARGET},
    shell::{cargo, output, program, run, timed},
    web::{self, Host},
};
use table::{Row, Table};

/// What is measured by `bench/`, in its own words: a part of one of these is enough to choose it.
const MEASURED: &str = "one standing, a million standings, one standing as WASM, durable post, public verification, catalog, sign-in, books check, \
    invoice as PDF, a large order, a large demonstration, cold start and memory";

pub(crate) fn bench(project: &Project, options: &BenchOptions) -> Result<()> {
    let wanted = |name: &str| options.only.as_ref().is_none_or(|part| name.contains(part.as_str()));
    let mut rows: Vec<Row> = Vec::new();
    if options.only.as_ref().is_none_or(|part| MEASURED.contains(part.as_str())) {
        rows.extend(measured(project, options)?);
    }
    if wanted("first load") {
        rows.extend(first_load::rows(project)?);
    }
    if wanted("lighthouse") {
        rows.extend(lighthouse::rows(project)?);
    }
    let table = Table::new(project, rows)?;
    println!("\n{}", table.for_terminal());
    let page = project.path("docs/benchmarks.md");
    let before = if options.only.is_some() { fs::read_to_string(&page)? } else { String::new() };
    fs::write(page, table.as_page(&before))?;
    println!("written to docs/benchmarks.md");
    Ok(())
}

fn measured(project: &Project, options: &BenchOptions) -> Result<Vec<Row>> {
    let product = server::build(project, Build::Release)?;
    let rules = rules_module(project)?;
    timed("install the rivals that run in Node", || run(setup::npm_in(project, "bench/wasm").args(["ci", "--no-audit", "--no-fund"])))?;
    let target = project.path("target");
    timed("build what measures", || run(cargo(project, ["build", "--release", "--manifest-path", "bench/Cargo.toml", "--target-dir"]).arg(&target)))?;
    println!("measuring; leave the machine alone");
    let mut command = program(project, target.join("release/bench").with_extension(std::env::consts::EXE_EXTENSION));
    command.arg("measure").arg("--server").arg(&product).arg("--folder").arg(target.join("bench")).arg("--rules-module").arg(&rules);
    if let Some(only) = &options.only {
        command.args(["--only", only]);
    }
    Ok(output(&mut command)?.lines().filter_map(Row::read).collect())
}

/// The rules as the WebAssembly module that Node loads, optimised for speed.
fn rules_module(project: &Project) -> Result<PathBuf> {
    setup::wasm_target(project)?;
    setup::npm_packages(project)?;
    timed("build the rules as WebAssembly", || {
        let target = project.browser_target();
        let mut command = cargo(project, ["rustc", "--release", "--package", "lssc-shared", "--lib", "--features", "wasm", "--crate-type", "cdylib"]);
        run(command.args(["--target", WASM_TARGET, "--target-dir"]).arg(&target))?;
        let glue = web::bind(&target.join(WASM_TARGET).join("release/shared.wasm"), Host::Node, &target.join("measured-rules"))?;
        Ok(glue.script())
    })
}

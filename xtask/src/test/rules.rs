//! The rules: natively, and as the WebAssembly module that browsers and partners run.

use std::path::PathBuf;

use anyhow::Result;

use super::tally::Tally;
use crate::{
    project::Project,
    setup::{self, WASM_TARGET},
    shell::{cargo, program, run},
    web::{Host, bind},
};

/// Unit tests, vectors, properties and the examples of the documentation.
pub(super) fn native(project: &Project) -> Result<Tally> {
    Tally::of_tests(&mut cargo(project, ["test", "--no-fail-fast", "--package", "lssc-shared"]))
}

pub(super) fn compile_wasm(project: &Project) -> Result<Tally> {
    setup::wasm_target(project)?;
    let target = project.browser_target();
    let mut command = cargo(project, ["rustc", "--package", "lssc-shared", "--lib", "--features", "wasm", "--crate-type", "cdylib"]);
    run(command.args(["--target", WASM_TARGET, "--target-dir"]).arg(target))?;
    Ok(Tally::one_passed())
}

/// The same vectors as the native tests, through the export that the browser app calls.
pub(super) fn in_node(project: &Project) -> Result<Tally> {
    let target = project.browser_target();
    let module: PathBuf = target.join(WASM_TARGET).join("debug/shared.wasm");
    let glue = bind(&module, Host::Node, &target.join("rules"))?;
    let mut command = program(project, "node");
    command.args(["--test", "--test-reporter=spec", "shared/tests/vectors.mjs"]).env("LSSC_TEST_RULES_MODULE", glue.script());
    Tally::of_tests(&mut command)
}

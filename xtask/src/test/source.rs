//! The source itself: format, lints, documentation, and the tests of this tool.

use std::{process::Command, thread};

use anyhow::{Result, anyhow};

use super::tally::Tally;
use crate::{
    project::Project,
    setup::{self, WASM_TARGET},
    shell::{cargo, run},
};

const NATIVE: [&str; 3] = ["--workspace", "--exclude", "lssc-web"];
/// With the profile that the app is built with, so that what runs while compiling is compiled once for both.
const BROWSER: [&str; 6] = ["--package", "lssc-web", "--target", WASM_TARGET, "--profile", "app"];

pub(super) fn format(project: &Project) -> Result<Tally> {
    run(&mut cargo(project, ["fmt", "--all", "--check"]))?;
    Ok(Tally::one_passed())
}

/// The app is linted as what it is, a WebAssembly module; everything else natively.
pub(super) fn lints(project: &Project) -> Result<Tally> {
    setup::wasm_target(project)?;
    let deny = ["--", "-D", "warnings"];
    both(
        cargo(project, ["clippy", "--all-targets"]).args(NATIVE).args(deny),
        cargo(project, ["clippy", "--all-targets"]).args(BROWSER).arg("--target-dir").arg(project.browser_target()).args(deny),
    )?;
    Ok(Tally { passed: 2, failed: 0 })
}

pub(super) fn documentation(project: &Project) -> Result<Tally> {
    setup::wasm_target(project)?;
    let deny = ("RUSTDOCFLAGS", "-D warnings");
    both(
        cargo(project, ["doc", "--no-deps", "--document-private-items"]).args(NATIVE).env(deny.0, deny.1),
        cargo(project, ["doc", "--no-deps"]).args(BROWSER).arg("--target-dir").arg(project.browser_target()).env(deny.0, deny.1),
    )?;
    Ok(Tally { passed: 2, failed: 0 })
}

/// Runs two at once: they write into folders of their own, and each ends with a large crate on a single core.
fn both(native: &mut Command, browser: &mut Command) -> Result<()> {
    thread::scope(|scope| {
        let browser = scope.spawn(|| run(browser));
        let native = run(native);
        let browser = browser.join().map_err(|_| anyhow!("a worker panicked"))?;
        native.and(browser)
    })
}

pub(super) fn tooling(project: &Project) -> Result<Tally> {
    Tally::of_tests(&mut cargo(project, ["test", "--no-fail-fast", "--package", "xtask"]))
}

/// What of the app needs no browser.
pub(super) fn app_units(project: &Project) -> Result<Tally> {
    Tally::of_tests(&mut cargo(project, ["test", "--no-fail-fast", "--package", "lssc-web", "--lib"]))
}

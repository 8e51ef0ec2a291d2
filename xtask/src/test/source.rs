//! The source itself: format, lints, documentation, and the tests of this tool.

use std::{fs, process::Command, thread};

use anyhow::{Result, anyhow, ensure};

use super::tally::Tally;
use crate::{
    project::Project,
    setup::{self, WASM_TARGET},
    shell::{cargo, output, program, run},
};

/// The longest file that belongs into the repository: the published document and not much more.
const TRACKED_BYTES_MAX: u64 = 1 << 20;
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "lssc-web"];
/// With the profile that the app is built with, so that what runs while compiling is compiled once for both.
const BROWSER: [&str; 6] = ["--package", "lssc-web", "--target", WASM_TARGET, "--profile", "app"];

pub(super) fn format(project: &Project) -> Result<Tally> {
    run(&mut cargo(project, ["fmt", "--all", "--check"]))?;
    // What measures is a workspace of its own.
    run(&mut cargo(project, ["fmt", "--check", "--manifest-path", "bench/Cargo.toml"]))?;
    nothing_built_is_tracked(project)?;
    Ok(Tally { passed: 3, failed: 0 })
}

/// What is built stays out of the history, which never forgets it: no folder of that kind, no large file.
fn nothing_built_is_tracked(project: &Project) -> Result<()> {
    let tracked = output(program(project, "git").args(["ls-files", "-z"]))?;
    for name in tracked.split_terminator('\0') {
        let is_built = name.split('/').any(|part| matches!(part, "target" | "node_modules" | "dist"));
        // One that is deleted and not committed yet is not large.
        let bytes = fs::metadata(project.path(name)).map_or(0, |file| file.len());
        ensure!(!is_built && bytes <= TRACKED_BYTES_MAX, "`{name}` ({bytes} bytes) is tracked: see .gitignore");
    }
    Ok(())
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

//! What a fresh clone lacks and a package registry has: the target for WebAssembly and the npm packages.

use std::{fs, path::Path, process::Command, time::SystemTime};

use anyhow::{Context, Result};

use crate::{
    project::Project,
    shell::{npm_program, output, program, run, timed},
};

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the toolchain in use, where it is missing.
pub(crate) fn wasm_target(project: &Project) -> Result<()> {
    // Asked of the compiler and not of rustup: a toolchain from a distribution has no rustup and may have the target.
    let libraries = output(program(project, "rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    timed("add the WebAssembly target", || {
        run(program(project, "rustup").args(["target", "add", WASM_TARGET])).with_context(|| format!("add the Rust target {WASM_TARGET} by hand"))
    })
}

/// Installs the npm packages where the lock file is newer than they are.
pub(crate) fn npm_packages(project: &Project) -> Result<()> {
    let wanted = modified(&project.path("web/package-lock.json"));
    // npm writes this file last, so an interrupted installation is done again.
    let installed = modified(&project.path("web/node_modules/.package-lock.json"));
    if installed.is_some() && installed >= wanted {
        return Ok(());
    }
    timed("install the npm packages", || {
        run(npm_in(project, "web").arg("ci")).context("Node 20.19 or newer with its npm is needed: https://nodejs.org")
    })
}

/// The optimiser of WebAssembly, from npm.
pub(crate) fn wasm_opt(project: &Project) -> Command {
    npm_program(project, "binaryen/bin/wasm-opt")
}

/// npm, in one of the repository's folders.
pub(crate) fn npm_in(project: &Project, folder: &str) -> Command {
    let mut command = program(project, if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(project.path(folder));
    command
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

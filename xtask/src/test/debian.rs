//! What no package registry of Rust or Node has: a browser, PostgreSQL, nginx, Python.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::shell::{output, run, timed};

/// What `find` finds; installed from the distribution where it is missing and this process may do so.
///
/// # Errors
/// Names the command to run where rights are lacking or the system is another.
pub(super) fn installed<T>(what: &str, package: &str, find: impl Fn() -> Option<T>) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !Path::new("/etc/debian_version").exists() {
        bail!("{what} is needed: install it with your system's packages");
    }
    if !is_root()? {
        bail!("{what} is needed: `sudo apt-get install --no-install-recommends {package}`");
    }
    timed(&format!("install {what}"), || {
        run(Command::new("apt-get").arg("update").arg("--quiet"))?;
        let options = ["install", "--yes", "--quiet", "--no-install-recommends"];
        run(Command::new("apt-get").args(options).args(package.split(' ')).env("DEBIAN_FRONTEND", "noninteractive"))
    })?;
    find().with_context(|| format!("{what} is not where the package `{package}` should have put it"))
}

pub(super) fn is_root() -> Result<bool> {
    Ok(output(Command::new("id").arg("-u"))?.trim() == "0")
}

//! Python's packages for the tests that are best written there, in an environment of their own below `target/`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

use super::debian;
use crate::{
    project::Project,
    shell::{program, run, timed},
};

const REQUIREMENTS: &str = "xtask/python/requirements.txt";

/// A script of `xtask/python`, to be run with the pinned packages.
pub(super) fn script(project: &Project, name: &str) -> Result<Command> {
    let environment = environment(project)?;
    let mut command = program(project, environment.join("bin/python"));
    command.arg(project.path("xtask/python").join(name));
    Ok(command)
}

/// Made anew where other packages are asked for than are there.
fn environment(project: &Project) -> Result<PathBuf> {
    let folder = project.path("target/python");
    let wanted = fs::read_to_string(project.path(REQUIREMENTS)).with_context(|| format!("cannot read {REQUIREMENTS}"))?;
    // Written last: an interrupted installation is done again.
    let installed = folder.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(folder);
    }
    let python = debian::installed("Python 3.10 or newer with venv", "python3-venv", python)?;
    timed("install the Python packages", || {
        run(program(project, python).args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut install = program(project, folder.join("bin/python"));
        run(install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement", REQUIREMENTS]))
    })?;
    fs::write(installed, wanted)?;
    Ok(folder)
}

/// One that can make an environment with pip in it: Debian keeps that part in another package.
fn python() -> Option<&'static Path> {
    let can = |python: &str| {
        let mut command = Command::new(python);
        command.args(["-c", "import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 10))"]).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    ["python3", "/usr/bin/python3"].into_iter().find(|python| can(python)).map(Path::new)
}

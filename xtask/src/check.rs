//! `cargo xtask check`: what one runs between two edits.

use anyhow::Result;

use crate::{
    project::Project,
    shell::{cargo, run, timed},
};

pub(crate) fn check(project: &Project) -> Result<()> {
    timed("check the format", || run(&mut cargo(project, ["fmt", "--all", "--check"])))?;
    timed("ask clippy", || run(cargo(project, ["clippy", "--all-targets"]).args(["--", "-D", "warnings"])))?;
    timed("test the rules", || run(&mut cargo(project, ["test", "--quiet", "--package", "lssc-shared"])))
}

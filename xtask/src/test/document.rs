//! The published description of the API: it is what the server says now, and it is well made.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::tally::Tally;
use crate::{
    arguments::Build,
    project::Project,
    server, setup,
    shell::{npm_program, output, program, run},
};

const DOCUMENT: &str = "openapi/openapi.json";

pub(super) fn is_current(project: &Project) -> Result<Tally> {
    let server = server::build(project, Build::Debug)?;
    let generated = output(program(project, server).arg("openapi"))?;
    let published = fs::read_to_string(project.path(DOCUMENT)).with_context(|| format!("cannot read {DOCUMENT}"))?;
    ensure!(generated.trim_end() == published.trim_end(), "{DOCUMENT} is stale: `cargo run --package lssc-api -- openapi > {DOCUMENT}`");
    Ok(Tally::one_passed())
}

pub(super) fn lint(project: &Project) -> Result<Tally> {
    setup::npm_packages(project)?;
    let mut command = npm_program(project, "@redocly/cli/bin/cli.js");
    command.args(["lint", DOCUMENT, "--config", "openapi/redocly.yaml", "--max-problems", "200"]);
    run(command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"))?;
    Ok(Tally::one_passed())
}

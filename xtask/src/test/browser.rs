//! The journeys: the built app and the built server in a real browser.

use std::{
    cmp::Reverse,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, ensure};

use super::{debian, tally::Tally};
use crate::{arguments::Build, project::Project, server, setup, shell::program, web};

const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

pub(super) fn build_app(project: &Project) -> Result<Tally> {
    web::build(project)?;
    Ok(Tally::one_passed())
}

pub(super) fn journeys(project: &Project) -> Result<Tally> {
    let files = journey_files(project)?;
    ensure!(!files.is_empty(), "there is no browser journey: web/e2e/*.test.mjs");
    Tally::of_tests(&mut node(project, &files)?)
}

/// Node's test runner on these files, with the server and the browser that they need.
pub(super) fn node(project: &Project, files: &[PathBuf]) -> Result<Command> {
    setup::npm_packages(project)?;
    let browser =
        debian::installed("a Chromium browser", "chromium", || BROWSERS.iter().map(Path::new).find(|path| path.exists()).map(Path::to_owned))?;
    let server = server::build(project, Build::Debug)?;
    let mut command = program(project, "node");
    // Each file has a server and a browser of its own, which wait for each other most of the time.
    command
        .args(["--test", "--test-reporter=spec", "--test-concurrency=3"])
        .args(files)
        .env("LSSC_TEST_CHROMIUM", browser)
        .env("LSSC_TEST_SERVER", server);
    Ok(command)
}

/// Named one by one: what `node --test` makes of a folder differs between its versions.
fn journey_files(project: &Project) -> Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(project.path("web/e2e"))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    // The longest first, and the others beside it.
    files.sort_by_key(|file| (Reverse(fs::metadata(file).map_or(0, |found| found.len())), file.clone()));
    Ok(files)
}

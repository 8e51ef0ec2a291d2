//! Whether `web/dist` is what a build would make now: a hash of the content of everything that goes in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    fnv::Fnv,
    project::Project,
    shell::{output, program},
};

/// Files and folders that the app is made of. This tool is one of them: it decides what the result looks like.
const INPUTS: [&str; 14] = [
    "Cargo.lock",
    "Cargo.toml",
    "shared/Cargo.toml",
    "shared/data",
    "shared/src",
    "web/Cargo.toml",
    "web/icon.svg",
    "web/idna_adapter",
    "web/index.html",
    "web/package-lock.json",
    "web/robots.txt",
    "web/src",
    "web/styles",
    "xtask/src/web",
];

#[derive(Debug)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    pub(super) fn of_inputs(project: &Project) -> Result<Self> {
        let mut files = Vec::new();
        for input in INPUTS {
            collect(&project.path(input), &mut files)?;
        }
        let compiler = output(program(project, "rustc").arg("--version"))?;
        let mut hash = Fnv::new().add(compiler.as_bytes());
        for file in files {
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            hash = hash.add(file.to_string_lossy().as_bytes()).add(&content.len().to_le_bytes()).add(&content);
        }
        Ok(Self(hash.hex()))
    }

    /// Whether `web/dist` was built from exactly these inputs.
    pub(super) fn is_built(&self, project: &Project) -> bool {
        let kept = fs::read_to_string(kept_in(project)).unwrap_or_default();
        kept == self.0 && project.path("web/dist/index.html").exists()
    }

    pub(super) fn keep(&self, project: &Project) -> Result<()> {
        fs::write(kept_in(project), &self.0).context("cannot write down what the app was built from")
    }
}

fn kept_in(project: &Project) -> PathBuf {
    project.browser_target().join("dist-fingerprint")
}

/// The files below `path`, or `path` itself, in the order of their names.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| collect(entry, files))
}

//! Where things lie in the repository.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// The repository that holds this tool.
    ///
    /// # Errors
    /// When it is not started through cargo, which says where the tool's own package lies.
    pub(crate) fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").context("start this tool as `cargo xtask`")?;
        let root = Path::new(&package).parent().context("the tool's package has no folder above it")?;
        Ok(Self { root: root.to_owned() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// `path` below the repository's root.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The target directory of everything built for the browser: beside the server's, so that neither waits for the other's lock.
    pub(crate) fn browser_target(&self) -> PathBuf {
        self.path("target/web")
    }
}

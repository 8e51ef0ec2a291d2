//! The folder that is served: files named by their content, each with a compressed twin or two.
//!
//! A build writes a new folder and puts it in the old one's place at the end: a server that is running never sees half of it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use brotli::CompressorWriter;
use flate2::{Compression, write::GzEncoder};

use crate::{fnv::Fnv, project::Project};

/// Formats that are compressed already: a second time makes them larger.
const COMPRESSED_FORMATS: [&str; 1] = ["woff2"];
const BROTLI_QUALITY_MAX: u32 = 11;
/// 4 MiB, more than the whole app: repetition is found wherever it is.
const BROTLI_WINDOW_BITS: u32 = 22;
const BROTLI_BUFFER_BYTES: usize = 1 << 16;

#[derive(Debug)]
pub(super) struct Dist {
    folder: PathBuf,
    place: PathBuf,
}

impl Dist {
    pub(super) fn begin(project: &Project) -> Result<Self> {
        let folder = project.browser_target().join("dist");
        remove(&folder)?;
        fs::create_dir_all(folder.join("assets"))?;
        Ok(Self { folder, place: project.path("web/dist") })
    }

    /// Adds `assets/{stem}-{hash}.{extension}`; the file's name within `assets`.
    pub(super) fn add_asset(&self, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
        let name = format!("{stem}-{}.{extension}", Fnv::new().add(content).hex());
        self.add(&format!("assets/{name}"), content)?;
        Ok(name)
    }

    /// Adds a file under the name it is asked for by.
    pub(super) fn add(&self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, content)?;
        if COMPRESSED_FORMATS.iter().any(|format| name.ends_with(format)) {
            return Ok(());
        }
        fs::write(beside(&path, "br"), brotli(content)?)?;
        fs::write(beside(&path, "gz"), gzip(content)?)?;
        Ok(())
    }

    /// How much of the network a file takes.
    pub(super) fn compressed_bytes(&self, name: &str) -> Result<u64> {
        let path = beside(&self.folder.join(name), "br");
        Ok(fs::metadata(&path).with_context(|| format!("cannot read {}", path.display()))?.len())
    }

    pub(super) fn finish(self) -> Result<()> {
        remove(&self.place)?;
        fs::rename(&self.folder, &self.place).context("cannot put the new web/dist in its place")
    }
}

pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = CompressorWriter::new(Vec::new(), BROTLI_BUFFER_BYTES, BROTLI_QUALITY_MAX, BROTLI_WINDOW_BITS);
    writer.write_all(content)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

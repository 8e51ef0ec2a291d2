//! What a browser loads before it shows the first page: the page, the script, the module and the styles, as they are
//! sent to a browser that takes brotli. Fonts stand apart: the page is shown without them.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::table::{Row, Verdict};
use crate::{
    project::Project,
    setup::{self, WASM_TARGET},
    shell::{cargo, run, timed},
    web::{self, Host},
};

/// Each page, and how many bytes its first visit may load.
const PAGES: [(&str, u64); 6] = [
    ("index.html", 300_000),
    ("planner/index.html", 300_000),
    ("member/index.html", 350_000),
    ("account/index.html", 350_000),
    ("staff/index.html", 500_000),
    ("books/index.html", 350_000),
];
const PARTS: [&str; 3] = [".css", ".js", ".wasm"];

pub(super) fn rows(project: &Project) -> Result<Vec<Row>> {
    web::build(project)?;
    let floor = format!("yew's hello world: {} KB", hello_bytes(project)? / 1000);
    PAGES.iter().map(|(page, limit_bytes)| row(&project.path("web/dist"), page, *limit_bytes, &floor)).collect()
}

fn row(dist: &Path, page: &str, limit_bytes: u64, floor: &str) -> Result<Row> {
    let html = fs::read_to_string(dist.join(page)).with_context(|| format!("no {page}"))?;
    // What the page names stands in quotes, some of it twice.
    let mut assets: Vec<&str> =
        html.split('"').filter(|text| text.starts_with("/assets/") && PARTS.iter().any(|ending| text.ends_with(ending))).collect();
    assets.sort_unstable();
    assets.dedup();
    let mut bytes = 0;
    let mut listed = Vec::new();
    for name in std::iter::once(page).chain(assets) {
        let part = sent_bytes(dist, name)?;
        bytes += part;
        listed.push(format!("{} {:.1}", name.rsplit('.').next().unwrap_or(name), kilobytes(part)));
    }
    let measured = format!("{:.1} KB ({})", kilobytes(bytes), listed.join(", "));
    let verdict = if bytes < limit_bytes { Verdict::Met } else { Verdict::Missed };
    Ok(Row::under(&format!("first load of {page}, brotli"), measured, floor.to_owned(), &format!("under {} KB", limit_bytes / 1000), verdict))
}

/// How long the compressed twin of a file is.
fn sent_bytes(dist: &Path, name: &str) -> Result<u64> {
    let twin = dist.join(format!("{}.br", name.trim_start_matches('/')));
    Ok(fs::metadata(&twin).with_context(|| format!("no {}", twin.display()))?.len())
}

#[expect(clippy::cast_precision_loss, reason = "files are shorter than 2^52 bytes")]
fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

/// The same for yew's hello world, built, bound and optimised as the app is.
fn hello_bytes(project: &Project) -> Result<u64> {
    let target = project.browser_target();
    timed("build yew's hello world", || {
        let mut command =
            cargo(project, ["build", "--manifest-path", "bench/hello/Cargo.toml", "--target", WASM_TARGET, "--profile", "app", "--target-dir"]);
        run(command.arg(&target))
    })?;
    let glue = web::bind(&target.join(WASM_TARGET).join("app/hello.wasm"), Host::Browser, &target.join("hello"))?;
    setup::npm_packages(project)?;
    web::optimise(project, &glue)?;
    let sent = |path: &Path| Ok::<_, anyhow::Error>(web::brotli(&fs::read(path)?)?.len());
    let page = "<!doctype html><title>Hello</title><script type=\"module\" src=\"/app.js\"></script>";
    let bytes = sent(&glue.script())? + sent(&glue.module())? + page.len();
    Ok(u64::try_from(bytes)?)
}

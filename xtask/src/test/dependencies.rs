//! What others wrote and we build in: under which licences, in how many versions, with which known flaws.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::tally::Tally;
use crate::{
    project::Project,
    setup::{self, WASM_TARGET},
    shell::{cargo, output, program},
};

/// Licences that ask for no more than to be named.
const PERMISSIVE: [&str; 12] =
    ["0BSD", "Apache-2.0", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "Unlicense", "Zlib"];
/// Others, each for one reason.
const LICENCE_EXCEPTIONS: [(&str, &str); 4] = [
    ("Unicode-3.0", "permissive; the tables of Unicode in the internationalisation crates"),
    ("PostgreSQL", "permissive, like MIT; PostgreSQL's own client library"),
    ("CDLA-Permissive-2.0", "permissive, for data; the root certificates of webpki-roots"),
    ("LLVM-exception", "an exception that takes conditions away from Apache-2.0"),
];
/// Packages of which more than one version is built, and who keeps the older one. One that is no longer double fails, so
/// that the list stays true.
const DOUBLE: [(&str, &str); 28] = [
    ("base64", "jsonwebtoken and wasm-bindgen-cli-support have not moved to 0.23"),
    ("block-buffer", "ed25519-dalek and sha2 0.10 stay with digest 0.10, argon2 has moved on"),
    ("chacha20", "chacha20poly1305 keeps 0.9, rand 0.10 has moved on"),
    ("cpufeatures", "as block-buffer"),
    ("crypto-common", "as block-buffer"),
    ("darling", "derive_builder (zxcvbn) and diesel's derive disagree; at compile time only"),
    ("darling_core", "as darling"),
    ("darling_macro", "as darling"),
    ("digest", "as block-buffer"),
    ("getrandom", "rand 0.8 for ed25519-dalek, 0.9 for governor, 0.10 for the others"),
    ("hashbrown", "dashmap (governor) and wasmparser (xtask) keep older ones"),
    ("http", "actix-web 4 keeps http 0.2"),
    ("itertools", "object_store has moved to 0.15, zxcvbn stays with 0.14"),
    ("lock_api", "as parking_lot"),
    ("parking_lot", "scheduled-thread-pool (r2d2) has moved to 0.13, the others have not"),
    ("parking_lot_core", "as parking_lot"),
    ("rand", "as getrandom; proptest (tests) has 0.10"),
    ("rand_chacha", "as getrandom"),
    ("rand_core", "as getrandom"),
    ("serde_spanned", "as toml"),
    ("spin", "lazy_static (rsa) keeps 0.9, crc-fast (object_store) has 0.10"),
    ("syn", "derives of yew and gloo keep 1 and 2; at compile time only"),
    ("thiserror", "gloo keeps 1"),
    ("thiserror-impl", "as thiserror"),
    ("toml", "figment keeps 0.8, diesel's migrations have 0.9"),
    ("toml_datetime", "as toml"),
    ("toml_edit", "as toml; proc-macro-crate (yew) keeps 0.19"),
    ("winnow", "as toml"),
];

pub(super) fn dependencies(project: &Project) -> Result<Tally> {
    let complaints = [licences(project)?, versions(project)?].concat();
    for complaint in &complaints {
        println!("  {complaint}");
    }
    ensure!(complaints.is_empty(), "{} dependencies are not as they should be", complaints.len());
    advisories(project)?;
    Ok(Tally { passed: 3, failed: 0 })
}

/// Those whose licence is no permissive one, whatever is built for whichever system.
fn licences(project: &Project) -> Result<Vec<String>> {
    let metadata = metadata(project, &["--all-features"])?;
    let foreign = packages(&metadata).filter(|package| package["source"].is_string());
    let complaints = foreign.filter_map(|package| {
        let licence = package["license"].as_str().unwrap_or("none");
        (!is_permissive(licence)).then(|| format!("{} is under `{licence}`", package["name"].as_str().unwrap_or_default()))
    });
    Ok(complaints.collect())
}

/// Those of which more than one version is built for this system or for the browser, and that the list does not have.
fn versions(project: &Project) -> Result<Vec<String>> {
    let host = output(program(project, "rustc").arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("`rustc -vV` names no host")?;
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for target in [host, WASM_TARGET] {
        let metadata = metadata(project, &["--filter-platform", target])?;
        let used: BTreeSet<&str> = nodes(&metadata).filter_map(|node| node["id"].as_str()).collect();
        for package in packages(&metadata).filter(|package| package["id"].as_str().is_some_and(|id| used.contains(id))) {
            if let (Some(name), Some(version)) = (package["name"].as_str(), package["version"].as_str()) {
                versions.entry(name.to_owned()).or_default().insert(version.to_owned());
            }
        }
    }
    let is_listed = |name: &str| DOUBLE.iter().any(|(known, _)| *known == name);
    let unlisted = versions.iter().filter(|(name, versions)| versions.len() > 1 && !is_listed(name));
    let mut complaints: Vec<String> =
        unlisted.map(|(name, versions)| format!("{name} is built in versions {versions:?}, without a reason in the list")).collect();
    let single = DOUBLE.iter().filter(|(name, _)| versions.get(*name).is_none_or(|versions| versions.len() < 2));
    complaints.extend(single.map(|(name, _)| format!("{name} is listed as double and is not: take it off the list")));
    Ok(complaints)
}

/// Known flaws: npm's registry answers for its packages. Those of Rust's are a repository that no package registry has:
/// they are looked at where `cargo audit` is installed, and otherwise it is said that they were not.
fn advisories(project: &Project) -> Result<()> {
    setup::npm_packages(project)?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let audit = Command::new(npm).args(["audit", "--audit-level", "high"]).current_dir(project.path("web")).output().context("npm does not start")?;
    let said = String::from_utf8_lossy(&audit.stdout);
    if said.contains("found 0 vulnerabilities") {
        println!("  advisories for npm packages: none");
    } else if said.contains("vulnerabilit") {
        ensure!(audit.status.success(), "npm knows of serious flaws:\n{said}");
        println!("  advisories for npm packages: none that is serious");
    } else {
        println!("  advisories for npm packages: NOT LOOKED AT, the registry does not answer `npm audit`");
    }
    let has_audit = Command::new("cargo-audit").arg("--version").output().is_ok();
    let has_database = std::env::var_os("HOME").is_some_and(|home| Path::new(&home).join(".cargo/advisory-db").is_dir());
    if has_audit && has_database {
        let audited = program(project, "cargo-audit").args(["audit", "--no-fetch", "--deny", "warnings"]).status()?;
        ensure!(audited.success(), "RustSec knows of flaws: they stand above");
        println!("  advisories for crates: none");
    } else {
        println!("  advisories for crates: NOT LOOKED AT, `cargo install cargo-audit && cargo audit` fetches RustSec's database");
    }
    Ok(())
}

fn metadata(project: &Project, options: &[&str]) -> Result<Value> {
    let text = output(cargo(project, ["metadata", "--format-version", "1", "--locked"]).args(options))?;
    Ok(serde_json::from_str(&text)?)
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

fn nodes(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata.pointer("/resolve/nodes").and_then(Value::as_array).into_iter().flatten()
}

/// Whether an SPDX expression can be met by permissive licences alone: every part of an `AND`, one of an `OR`.
fn is_permissive(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = any_of(&words);
    met && rest.is_empty()
}

fn any_of<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut met, mut rest) = all_of(words);
    while let Some(("OR", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (other, remaining) = all_of(after);
        (met, rest) = (met || other, remaining);
    }
    (met, rest)
}

fn all_of<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut met, mut rest) = one(words);
    // `WITH` joins an exception, which must be known too.
    while let Some(("AND" | "WITH", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (other, remaining) = one(after);
        (met, rest) = (met && other, remaining);
    }
    (met, rest)
}

fn one<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    match words.split_first() {
        Some((&"(", rest)) => match any_of(rest) {
            (met, [")", after @ ..]) => (met, after),
            (_, rest) => (false, rest),
        },
        Some((licence, rest)) => (PERMISSIVE.contains(licence) || LICENCE_EXCEPTIONS.iter().any(|(known, _)| known == licence), rest),
        None => (false, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_read_as_they_are_written() {
        for (expression, expected) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("Apache-2.0 / MIT", true),
            ("GPL-3.0-only", false),
            ("GPL-3.0-only OR MIT", true),
            ("GPL-3.0-only AND MIT", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(MIT OR GPL-2.0-only) AND LGPL-2.1-or-later", false),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            ("(MIT", false),
            ("none", false),
            ("", false),
        ] {
            assert_eq!(is_permissive(expression), expected, "{expression}");
        }
    }
}

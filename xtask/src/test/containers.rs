//! What runs in production, looked at without an engine: the compose file by its published schema, the image files by the
//! rules that matter here, and the web server's configuration by running it.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::{browser, debian, python, tally::Tally};
use crate::{project::Project, shell::run};

const NGINX: &str = "/usr/sbin/nginx";
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
const IMAGES: [&str; 2] = ["docker/api.Dockerfile", "docker/web.Dockerfile"];

pub(super) fn descriptions(project: &Project) -> Result<Tally> {
    run(&mut python::script(project, "compose.py")?)?;
    for image in IMAGES {
        let text = fs::read_to_string(project.path(image)).with_context(|| format!("cannot read {image}"))?;
        let complaints = complaints(&text);
        ensure!(complaints.is_empty(), "{image}: {}", complaints.join("; "));
    }
    Ok(Tally { passed: 3, failed: 0 })
}

/// The whole path and the app's files through the nginx of the web image.
pub(super) fn behind_nginx(project: &Project) -> Result<Tally> {
    let wanted = "nginx with its module for brotli";
    debian::installed(wanted, "nginx-light libnginx-mod-http-brotli-static", || {
        [NGINX, BROTLI].iter().all(|path| Path::new(path).exists()).then_some(())
    })?;
    let mut command = browser::node(project, &[project.path("web/e2e/nginx/serves.test.mjs"), project.path("web/e2e/path.test.mjs")])?;
    Tally::of_tests(command.env("LSSC_TEST_NGINX", NGINX))
}

/// What is wrong with an image file: base images without a version, a user who is root, no health check, no `exec` form,
/// packages with what they recommend or with their lists left behind.
fn complaints(text: &str) -> Vec<String> {
    let joined = text.replace("\\\n", " ");
    let lines: Vec<(&str, &str)> = joined.lines().filter_map(|line| line.trim().split_once(' ')).filter(|(word, _)| !word.starts_with('#')).collect();
    let all = |wanted: &'static str| lines.iter().filter(move |(word, _)| *word == wanted).map(|(_, rest)| rest.trim());
    let mut complaints = Vec::new();
    for image in all("FROM").filter_map(|rest| rest.split(' ').next()) {
        if !image.contains(':') || image.ends_with(":latest") {
            complaints.push(format!("`{image}` names no version"));
        }
    }
    // Only what stands after the last FROM is in the image.
    let last = lines.iter().rposition(|(word, _)| *word == "FROM").map_or(0, |place| place + 1);
    let own = lines.get(last..).unwrap_or_default();
    match own.iter().rfind(|(word, _)| *word == "USER") {
        None | Some((_, "root" | "0" | "0:0")) => complaints.push("it runs as root".to_owned()),
        Some(_) => {}
    }
    if !own.iter().any(|(word, _)| *word == "HEALTHCHECK") {
        complaints.push("it has no health check".to_owned());
    }
    for shell in own.iter().filter(|(word, rest)| matches!(*word, "CMD" | "ENTRYPOINT") && !rest.trim().starts_with('[')) {
        complaints.push(format!("`{} {}` goes through a shell, which signals do not", shell.0, shell.1));
    }
    for install in own.iter().filter(|(word, _)| *word == "RUN").map(|(_, rest)| rest) {
        let is_apt_lean = install.contains("--no-install-recommends") && install.contains("rm -rf /var/lib/apt/lists");
        if (install.contains("apt-get install") && !is_apt_lean) || (install.contains("apk add") && !install.contains("--no-cache")) {
            complaints.push("it keeps what only the installation needed".to_owned());
        }
    }
    if own.iter().any(|(word, rest)| *word == "COPY" && !rest.contains("--from=") && rest.trim().starts_with(". ")) {
        complaints.push("the whole source is in the image".to_owned());
    }
    if !all("ADD").all(|_| false) {
        complaints.push("ADD fetches and unpacks: use COPY".to_owned());
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "FROM rust:1 AS build\nCOPY . .\nFROM debian:12\nCOPY --from=build /a /b\nUSER 1:1\nHEALTHCHECK CMD [\"a\"]\nCMD [\"a\"]\n";

    #[test]
    fn each_rule_is_noticed() {
        assert_eq!(complaints(GOOD), Vec::<String>::new());
        for (from, to) in [
            ("debian:12", "debian"),
            ("debian:12", "debian:latest"),
            ("USER 1:1\n", ""),
            ("USER 1:1", "USER root"),
            ("HEALTHCHECK CMD [\"a\"]\n", ""),
            ("\nCMD [\"a\"]", "\nCMD a"),
            ("USER", "RUN apt-get install \\\n  --yes curl\nUSER"),
            ("USER", "RUN apk add nginx\nUSER"),
            ("USER", "COPY . .\nUSER"),
            ("USER", "ADD x y\nUSER"),
        ] {
            assert_eq!(complaints(&GOOD.replace(from, to)).len(), 1, "{from} -> {to}");
        }
    }
}

//! The pages that load the programs: `web/index.html`, with the names of what each loads filled in.

use std::{fmt::Write, fs};

use anyhow::{Result, ensure};

use super::{dist::Dist, styles::Styles, wasm::Script};
use crate::project::Project;

/// Where the page's links belong.
const PLACE: &str = "<!-- assets -->";

pub(super) fn write(project: &Project, dist: &Dist, name: &str, styles: &Styles, script: &Script) -> Result<()> {
    let icon = dist.add_asset("icon", "svg", &fs::read(project.path("web/icon.svg"))?)?;
    let page = fs::read_to_string(project.path("web/index.html"))?;
    ensure!(page.contains(PLACE), "web/index.html does not say `{PLACE}` where its links belong");
    dist.add(name, page.replace(PLACE, &links(&icon, styles, script)?).as_bytes())
}

/// Everything is asked for at once: without these links the module would wait for the script, and the fonts for the style sheet.
fn links(icon: &str, styles: &Styles, script: &Script) -> Result<String> {
    let Styles { sheet, fonts } = styles;
    let Script { javascript, module } = script;
    let mut links = String::new();
    writeln!(links, r#"<link rel="icon" type="image/svg+xml" href="/assets/{icon}">"#)?;
    writeln!(links, r#"<link rel="stylesheet" href="/assets/{sheet}">"#)?;
    writeln!(links, r#"<link rel="modulepreload" href="/assets/{javascript}">"#)?;
    writeln!(links, r#"<link rel="preload" as="fetch" type="application/wasm" crossorigin href="/assets/{module}">"#)?;
    for font in fonts {
        writeln!(links, r#"<link rel="preload" as="font" type="font/woff2" crossorigin href="/assets/{font}">"#)?;
    }
    write!(links, r#"<script type="module" src="/assets/{javascript}"></script>"#)?;
    Ok(links)
}

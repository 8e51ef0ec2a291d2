//! One style sheet: the fonts, what the app uses of Pico CSS in a cascade layer, then `web/styles/*.css` in the order of
//! their names.
//!
//! Rules outside a layer win over those in one, however specific: our own styles need no tricks against the base.

use std::{fmt::Write, fs};

use anyhow::{Context, Result};

use super::{
    dist::Dist,
    sheet::{Words, tidy, used},
};
use crate::project::Project;

/// A font file of the npm packages; only the latin subset, as the browser's own fonts serve other scripts.
struct Font {
    family: &'static str,
    file: &'static str,
    style: &'static str,
    weights: &'static str,
    /// Needed by every page at once: worth asking for before the style sheet is read.
    preloaded: bool,
}

const FONTS: [Font; 3] = [
    Font { family: "Literata", file: "literata/files/literata-latin-wght-normal.woff2", style: "normal", weights: "200 900", preloaded: true },
    Font {
        family: "Public Sans",
        file: "public-sans/files/public-sans-latin-wght-normal.woff2",
        style: "normal",
        weights: "100 900",
        preloaded: true,
    },
    Font {
        family: "Public Sans",
        file: "public-sans/files/public-sans-latin-wght-italic.woff2",
        style: "italic",
        weights: "100 900",
        preloaded: false,
    },
];

/// What the page has to load, as names within `assets`.
#[derive(Debug)]
pub(super) struct Styles {
    pub(super) sheet: String,
    pub(super) fonts: Vec<String>,
}

pub(super) fn write(project: &Project, dist: &Dist) -> Result<Styles> {
    let mut sheet = String::new();
    let mut fonts = Vec::new();
    for font in &FONTS {
        let name = write_font(project, dist, font)?;
        sheet.push_str(&font_face(font, &name));
        if font.preloaded {
            fonts.push(name);
        }
    }
    let own = own_sheets(project)?;
    let base = fs::read_to_string(project.path("web/node_modules/@picocss/pico/css/pico.min.css")).context("cannot read Pico CSS")?;
    // A charset rule may only stand first; the server names the charset.
    let base = base.replace("@charset \"UTF-8\";", "");
    let words = Words::of_files(&[&project.path("web/src"), &project.path("web/index.html")])?;
    writeln!(sheet, "@layer base{{{}}}", used(&base, &own, &words))?;
    sheet.push_str(&own);
    Ok(Styles { sheet: dist.add_asset("app", "css", sheet.as_bytes())?, fonts })
}

fn own_sheets(project: &Project) -> Result<String> {
    let mut own = fs::read_dir(project.path("web/styles"))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    own.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    own.sort();
    own.iter().map(|path| Ok(tidy(&fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?))).collect()
}

fn write_font(project: &Project, dist: &Dist, font: &Font) -> Result<String> {
    let path = project.path("web/node_modules/@fontsource-variable").join(font.file);
    let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    dist.add_asset(&stem, "woff2", &content)
}

fn font_face(font: &Font, name: &str) -> String {
    let Font { family, style, weights, .. } = font;
    format!("@font-face{{font-family:\"{family}\";font-style:{style};font-weight:{weights};font-display:swap;src:url(./{name}) format(\"woff2\")}}\n")
}

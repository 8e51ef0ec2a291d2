//! From Rust to a WebAssembly module with the JavaScript that loads it.
//!
//! wasm-bindgen is used as a library, in the very version of the crate that the module is built with: no second tool to install and keep in step.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::dist::Dist;
use crate::{
    project::Project,
    setup::{self, WASM_TARGET},
    shell::{cargo, run},
};

/// Who will load the module: the generated JavaScript differs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Host {
    Browser,
    Node,
}

/// The files that wasm-bindgen made.
#[derive(Debug)]
pub(crate) struct Glue {
    folder: PathBuf,
}

impl Glue {
    pub(crate) fn script(&self) -> PathBuf {
        self.folder.join("app.js")
    }

    fn module(&self) -> PathBuf {
        self.folder.join("app_bg.wasm")
    }

    fn snippets(&self) -> PathBuf {
        self.folder.join("snippets")
    }
}

/// Compiles the app; the path of the module.
pub(super) fn compile_app(project: &Project) -> Result<PathBuf> {
    let target = project.browser_target();
    let mut command = cargo(project, ["build", "--package", "lssc-web", "--target", WASM_TARGET, "--profile", "app", "--target-dir"]);
    run(command.arg(&target))?;
    Ok(target.join(WASM_TARGET).join("app/lssc-web.wasm"))
}

/// Writes the module with its JavaScript into `folder`, emptied first.
pub(crate) fn bind(module: &Path, host: Host, folder: &Path) -> Result<Glue> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut bindgen = Bindgen::new();
    match host {
        Host::Browser => bindgen.web(true)?,
        Host::Node => bindgen.nodejs(true)?,
    };
    bindgen
        .input_path(module)
        .out_name("app")
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.generate(folder)?;
    Ok(Glue { folder: folder.to_owned() })
}

/// Makes the module smaller in place.
pub(super) fn optimise(project: &Project, glue: &Glue) -> Result<()> {
    let module = glue.module();
    // The features that rustc's target has by default: without being told, the optimiser refuses a module that uses them.
    let features = [
        "--enable-bulk-memory",
        "--enable-multivalue",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
    ];
    run(setup::wasm_opt(project).arg("-Oz").args(features).arg(&module).arg("--output").arg(&module))
}

/// What the page has to load.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) javascript: String,
    pub(super) module: String,
}

/// Adds the module and its JavaScript to `dist`; the script starts the app by itself, so the page needs no inline script.
pub(super) fn write(glue: &Glue, dist: &Dist) -> Result<Script> {
    ensure!(
        !glue.snippets().exists(),
        "a dependency brings JavaScript of its own (wasm-bindgen snippets), which this build does not copy: add that to `web/wasm.rs`"
    );
    let module = dist.add_asset("app", "wasm", &fs::read(glue.module())?)?;
    let javascript = fs::read_to_string(glue.script()).context("wasm-bindgen wrote no script")?;
    let javascript = format!("{javascript}\nawait __wbg_init({{ module_or_path: new URL('{module}', import.meta.url) }});\n");
    let javascript = dist.add_asset("app", "js", javascript.as_bytes())?;
    Ok(Script { javascript, module })
}

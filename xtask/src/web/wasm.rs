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

/// One of the programs that the crate `lssc-web` is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Program {
    /// The name of its file in `assets`, before the hash.
    pub(super) stem: &'static str,
    /// Its name in `web/Cargo.toml`.
    binary: &'static str,
    /// The page that loads it.
    pub(super) page: &'static str,
    /// How much a first visit may load, compressed with brotli, fonts apart.
    pub(super) first_load_bytes_max: u64,
}

/// What everybody loads, and what people and staff load when they look at what is theirs (`shared/src/addresses.rs`).
pub(super) const PROGRAMS: [Program; 5] = [
    Program { stem: "public", binary: "lssc-web", page: "index.html", first_load_bytes_max: 300_000 },
    Program { stem: "planner", binary: "lssc-web-planner", page: "planner/index.html", first_load_bytes_max: 300_000 },
    Program { stem: "member", binary: "lssc-web-member", page: "member/index.html", first_load_bytes_max: 350_000 },
    Program { stem: "account", binary: "lssc-web-account", page: "account/index.html", first_load_bytes_max: 350_000 },
    Program { stem: "staff", binary: "lssc-web-staff", page: "staff/index.html", first_load_bytes_max: 500_000 },
];

/// The files that wasm-bindgen made.
#[derive(Debug)]
pub(crate) struct Glue {
    folder: PathBuf,
}

impl Glue {
    pub(crate) fn script(&self) -> PathBuf {
        self.folder.join("app.js")
    }

    pub(crate) fn module(&self) -> PathBuf {
        self.folder.join("app_bg.wasm")
    }

    fn snippets(&self) -> PathBuf {
        self.folder.join("snippets")
    }
}

/// Compiles every program of the app, on one library.
pub(super) fn compile(project: &Project) -> Result<()> {
    let mut command = cargo(project, ["build", "--package", "lssc-web", "--target", WASM_TARGET, "--profile", "app", "--target-dir"]);
    run(command.arg(project.browser_target()))
}

/// Makes of a compiled program what a browser loads, as small as it gets.
pub(super) fn shrink(project: &Project, program: Program) -> Result<Glue> {
    let target = project.browser_target();
    let module = target.join(WASM_TARGET).join("app").join(program.binary).with_extension("wasm");
    let glue = bind(&module, Host::Browser, &target.join("bound").join(program.stem))?;
    optimise(project, &glue)?;
    Ok(glue)
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
pub(crate) fn optimise(project: &Project, glue: &Glue) -> Result<()> {
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
pub(super) fn write(program: Program, glue: &Glue, dist: &Dist) -> Result<Script> {
    ensure!(
        !glue.snippets().exists(),
        "a dependency brings JavaScript of its own (wasm-bindgen snippets), which this build does not copy: add that to `web/wasm.rs`"
    );
    let module = dist.add_asset(program.stem, "wasm", &fs::read(glue.module())?)?;
    let javascript = fs::read_to_string(glue.script()).context("wasm-bindgen wrote no script")?;
    let javascript = format!("{javascript}\nawait __wbg_init({{ module_or_path: new URL('{module}', import.meta.url) }});\n");
    let javascript = dist.add_asset(program.stem, "js", javascript.as_bytes())?;
    Ok(Script { javascript, module })
}

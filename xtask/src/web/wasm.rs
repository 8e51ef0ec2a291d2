//! From Rust to a WebAssembly module with the JavaScript that loads it.
//!
//! wasm-bindgen is used as a library, in the very version of the crate that the module is built with: no second tool to install and keep in step.

use std::{
    collections::HashMap,
    fs, mem,
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
pub(super) const PROGRAMS: [Program; 6] = [
    Program { stem: "public", binary: "lssc-web", page: "index.html", first_load_bytes_max: 300_000 },
    Program { stem: "planner", binary: "lssc-web-planner", page: "planner/index.html", first_load_bytes_max: 300_000 },
    Program { stem: "member", binary: "lssc-web-member", page: "member/index.html", first_load_bytes_max: 350_000 },
    Program { stem: "account", binary: "lssc-web-account", page: "account/index.html", first_load_bytes_max: 350_000 },
    Program { stem: "staff", binary: "lssc-web-staff", page: "staff/index.html", first_load_bytes_max: 500_000 },
    Program { stem: "books", binary: "lssc-web-books", page: "books/index.html", first_load_bytes_max: 350_000 },
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
    let mut output = bindgen.generate_output()?;
    let names = number_imports(output.wasm_mut().imports.iter_mut().map(|import| &mut import.name));
    output.emit(folder)?;
    let glue = Glue { folder: folder.to_owned() };
    let script = fs::read_to_string(glue.script()).context("wasm-bindgen wrote no script")?;
    fs::write(glue.script(), renamed(&script, &names))?;
    Ok(glue)
}

/// Gives each import a number for its name. As wasm-bindgen names them they end in sixteen random figures, which no
/// compression makes shorter, in the module and in the script.
fn number_imports<'name>(imports: impl Iterator<Item = &'name mut String>) -> HashMap<String, String> {
    imports.enumerate().map(|(number, name)| (mem::replace(name, number.to_string()), number.to_string())).collect()
}

/// The script with these names in it replaced.
fn renamed(script: &str, names: &HashMap<String, String>) -> String {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let pieces = script.split_inclusive(|c| !is_of_name(c));
    pieces.fold(String::with_capacity(script.len()), |mut renamed, piece| {
        let name = piece.trim_end_matches(|c| !is_of_name(c));
        renamed.push_str(names.get(name).map_or(name, String::as_str));
        renamed.push_str(piece.get(name.len()..).unwrap_or_default());
        renamed
    })
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
    // The first 1024 bytes of memory are the very end of the stack: no address is made by adding to one that lies there.
    run(setup::wasm_opt(project).args(["-Oz", "--low-memory-unused"]).args(features).arg(&module).arg("--output").arg(&module))
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

#[cfg(test)]
mod tests {
    use super::{number_imports, renamed};

    #[test]
    fn imports_go_by_numbers_on_both_sides() {
        let mut imports = ["__wbg_get_f09c3a16".to_owned(), "__wbg_get_f09c3a16b".to_owned()];
        let names = number_imports(imports.iter_mut());
        assert_eq!(imports, ["0", "1"]);
        let script = "{ __wbg_get_f09c3a16b: function(a) { b(a, wasm.__wbindgen_malloc); }, __wbg_get_f09c3a16: c }";
        assert_eq!(renamed(script, &names), "{ 1: function(a) { b(a, wasm.__wbindgen_malloc); }, 0: c }");
    }
}

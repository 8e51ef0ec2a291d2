//! `cargo xtask web`: the browser app, from Rust, styles and fonts to the folder `web/dist`.
//!
//! Everything under `dist/assets` is named by its content, so a browser may keep it for ever; `index.html` is asked for anew each time.

mod dist;
mod fingerprint;
mod page;
mod styles;
mod wasm;

use anyhow::Result;

use crate::{project::Project, setup, shell::timed};
pub(crate) use wasm::{Host, bind};

use dist::Dist;
use fingerprint::Fingerprint;

/// Builds the app into `web/dist`, or does nothing where nothing it is made of has changed.
pub(crate) fn build(project: &Project) -> Result<()> {
    let inputs = Fingerprint::of_inputs(project)?;
    if inputs.is_built(project) {
        println!("  the app is built already: web/dist");
        return Ok(());
    }
    setup::wasm_target(project)?;
    setup::npm_packages(project)?;
    let module = timed("compile the app", || wasm::compile_app(project))?;
    let glue = timed("generate the JavaScript that loads it", || wasm::bind(&module, wasm::Host::Browser, &project.browser_target().join("bound")))?;
    timed("optimise it for size", || wasm::optimise(project, &glue))?;
    timed("write and compress web/dist", || {
        let dist = Dist::begin(project)?;
        let styles = styles::write(project, &dist)?;
        let script = wasm::write(&glue, &dist)?;
        page::write(project, &dist, &styles, &script)?;
        dist.finish()
    })?;
    inputs.keep(project)
}

//! What a first visit loads before it shows a page: HTML, styles, script and module, compressed; the fonts apart.

use anyhow::{Result, ensure};

use super::{
    dist::Dist,
    styles::Styles,
    wasm::{Program, Script},
};

/// Prints what a first visit to this program's page loads.
///
/// # Errors
/// Where that is more than the program may weigh.
pub(super) fn check(dist: &Dist, program: Program, styles: &Styles, script: &Script) -> Result<()> {
    let assets = [&styles.sheet, &script.javascript, &script.module].map(|name| format!("assets/{name}"));
    let mut sum_bytes = dist.compressed_bytes(program.page)?;
    print!("    first load of {}: page {sum_bytes}", program.page);
    for (kind, name) in ["styles", "script", "module"].into_iter().zip(&assets) {
        let bytes = dist.compressed_bytes(name)?;
        sum_bytes += bytes;
        print!(", {kind} {bytes}");
    }
    println!("; {sum_bytes} bytes of at most {}", program.first_load_bytes_max);
    ensure!(
        sum_bytes <= program.first_load_bytes_max,
        "{} loads {sum_bytes} bytes, more than {}: see \"How the app stays small\" in ARCHITECTURE.md",
        program.page,
        program.first_load_bytes_max
    );
    Ok(())
}

//! The rule contract as an export of the WebAssembly module: the browser app and Node call the same function.

use wasm_bindgen::prelude::wasm_bindgen;

/// The contract's answer to a request, both as JSON: a standing, or a problem that names the members at fault.
#[wasm_bindgen]
pub fn standing(request: &str) -> String {
    crate::standings::contract::answer(request.as_bytes()).unwrap_or_else(|problem| problem)
}

//! The rule contract as an export of a WebAssembly module, for partners and for the vectors in Node. The browser app
//! calls the rules themselves.

use wasm_bindgen::prelude::wasm_bindgen;

/// The contract's answer to a request, both as JSON: a standing, or a problem that names the members at fault.
#[wasm_bindgen]
pub fn standing(request: &str) -> String {
    crate::standings::contract::answer(request.as_bytes()).unwrap_or_else(|problem| problem)
}

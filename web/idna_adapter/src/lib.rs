//! What the crate `idna` asks about characters, under the name by which it asks: of Unicode's tables on a server, and
//! of nothing in a browser.
//!
//! The tables weigh 110 KB and are for domains in other scripts. The browser app asks one host, the one it came from,
//! and the browser has spelled that out in ASCII. A lock file can hold only one version of the published crate, so
//! the choice is made here, by target (decision 0016).

#![no_std]

#[cfg(target_arch = "wasm32")]
mod ascii;
#[cfg(not(target_arch = "wasm32"))]
mod unicode;

#[cfg(target_arch = "wasm32")]
pub use ascii::*;
#[cfg(not(target_arch = "wasm32"))]
pub use unicode::*;

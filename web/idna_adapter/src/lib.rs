//! What the crate `idna` asks about characters. Its authors let the lock file choose between two versions of this
//! crate: 1.2.2 with Unicode's tables, and 1.0.0 without them, for programs that meet no domains but ASCII ones. One
//! lock file serves the server, which needs the first, and the browser app, which needs the second and would carry
//! 110 KB of tables for nothing: its only address is the one it came from, and that the browser has spelled out. So
//! both stand here, as published (decision 0016).

#![no_std]

#[cfg(target_arch = "wasm32")]
mod ascii;
#[cfg(not(target_arch = "wasm32"))]
mod icu;

#[cfg(target_arch = "wasm32")]
pub use ascii::*;
#[cfg(not(target_arch = "wasm32"))]
pub use icu::*;

//! Certificates: whether one is real, for anybody who asks.

mod mine;
mod verification;
mod verify;

pub use mine::{CertificateEntries, MyCertificates};
pub use verify::Verify;

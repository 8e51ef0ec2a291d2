//! Certificates: whether one is real, for anybody who asks.

mod certificate;
mod mine;
mod staff_check;
mod staff_list;
mod verification;
mod verify;

pub use certificate::CertificatePage;
use mine::state_title;
pub use mine::{CertificateEntries, MyCertificates};
pub use staff_check::StaffCheck;
pub use staff_list::StaffList;
pub use verify::Verify;

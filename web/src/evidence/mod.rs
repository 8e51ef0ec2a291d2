//! Files that go with an application: choosing and removing them before it is submitted, and fetching them afterwards.

mod files;
mod list;
mod sending;

pub use files::{Evidence, EvidenceFiles, use_evidence};
pub use list::EvidenceList;

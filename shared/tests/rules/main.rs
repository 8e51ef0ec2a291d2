//! The rules from outside: the published cases, properties over random dossiers, enrolments from random facts.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

mod books;
mod contract;
mod enrolments;
mod properties;
mod random;
mod vectors;

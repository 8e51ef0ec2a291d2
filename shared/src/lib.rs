//! The rules of the Library Support Staff Certification: facts in, standing out.
//!
//! Pure: no clock, no IO, no async, no database. Who asks says which day it is. The same code answers in the server,
//! in the browser and at the terminal. Each noun of the programme has a module with its types, its rules and its
//! wire bodies; [`standings::evaluate`] is the one function that everything else leads to.

pub mod accounts;
pub mod addresses;
pub mod agreements;
pub mod amount;
pub mod applications;
mod base32;
pub mod books;
pub mod calendar;
pub mod certificates;
pub mod competencies;
pub mod completions;
pub mod confirmations;
pub mod courses;
pub mod documents;
pub mod dossier;
pub mod evidence;
pub mod exports;
pub mod facts;
pub mod fees;
pub mod ids;
pub mod invoices;
pub mod notices;
pub mod orders;
pub mod partners;
pub mod people;
pub mod plans;
pub mod policies;
pub mod problem;
pub mod programme;
pub mod queues;
pub mod reasons;
pub mod standings;
pub mod strict;
pub mod text;
#[cfg(feature = "wasm")]
pub mod wasm;

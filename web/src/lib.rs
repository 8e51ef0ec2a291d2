//! The browser app of the Library Support Staff Certification: what people see of the nouns that `shared` defines
//! and the service records. Each noun's pages stand in the folder of its name.
//!
//! Three programs are made of it, so that nobody loads what they do not use: `main.rs` for everybody, `member.rs` for
//! what is one's own, `staff.rs`. Each holds the pages that its function in [`route`] names, and nothing else.

pub mod app;
pub mod client;
pub mod components;
pub mod form;
pub mod remote;
pub mod route;
pub mod session;

pub mod accounts;
pub mod applications;
pub mod books;
pub mod certificates;
pub mod completions;
pub mod courses;
pub mod evidence;
pub mod exports;
pub mod fees;
pub mod invoices;
pub mod notices;
pub mod orders;
pub mod partners;
pub mod people;
pub mod planner;
pub mod programme;
pub mod standings;
pub mod styleguide;

//! People, for staff: the overview of what waits, finding people, a person's file and what staff decide in it.

mod by_status;
mod file;
mod reason_form;
mod roles;
mod search;
mod staff;

pub use file::File;
pub use reason_form::ReasonForm;
pub use roles::Roles;
pub use search::Search;
pub use staff::Staff;

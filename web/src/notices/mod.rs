//! Notices, for staff: what was sent to a person, and what could not be delivered.

mod history;
mod state;
mod undelivered;
mod undelivered_entry;

pub use history::PersonNotices;
pub use undelivered::Undelivered;

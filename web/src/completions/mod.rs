//! Completions: reporting a completed course, one's own completions, and what staff verify.

mod bulk;
mod card;
mod choose_course;
mod credit_preview;
mod mine;
mod queue_entry;
mod report;
mod staff_list;

pub use card::{CompletionCard, state_title};
pub use mine::MyCompletions;
pub use report::Report;
pub use staff_list::StaffList;

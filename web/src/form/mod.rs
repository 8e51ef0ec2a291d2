//! Forms: one hook for each entry, one for sending, and the errors of both sides under the same names. A form checks
//! what the service would refuse before it sends anything.

mod checks;
mod entry;
mod errors;
mod read;
mod submission;
mod table_file;

pub use checks::{email, required};
pub use entry::{Entry, Flag, use_entry, use_flag, use_flag_of, use_following_entry};
pub use errors::{Errors, use_errors};
pub use read::{day, weekly_hours, weekly_minutes};
pub use submission::{Submission, use_submission};
pub use table_file::{NotTaken, not_taken, send_table};

//! The rows of the outbox: what is queued, what a worker has, what became of it, and what is kept.

mod claims;
mod kept;
mod queue;

pub(super) use claims::{Claimed, Outcome, claim, is_any_due, settle};
pub(crate) use claims::{forget, forget_links, tidy, waiting};
pub use kept::{Kept, find, latest};
pub use queue::{adopt, is_queued, pretend, queue, queue_about, queue_last, queue_once, queue_to_programme, queue_with_reply};

/// How long a notice is kept: as a person's history, or no longer than it takes to deliver it.
const AS_HISTORY: &str = "as_history";
const UNTIL_DELIVERED: &str = "until_delivered";

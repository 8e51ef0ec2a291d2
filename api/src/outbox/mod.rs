//! What leaves the house: notices, queued in the transaction of what they tell of, delivered afterwards at least once
//! with a stable id. Owns the table `outbox`, which keeps of a delivered notice no more than that there was one; what
//! notices say is the business of `notices`.

mod backoff;
mod deliver;
mod delivery;
mod store;

pub(crate) use deliver::Worker;
pub use deliver::{Fate, deliver_due};
pub use delivery::{Delivery, DeliveryError};
pub use store::{Kept, adopt, find, is_queued, latest, pretend, queue, queue_about, queue_last, queue_once, queue_to_programme, queue_with_reply};
pub(crate) use store::{forget, forget_links, tidy, waiting};

use crate::notices::Telling;

/// A mail: something to tell, and to whom.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address that it goes to.
    pub to: String,
    /// What it tells.
    pub telling: Telling,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It holds addresses, and links that open something.
        f.write_str("Mail { .. }")
    }
}

//! What leaves the house: mails, queued in the transaction of what they tell of, delivered afterwards at least once
//! with a stable id. Owns the table `outbox`.

mod deliver;
mod store;

pub use deliver::{Delivery, DeliveryError, deliver_due, run};
pub(crate) use store::waiting;
pub use store::{Claimed, Kept, adopt, find, latest, mail_text, pretend, queue, queue_about, queue_last, queue_with_reply, typed};

/// A mail. `{public_url}` in its text is filled in when it is delivered: where the app stands is configuration, not a
/// part of what happened. What people typed goes through [`typed`].
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address that it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It holds addresses, and links that open something.
        f.write_str("Mail { .. }")
    }
}

//! Confirmations of hours: an applicant asks the supervisor of a job, who answers by a mailed link and needs no account.
//! What they say is a fact; their name, their address and their comment stand in the identity table `hour_confirmations`,
//! which this owns. The address is forgotten after ninety days.

mod answer;
mod ask;
mod look;
mod mails;
mod store;

pub(super) use answer::answer_confirmation;
pub(super) use ask::ask_for_confirmation;
pub(super) use look::look_at_confirmation;
pub(crate) use store::forget_links;
pub(super) use store::{of_applications, tell_comments};

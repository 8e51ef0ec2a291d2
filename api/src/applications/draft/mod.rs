//! The draft of one's next application: what was typed so far, kept until it is submitted or discarded, or nothing was
//! saved for ninety days. Owns the table `application_drafts`, which is working state.

mod discard;
mod get;
mod save;
pub(super) mod store;

pub(super) use discard::discard_application_draft;
pub(super) use get::get_application_draft;
pub(super) use save::save_application_draft;

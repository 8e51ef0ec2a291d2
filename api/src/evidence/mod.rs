//! Evidence: files that applicants send along. Sent one by one, they wait for the next application, are attached when it
//! is submitted, and stay as they are from then on. Owns the identity table `evidence_files`; the bytes lie in the store
//! of files, under ids.
//!
//! A row comes first and goes last, so that nothing lies in the store of which nobody knows: whatever was begun and not
//! finished, is not wanted any more or belonged to someone who left is removed from the store by `tidy`, then its row.

pub mod check;
pub(crate) mod content;
mod download;
mod list;
pub(crate) mod name;
mod remove;
mod store;
pub mod tidy;
mod upload;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use download::{Kept, POLICY, object};
pub(crate) use store::{attach, of_applications, of_person};
pub(crate) use upload::{must_fit, receive};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(upload::upload_evidence).service(list::list_my_evidence).service(remove::remove_evidence).service(download::get_evidence_file);
}

//! The programme as a whole: what anyone may know of this installation, what it publishes, and how to write to it. Owns the table `programme`.

mod competency_sets;
mod document;
mod get;
mod send_message;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::{caches, forget_caches, is_demonstration, is_in_use, mark_caches, mark_demonstration, people};

/// Whether this is a demonstration: known when the server starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demonstration(pub bool);

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(get::get_programme)
        .service(competency_sets::list_competency_sets)
        .service(document::get_document)
        .service(send_message::send_message);
}

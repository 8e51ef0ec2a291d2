//! Queues: what waits for staff, and the lists of all that came before them. Reads the table `matters`, which
//! `record` keeps; what a matter is, its noun says from the facts.

mod get;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use get::counts;
pub(crate) use store::{Wanted, page};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get::get_queues);
}

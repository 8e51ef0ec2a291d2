//! Recognition agreements (Q12), for everyone: which colleges' graduates need no further course. There are few, so
//! they are read from the facts; no table lists them.

mod list;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list_agreements);
}

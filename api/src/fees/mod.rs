//! Fees: what is charged, from which day on. Administrators set them as facts; whoever charges or quotes something asks here.

mod list;
mod set;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use store::policies;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list_fee_changes).service(set::set_fees);
}

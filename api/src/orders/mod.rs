//! Purchase orders: institutions pay for people (`shared::orders`). `settling` is what happens with an order once it is issued.

pub mod settling;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.configure(settling::configure);
}

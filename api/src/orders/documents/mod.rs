//! The buyer's own order as a file, which it may send along before or after the issue: one for each order, the last that was
//! sent. Its bytes lie in the store of files under an id that the order's row knows.

mod check;
mod get;
mod put;
mod tidy;

use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub use check::check;
pub(crate) use tidy::forget;
pub use tidy::tidy;

/// Below which these names stand in the store of files.
const FOLDER: &str = "orders";

/// The name of a document in the store of files.
fn object(id: Uuid) -> String {
    format!("{FOLDER}/{id}")
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(put::put_order_document).service(get::get_order_document);
}

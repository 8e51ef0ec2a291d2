//! The lines of orders: the people for whom is paid.

mod import;
mod limits;
mod list;
mod parse;
pub(super) mod people;
mod replace;
mod store;
mod table;
mod tidy;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) use limits::count;
pub(crate) use replace::replace;
pub(crate) use store::forget_drafted;
pub(super) use store::{Line, Sum, all, copy, discard, keys, sum};
pub(crate) use tidy::tidy;

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list_order_lines).service(replace::replace_order_lines).service(import::import_order_lines);
}

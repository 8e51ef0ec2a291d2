//! Exports: lists as files for a spreadsheet, sent page by page as they are read, so that a long one takes no more
//! memory than a short one. That someone took one is an act.

mod csv;
mod export;
mod rows;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(export::export_list);
}

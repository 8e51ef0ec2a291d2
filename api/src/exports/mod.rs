//! Exports: lists as files for a spreadsheet, read page by page, so that a long one takes no more memory than a short one.
//! That someone took one is an act. `rows` says what stands in them; `csv` is sent as it is read, `xlsx` once it is whole.

mod cell;
mod csv;
mod export;
mod heads;
mod rows;
mod source;
mod xlsx;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(export::export_list);
}

//! Completions that a partner reports of its own courses, by candidate number and family name: one at a time, or many
//! in one request, each row with its own answer. The provider of a course vouches for who completed it, so what it
//! reports is verified at once (decision 0021).

mod batches;
mod guesses;
mod list;
mod report;
mod report_many;
mod report_one;
mod rows;

use utoipa_actix_web::service_config::ServiceConfig;

pub use report_one::report_completion;
pub use rows::{BATCH_BYTES_MAX, BATCH_ROWS_MAX, ROW_BYTES_MAX};

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(report_one::report_for_candidate).service(report_many::report_for_candidates).service(list::list_own_reports);
}

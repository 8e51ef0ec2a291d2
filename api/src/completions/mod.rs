//! Completions: a person reports a completed course, staff verify or refuse it. What is shown comes from the facts of
//! the person and of the course; there is no table besides.

mod decide;
mod decide_many;
mod get;
mod list;
mod list_mine;
mod refuse;
mod report;
mod store;
mod verify;

use utoipa_actix_web::service_config::ServiceConfig;

pub use decide::decide;
pub(crate) use list::page;
pub(crate) use report::approved_sets;
pub use report::report;
pub(crate) use store::credit_of;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(report::report_completion)
        .service(list_mine::list_my_completions)
        .service(list::list_completions)
        .service(get::get_completion)
        .service(decide_many::decide_completions)
        .service(verify::verify_completion)
        .service(refuse::refuse_completion);
}

//! Courses: the public catalog, and what staff do to it. Searches the tables `course_listings` and
//! `course_listing_sets`, which `record` keeps; what is shown of a course comes from its facts.

mod add;
mod approve;
mod end_approval;
mod get;
mod list;
mod store;
mod withdraw_approval;

use utoipa_actix_web::service_config::ServiceConfig;

pub use add::add;
pub use approve::approve;
pub(crate) use list::words;
pub(crate) use store::{Search, page};
pub use store::{count_of_provider, is_of_provider, of_provider};
pub use withdraw_approval::withdraw;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_courses)
        .service(get::get_course)
        .service(add::add_course)
        .service(approve::approve_course)
        .service(end_approval::end_approval)
        .service(withdraw_approval::withdraw_approval);
}

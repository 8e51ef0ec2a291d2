//! Proposed courses: a partner proposes, staff approve with sets and dates, or refuse with a reason that the partner
//! reads. A proposal is no course: it enters the catalog when it is approved.

mod decide;
mod list;
mod propose;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use decide::refuse;
pub(crate) use list::proposals_page;
pub use propose::propose;
pub use store::proposals_waiting;

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(propose::propose_course)
        .service(list::list_own_proposals)
        .service(list::get_own_proposal)
        .service(list::list_proposals)
        .service(list::get_proposal)
        .service(decide::approve_proposal)
        .service(decide::refuse_proposal);
}

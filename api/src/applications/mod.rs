//! Applications: submitted and withdrawn by people, decided by staff. What has become of one follows from the facts
//! and is stored nowhere. Owns the identity table `application_details`, in `confirmations` the identity
//! table `hour_confirmations` and, in `draft`, the working state `application_drafts`.

mod accept;
mod answer;
mod confirmations;
mod draft;
mod enrolment;
mod get;
mod give_information;
mod list;
mod list_mine;
mod mails;
mod mark_membership_unconfirmed;
mod refuse;
mod request_information;
mod store;
mod submit;
mod withdraw;

use utoipa_actix_web::service_config::ServiceConfig;

pub use accept::accept;
pub(crate) use confirmations::forget_links as forget_confirmation_links;
pub(crate) use enrolment::must_have_one_enrolment;
pub(crate) use list::page;
pub(crate) use store::facts_of_applicants;
pub use store::{KeptDetails, insert_all_details};
pub use submit::submit;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(submit::submit_application)
        .service(draft::get_application_draft)
        .service(draft::save_application_draft)
        .service(draft::discard_application_draft)
        .service(list_mine::list_my_applications)
        .service(get::get_application)
        .service(withdraw::withdraw_application)
        .service(give_information::give_information)
        .service(confirmations::ask_for_confirmation)
        .service(confirmations::look_at_confirmation)
        .service(confirmations::answer_confirmation)
        .service(list::list_applications)
        .service(request_information::request_information)
        .service(mark_membership_unconfirmed::mark_membership_unconfirmed)
        .service(accept::accept_application)
        .service(refuse::refuse_application);
}

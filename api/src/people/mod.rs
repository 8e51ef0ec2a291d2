//! People, for staff: finding them, their files, and what is done upon them: extensions, roles, leave to apply again,
//! corrections, notes; and erasing who someone is. Owns the table `invoice_payers`; reads the identity tables `people` and
//! `accounts`, which belong to accounts.

mod add_note;
mod allow_readmission;
mod appoint_role;
mod correct_fact;
mod dismiss_role;
mod erase;
mod file;
mod get;
mod grant_extension;
mod list_roles;
mod preview_correction;
mod recorded;
mod reset_second_factor;
mod roles;
mod search;
mod store;
mod trace_store;
mod traces;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use correct_fact::correction;
pub(crate) use erase::PAYER_DAYS;
pub use erase::erase;
pub(crate) use list_roles::page as roles_page;
pub(crate) use store::{ActRow, Contact, acts, contact, emails, is_known, payers};
pub use trace_store::ARCHIVE_ROWS_MAX;
pub(crate) use trace_store::rows;
pub use traces::{Leaving, NO_TRACES, TRACES, Trace};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(search::search_people)
        .service(get::get_person)
        .service(grant_extension::grant_extension)
        .service(appoint_role::appoint_role)
        .service(dismiss_role::dismiss_role)
        .service(reset_second_factor::reset_second_factor)
        .service(allow_readmission::allow_readmission)
        .service(correct_fact::correct_fact)
        .service(preview_correction::preview_correction)
        .service(add_note::add_note)
        .service(list_roles::list_roles);
}

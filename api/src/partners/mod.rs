//! Partners: providers of courses that call the API themselves. Staff register them, give them secrets and decide what
//! they propose; they get tokens, list and propose their own courses, report completions by candidate number and read
//! what became of them. Owns the tables `partners`, `partner_secrets`, `partner_batches` and `partner_batch_rows`.
//!
//! A provider is its name and its kind, as its courses have them: the courses of that name and kind are the partner's.

mod credentials;
mod issue_secret;
mod issue_token;
mod list;
mod own;
mod proposals;
mod register;
mod reports;
mod store;
mod suspend;

use utoipa_actix_web::service_config::ServiceConfig;

pub use issue_secret::issue;
pub(crate) use list::page;
pub(crate) use proposals::proposals_page;
pub use proposals::{proposals_waiting, propose, refuse};
pub use register::register;
pub use reports::{BATCH_BYTES_MAX, BATCH_ROWS_MAX, ROW_BYTES_MAX, report_completion};
pub use store::{may_act, partner_of};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_partners)
        .service(register::register_partner)
        .service(list::get_partner)
        .service(issue_secret::issue_partner_secret)
        .service(suspend::suspend_partner)
        .service(suspend::resume_partner)
        .service(own::get_own_partner)
        .service(own::list_own_courses)
        .configure(proposals::configure)
        .configure(reports::configure);
}

/// Mounts the operation that stands where RFC 6749 has it.
pub fn configure_token(config: &mut ServiceConfig<'_>) {
    config.service(issue_token::issue_token);
}

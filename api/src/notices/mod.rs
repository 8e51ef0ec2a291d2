//! Notices: what people are told by mail, in words; what became of each; and what staff do about those that could not be
//! delivered. How they are queued and delivered is the outbox's, and so is the table.

mod addressee;
mod drop;
mod enclosure;
mod history;
mod letter;
mod resend;
mod store;
mod tell_staff;
mod telling;
mod undelivered;

use utoipa_actix_web::service_config::ServiceConfig;

pub use enclosure::Enclosed;
pub(crate) use enclosure::{About, Enclosure, Maker};
pub use letter::{House, Letter, LetterError, letter, subject};
pub(crate) use store::undelivered_waiting;
pub use tell_staff::tell_staff;
pub use telling::{PaymentOutcome, Telling, WhyCredited};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(history::list_my_notices)
        .service(history::list_person_notices)
        .service(undelivered::list_undelivered_notices)
        .service(resend::resend_notice)
        .service(drop::drop_notice);
}

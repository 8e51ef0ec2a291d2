//! Invoices: what is owed for an application, and how it is paid, by card through a gateway or by a check or transfer
//! that staff record. Owns the tables `payment_sessions` and `gateway_events`, the working state of gateways.

mod answer;
mod checkout;
mod gateway;
mod get;
mod get_pdf;
mod list;
mod list_mine;
mod mails;
mod payments;
mod record_payment;
mod reminders;
mod sheet;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use answer::answer;
pub(crate) use gateway::{CardRefunds, CardsTaken, WAITING_DAYS, send_refunds, watch};
pub use gateway::{EVENT_BYTES_MAX, Gateway, Stripe, TestGateway};
pub(crate) use list::page;
pub(crate) use payments::{tell_of_allocation, tell_of_credit, tell_of_refund, tell_of_release, tell_of_reversal};
pub use record_payment::pay;
pub use reminders::remind;
pub(crate) use reminders::run as run_reminders;
pub(crate) use sheet::{check_or_transfer, less, received, sheet};
pub(crate) use store::{Case, enrolled, find};

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_mine::list_my_invoices)
        .service(get::get_invoice)
        .service(get_pdf::get_invoice_pdf)
        .service(list::list_invoices)
        .service(checkout::open_checkout)
        .service(record_payment::record_payment)
        .service(gateway::take_stripe_event);
}

/// Mounts the pages of the test gateway, which stand outside of the API as those of any gateway do.
pub fn configure_pages(config: &mut actix_web::web::ServiceConfig) {
    gateway::configure_pages(config);
}

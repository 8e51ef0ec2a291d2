//! What happens with an order once it is issued: those on it are found and invited, money comes for it, and once it is paid in
//! full it is put to their invoices, at once or by a worker; what is not wanted any more is credited.
//!
//! What an order owes and what came for it the facts say (`facts`). `orders.state`, `order_lines.state` and `orders.due_at`
//! are kept here from the issue on.

mod credit;
mod credit_order;
mod facts;
mod found;
mod get_my_paying_order;
mod guard;
mod hooks;
mod invitations;
mod look_at_invitation;
mod mails;
mod paying;
mod record_payment;
mod reminders;
mod settle;
mod store;
mod take_invitation;
mod worker;

use utoipa_actix_web::service_config::ServiceConfig;

pub(in crate::orders) use facts::{load, payments};
pub(crate) use found::{ordered_by, ordered_for};
pub(crate) use guard::payment_must_not_be_own;
pub(crate) use hooks::{applied, of_refusal, order_of, owes_more, payment_changed, payment_refunded, payment_reversed, refused, withdrawn};
pub use invitations::issued;
pub(crate) use paying::{called, is_paid_by_order, paying};
pub(crate) use reminders::{remind_of, reminders_due};
pub(crate) use store::{forget_addresses, forget_links};
pub(crate) use worker::run;
pub use worker::work;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(record_payment::record_order_payment)
        .service(credit_order::credit_order)
        .service(get_my_paying_order::get_my_paying_order)
        .service(look_at_invitation::look_at_invitation)
        .service(take_invitation::take_invitation);
}

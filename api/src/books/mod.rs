//! The books, for staff: what came of each payment, money that is put where it belongs, credited, reversed or sent back, and
//! whether everything adds up (`shared::books`). Owns the table `refund_orders`, the working state of refunds to cards.

mod allocate_payment;
mod answer;
mod compare_payouts;
mod credit_invoice;
mod find_number;
mod get_books;
mod get_payment;
mod house;
mod lean;
mod list_invoice_payments;
mod orders;
mod payments;
mod record_unassigned_payment;
mod refund_payment;
mod refunds;
mod release_allocation;
mod revenue;
mod reverse_payment;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use answer::booked;
pub use compare_payouts::PayoutReport;
pub use house::{House, check};
pub(crate) use orders::{Claimed, claim, failed, is_any_due, is_under_way, made, put_off, sent};
pub(crate) use payments::page as payments_page;
pub(crate) use record_unassigned_payment::{Slip, is_unassigned, was_unassigned};
pub(crate) use refunds::page as refunds_page;
pub(crate) use release_allocation::release_what_has_no_money;
pub(crate) use revenue::revenue;
pub(crate) use store::books_of;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(record_unassigned_payment::record_unassigned_payment)
        .service(get_payment::get_payment)
        .service(reverse_payment::reverse_payment)
        .service(allocate_payment::allocate_payment)
        .service(release_allocation::release_allocation)
        .service(refund_payment::refund_payment)
        .service(credit_invoice::credit_invoice)
        .service(list_invoice_payments::list_invoice_payments)
        .service(get_books::get_books)
        .service(find_number::find_number)
        .service(compare_payouts::compare_payouts);
}

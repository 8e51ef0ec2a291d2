//! The books, for staff: whether everything adds up, and what becomes of money.

mod acts;
mod moves;
mod overview;
mod payment_card;
mod revenue;
mod sums;
mod unassigned;

pub use acts::CreditForm;
pub use overview::BooksPage;
pub use payment_card::PaymentCard;
pub(crate) use sums::{sum, typed};

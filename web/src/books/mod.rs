//! The books, for staff: whether everything adds up, what becomes of money, and what the gateway says of it.

mod acts;
mod find_number;
mod moves;
mod overview;
mod payment_card;
mod payouts;
mod revenue;
mod sums;
mod unassigned;

pub use acts::CreditForm;
pub use find_number::FindDocument;
pub use overview::BooksPage;
pub use payment_card::PaymentCard;
pub use payouts::PayoutsPage;
pub(crate) use sums::{sum, typed};

//! Orders of institutions that pay for people (Q22): the institution writes and issues them, staff record what comes for
//! them, and those on them take their invitations. What a line must be and what is told of it is said by `shared`.

mod buyers;
mod copy;
mod document;
mod draft;
mod issued;
mod join;
mod list;
mod order;
mod words;

pub use buyers::Buyers;
pub use join::Join;
pub use list::Orders;
pub use order::OrderPage;
pub use words::{finding_words, line_words, order_badge, state_title};

//! Purchase orders (Q22): an institution, the *buyer*, pays for people. It names each of them with address, membership number
//! and amount; once its order is issued it is asked for the sum; once that is paid, those on it count as paid.
//!
//! An order is **no charge**. What a person owes is charged to that person when the application is submitted, whoever pays.
//! An order asks for the money of many such charges, and money that comes for it ([`FactBody::MoneyReceived`] with its id) is
//! put to each person's invoice: to those that are there when it is paid in full, and to the others as they apply. So revenue
//! is counted once, and money for those who never apply is never more than unallocated.
//!
//! A line that is not wanted any more is *credited*: its person was refused, never applied by the day that was set, had
//! nothing to pay, or the buyer took it back. What came for it is then unallocated, and staff send it back.
//!
//! Amounts are integer US cents.
//!
//! [`FactBody::MoneyReceived`]: crate::facts::FactBody::MoneyReceived

mod document;
mod line;
mod record;
mod terms;
mod wire;

pub use document::check_document;
pub use line::{DraftLine, Finding, LineFacts, LinePrice, check_line, doubles, expected_charge, findings};
pub use record::{LineRecord, OrderRecord, order_record};
pub use terms::{apply_by, price_quotes};
pub use wire::{
    AddBuyerMember, Buyer, BuyerMember, BuyerPage, ChangeBuyer, ChangeOrder, CreateOrder, CreditOrder, InvitationShown, IssueOrder, LineState,
    LookAtInvitation, Order, OrderCredit, OrderLine, OrderLinePage, OrderPage, OrderState, OrderedLine, PayingOrder, PriceQuote, RegisterBuyer,
    ReplaceOrderLines,
};

/// The most lines of an order.
pub const ORDER_LINES_MAX: usize = 10_000;
/// The longest body with lines, as JSON or as a table, in bytes.
pub const ORDER_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most orders of a buyer that wait to be issued.
pub const ORDER_DRAFTS_MAX: usize = 50;
/// The most lines that are named to be credited at once; all that stand are credited without naming them.
pub const CREDITED_LINES_MAX: usize = 1_000;
/// The longest name of a buyer, in characters.
pub const BUYER_CHARS_MAX: usize = 200;
/// The longest postal address of a buyer, in characters.
pub const BUYER_ADDRESS_CHARS_MAX: usize = 500;
/// The longest number that a buyer gives an order, in characters.
pub const ORDER_REFERENCE_CHARS_MAX: usize = 50;
/// How many days after its issue those on an order can apply, where the buyer names no day.
pub const APPLY_BY_DAYS: u32 = 180;
/// The fewest days from the issue to the last day for applying.
pub const APPLY_BY_DAYS_MIN: u32 = 30;
/// The most.
pub const APPLY_BY_DAYS_MAX: u32 = 730;
/// After so many days without a change an order that was never issued goes.
pub const ORDER_DRAFT_DAYS: u32 = 90;

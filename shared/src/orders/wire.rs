//! What is sent and answered of buyers and their orders.

use serde::{Deserialize, Serialize};

use crate::books::DocumentNumber;
use crate::calendar::Date;
use crate::ids::{BuyerId, CreditId, OrderId, OrderLineId, PersonId};
use crate::invoices::{Charge, InvoiceOrder, Payment};

use super::{DraftLine, Finding};

/// Registers an institution as a buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterBuyer {
    /// What it is called; it stands on its invoices.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Demo Valley Library District")))]
    pub name: String,
    /// Its postal address, with its lines; it stands on its invoices.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, examples("1 Demo Street\nDemo Valley, XX 00000")))]
    pub address: String,
}

/// Changes what a buyer is called and where it is. What was issued shows it as it is now called.
pub type ChangeBuyer = RegisterBuyer;

/// A buyer, as staff see it, and its own members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Buyer {
    /// The buyer.
    pub id: BuyerId,
    /// What it is called.
    pub name: String,
    /// Its postal address.
    pub address: String,
    /// The day it was registered.
    pub registered_on: Date,
    /// Who may order for it.
    pub members: Vec<BuyerMember>,
}

/// Someone who may order for a buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BuyerMember {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// The address of their account.
    pub email: Option<String>,
    /// Since which day.
    pub since: Date,
}

/// One page of buyers, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BuyerPage {
    /// The buyers, by name.
    pub items: Vec<Buyer>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// Lets someone order for a buyer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddBuyerMember {
    /// The address of their account. Who has none registers first.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 254, examples("known@demo.example")))]
    pub email: String,
}

/// Begins an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateOrder {
    /// For which buyer; null for one's own. Staff name it.
    #[serde(default)]
    pub buyer_id: Option<BuyerId>,
    /// The buyer's own number of it, which stands on the invoice; may be written later.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 50, examples("PO-2026-117")))]
    pub reference: String,
    /// An order of the same buyer whose lines are copied, those that were credited left out.
    #[serde(default)]
    pub copy_of: Option<OrderId>,
}

/// Changes an order that was not issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeOrder {
    /// The version that this follows.
    pub follows: u32,
    /// The buyer's own number of it.
    #[cfg_attr(feature = "openapi", schema(max_length = 50))]
    pub reference: String,
    /// The last day for applying; null for 180 days after the issue.
    #[serde(default)]
    pub apply_by: Option<Date>,
}

/// Puts other lines in place of all that an order has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplaceOrderLines {
    /// The version that this follows.
    pub follows: u32,
    /// The people.
    #[cfg_attr(feature = "openapi", schema(max_items = 10000))]
    pub lines: Vec<DraftLine>,
}

/// Issues an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssueOrder {
    /// The version that was looked at.
    pub follows: u32,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OrderState {
    /// It can be changed, and was not issued.
    Draft,
    /// It was issued; something is owed.
    Open,
    /// It is paid in full: those on it count as paid.
    Paid,
    /// All of it was credited.
    Void,
}

impl OrderState {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Open, Self::Paid, Self::Void];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Void => "void",
        }
    }
}

/// What a line of an order that was issued asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderedLine {
    /// The line; who it is about stands with it.
    pub line: OrderLineId,
    /// How much, in US cents.
    pub amount_cents: u32,
}

/// A price of today, and until when it is known to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceQuote {
    /// For what.
    pub charge: Charge,
    /// How much, in US cents.
    pub amount_cents: u32,
    /// The last day on which it holds; null where no other price is announced.
    pub holds_until: Option<Date>,
}

/// A credit note of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderCredit {
    /// The credit note.
    pub id: CreditId,
    /// Its number.
    pub number: Option<DocumentNumber>,
    /// The day.
    pub credited_on: Date,
    /// How much, in US cents.
    pub amount_cents: u64,
    /// Why.
    pub reason: Option<String>,
}

/// A purchase order, or, once it was issued, the invoice that it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    /// The order.
    pub id: OrderId,
    /// Who pays.
    pub buyer_id: BuyerId,
    /// What that is called.
    pub buyer_name: String,
    /// Its postal address.
    pub buyer_address: String,
    /// The number of the invoice; null before it is issued.
    pub number: Option<DocumentNumber>,
    /// The buyer's own number of it; empty where none was written.
    pub reference: String,
    /// Where it stands.
    pub state: OrderState,
    /// Which version of it this is; to be named by what changes it.
    pub version: u32,
    /// The day it was begun.
    pub created_on: Date,
    /// The day it was issued.
    pub issued_on: Option<Date>,
    /// The last day for applying; null for 180 days after the issue.
    pub apply_by: Option<Date>,
    /// How many lines it has.
    pub lines: u32,
    /// Their sum, in US cents.
    pub total_cents: u64,
    /// What was credited of it.
    pub credited_cents: u64,
    /// What came for it, and has stayed.
    pub received_cents: u64,
    /// What is left to pay; 0 before it is issued.
    pub owed_cents: u64,
    /// What of the money that came pays nobody's invoice yet.
    pub unallocated_cents: u64,
    /// What was received for it, oldest first.
    pub payments: Vec<Payment>,
    /// Its credit notes, oldest first.
    pub credits: Vec<OrderCredit>,
    /// The name of the document that the buyer sent along; null without one.
    pub document: Option<String>,
    /// The prices of today, until it is issued; then none.
    pub prices: Vec<PriceQuote>,
    /// How many of its lines hold it up; 0 once it was issued, null in a list, for which they are not looked at.
    pub held_up_by: Option<u32>,
}

/// One page of orders, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderPage {
    /// The orders, latest first.
    pub items: Vec<Order>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// Who would pay for somebody who applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayingOrder {
    /// The purchase order of an institution; null where whoever applies pays.
    pub order: Option<InvoiceOrder>,
    /// How much it pays, in US cents: for somebody whom it has for a member of ALA, the fee of members.
    pub amount_cents: Option<u32>,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LineState {
    /// The order was not issued.
    Draft,
    /// The person was invited, and has not applied.
    Invited,
    /// The person has applied, and the order is not paid.
    Applied,
    /// The person's invoice is paid by this.
    Paid,
    /// The order is paid, and the person has nothing to pay: it was paid otherwise. Staff credit the line.
    NothingToPay,
    /// The buyer is not asked for it any more.
    Credited,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLine {
    /// The line.
    pub id: OrderLineId,
    /// Its place, from 1.
    pub position: u32,
    /// The person's name.
    pub name: String,
    /// The person's address; null where it was erased.
    pub email: Option<String>,
    /// The ALA membership number.
    pub ala_member_number: Option<String>,
    /// How much, in US cents.
    pub amount_cents: u32,
    /// Where it stands.
    pub state: LineState,
    /// What is told of it before the order is issued; then none.
    pub findings: Vec<Finding>,
}

/// One page of lines, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLinePage {
    /// The lines, in their order.
    pub items: Vec<OrderLine>,
    /// What to send as `after` for the next page; null at the end.
    pub next: Option<String>,
}

/// Credits lines of an order that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreditOrder {
    /// Which; null for all that stand. A line whose money pays somebody's invoice is taken back from there.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 1000))]
    pub lines: Option<Vec<OrderLineId>>,
    /// Why; the buyer reads it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// Looks at an invitation, or takes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookAtInvitation {
    /// The token of the mailed link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub token: String,
}

/// What an invitation says to whoever has its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationShown {
    /// Who pays.
    pub buyer_name: String,
    /// What is paid, in US cents.
    pub amount_cents: u32,
    /// The last day for applying.
    pub apply_by: Date,
    /// Whether it is taken.
    pub is_taken: bool,
}

macro_rules! says_nothing_of_anyone {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )+};
}

says_nothing_of_anyone!(AddBuyerMember, LookAtInvitation);

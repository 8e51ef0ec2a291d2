//! The buyer of the demonstration: a library district that pays for its people. One order is issued, and one of those on it has
//! applied; another order is still being put together.

use shared::orders::{DraftLine, RegisterBuyer};

use super::story::{Actor, Story};
use crate::db::DbConnection;
use crate::error::Error;
use crate::{buyers, orders};

/// What the buyer is called.
const DISTRICT: &str = "Demo Valley Library District";

/// Registers the district, and orders for it; the applicant has applied before.
pub(super) fn district(tx: &mut DbConnection, today: Story, staff: Actor, member: Actor) -> Result<(), Error> {
    let registered = today.months_earlier(2).days_later(2).by(staff);
    let new = RegisterBuyer { name: DISTRICT.to_owned(), address: "1 Demo Street\nDemo Valley, XX 00000".to_owned() };
    let buyer = buyers::register(tx, &registered.act("register_buyer"), &new)?;
    buyers::add_member(tx, &registered.act("add_buyer_member"), buyer, member.person)?;

    // The applicant applied on the fourteenth day of this month.
    let ordered = today.months_earlier(1).days_later(16).by(member);
    let kept = orders::create(tx, &ordered.act("create_order"), buyer, "PO-2231")?;
    let people = [
        line("Demo Applicant", "applicant@demo.example", None, 35_000),
        line("Demo Page", "page@demo.example", None, 35_000),
        line("Demo Cataloger", "cataloger@demo.example", Some("7654321"), 32_500),
    ];
    let kept = orders::replace(tx, &ordered.act("replace_order_lines"), &kept, &people)?;
    orders::issue(tx, &ordered.act("issue_order"), &kept)?;

    let begun = today.days_earlier(3).by(member);
    let kept = orders::create(tx, &begun.act("create_order"), buyer, "")?;
    // Who is in the programme already holds the order up.
    let people = [line("Demo Driver", "driver@demo.example", None, 35_000), line("Demo Candidate", "candidate@demo.example", None, 35_000)];
    orders::replace(tx, &begun.act("replace_order_lines"), &kept, &people)?;
    Ok(())
}

fn line(name: &str, email: &str, number: Option<&str>, amount_cents: u32) -> DraftLine {
    DraftLine { name: name.to_owned(), email: email.to_owned(), ala_member_number: number.map(str::to_owned), amount_cents }
}

//! Issuing an order: from then on it is an invoice, and its people are told.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::facts::FactBody;
use shared::ids::OrderId;
use shared::orders::{Finding, IssueOrder, Order, OrderedLine, apply_by};
use shared::reasons::{Reason, Refusal};
use shared::text::dollars;

use super::findings::{self, Looked};
use super::store::{self, Kept};
use super::{access, answer, settling};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};

/// Issues an order: it is an invoice from then on, and nothing of it can be changed any more.
///
/// A conflict where it was issued before, or changed since the version that was looked at. Refused where it has no lines, where a
/// line holds it up, or where the last day for applying is not 30 to 730 days away.
#[utoipa::path(
    tag = "orders",
    params(("id" = OrderId, Path, description = "The order")),
    request_body = IssueOrder,
    responses((status = 200, body = Order)),
    security(("session" = []))
)]
#[post("/orders/{id}/issue")]
pub(super) async fn issue_order(command: Command<permissions::Order, IssueOrder>, id: Path<OrderId>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "issue_order", move |tx, act, requester, sent| {
            let kept = access::to_be_changed(tx, requester, id, sent.follows)?;
            let issued = issue(tx, act, &kept)?;
            Answer::ok(&answer::answer(tx, &issued, act.today)?)
        })
        .await
}

/// Issues an order that was not issued before.
///
/// # Errors
/// [`Error::Refused`] where it has no lines or one holds it up; [`Error::Invalid`] where the last day for applying lies too near or
/// too far; [`Error::Store`].
pub(crate) fn issue(tx: &mut DbConnection, act: &Act, kept: &Kept) -> Result<Kept, Error> {
    let looked = findings::of_order(tx, kept, act.today)?;
    if looked.is_empty() {
        return Err(Refusal::new("order_empty", 22, "The order has no lines; name the people for whom it pays first.").into());
    }
    must_hold_nothing_up(&looked)?;
    let apply_by = apply_by(kept.apply_by, act.today)?;
    let ordered = looked.iter().map(|looked| OrderedLine { line: looked.line.id, amount_cents: looked.line.amount_cents }).collect();
    let body = FactBody::OrderIssued { order: kept.id, buyer: kept.buyer, lines: ordered, apply_by, number: None };
    record(tx, act, vec![NewFact::general(act.today, body)])?;
    store::issue(tx, kept.id, apply_by, act.now)?;
    settling::issued(tx, act, kept.id)?;
    store::find(tx, kept.id)?.ok_or(Error::NotFound("order"))
}

/// Fails where a line holds the order up: a reason for each kind of finding, with the first line and how many there are.
fn must_hold_nothing_up(looked: &[Looked]) -> Result<(), Error> {
    let mut kinds: BTreeMap<&'static str, (String, usize)> = BTreeMap::new();
    for one in looked {
        for finding in one.findings.iter().filter(|finding| finding.holds_up()) {
            let (rule, sentence) = said(one.line.position, *finding);
            let (_, count) = kinds.entry(rule).or_insert((sentence, 0));
            *count = count.saturating_add(1);
        }
    }
    let reason = |(rule, (first, count)): (&'static str, (String, usize))| match count {
        1 => Reason::new(rule, 22, first),
        _ => Reason::new(rule, 22, format!("{first} There are {count} such lines.")),
    };
    let reasons: Vec<Reason> = kinds.into_iter().map(reason).collect();
    if reasons.is_empty() { Ok(()) } else { Err(Refusal { code: "order_held_up", reasons }.into()) }
}

/// The rule that a finding goes by, and what it says of a line that holds the order up.
fn said(position: u32, finding: Finding) -> (&'static str, String) {
    match finding {
        Finding::Double { of } => ("line_double", format!("Line {position} has the address of line {of}: take one of them out.")),
        Finding::WrongAmount { expected_cents } => {
            ("line_amount", format!("Line {position} has another amount than the {} that are to be paid.", dollars(expected_cents)))
        }
        Finding::AlreadyAdmitted => {
            ("line_admitted", format!("The person on line {position} is in the programme already; nothing is to be paid: take the line out."))
        }
        Finding::AlreadyPaid => ("line_paid", format!("The application of the person on line {position} is paid already: take the line out.")),
        Finding::OrderedAlready => ("line_ordered", format!("Another order pays for the person on line {position}: take the line out.")),
        Finding::WasRefused | Finding::OtherName | Finding::HasApplied | Finding::IsInvited => ("line", String::new()),
    }
}

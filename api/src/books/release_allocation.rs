//! Taking money back from the invoice that it pays.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::books::{BookedPayment, ReleaseAllocation};
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::{AllocationId, InvoiceId, PaymentId, PersonId};
use shared::people::REASON_CHARS_MAX;

use super::answer::answer;
use super::store::{self, Put};
use crate::auth::{Requester, permissions};
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::invoices::{self, Gateway};
use crate::orders::settling;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Takes money back from the invoice that it pays: it is unallocated then, and what it paid is owed again. An admission
/// stays. By a payment's own id, what the payment pays without having been put there.
#[utoipa::path(tag = "books", security(("session" = [])), params(("id" = AllocationId, Path, description = "The allocation.")),
    request_body = ReleaseAllocation, responses((status = 200, body = BookedPayment)))]
#[post("/allocations/{id}/release")]
pub(super) async fn release_allocation(
    command: Command<permissions::KeepBooks, ReleaseAllocation>,
    id: Path<AllocationId>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, cards) = (id.into_inner(), gateway.card_refunds());
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "release_allocation", move |tx, act, staff, _| {
            let release = match store::put(tx, id)? {
                Some(put) => {
                    must_not_be_an_orders(tx, put.payment)?;
                    of_put(staff, id, &put, act.today)?
                }
                None => of_itself(tx, staff, id, act.today)?,
            };
            record(tx, &act.because(&reason), release.facts)?;
            if 0 < release.amount_cents {
                invoices::tell_of_release(tx, act, release.invoice, release.amount_cents)?;
            }
            let account = store::find(tx, release.payment, act.today)?.ok_or(Error::NotFound("payment"))?;
            Answer::ok(&answer(tx, &account, cards)?)
        })
        .await
}

/// A conflict where the money came for an order: its line would ask to be paid again.
fn must_not_be_an_orders(tx: &mut DbConnection, payment: PaymentId) -> Result<(), Error> {
    if settling::order_of(tx, payment)?.is_none() {
        return Ok(());
    }
    Err(Error::conflict("put_by_order", 22, "This money came for a purchase order; credit the person's line there instead."))
}

/// What is taken back: from which invoice, and how much it had paid.
struct Release {
    payment: PaymentId,
    invoice: InvoiceId,
    amount_cents: u64,
    facts: Vec<NewFact>,
}

/// What staff put.
fn of_put(staff: &Requester, id: AllocationId, put: &Put, today: Date) -> Result<Release, Error> {
    put.sides.iter().flatten().try_for_each(|&person| staff.not_own(person))?;
    if put.is_released {
        return Err(was_released());
    }
    let facts = released(id, put, today);
    Ok(Release { payment: put.payment, invoice: put.invoice, amount_cents: put.amount_cents.into(), facts })
}

/// What a payment pays without having been put there.
fn of_itself(tx: &mut DbConnection, staff: &Requester, id: AllocationId, today: Date) -> Result<Release, Error> {
    let account = store::find(tx, PaymentId(id.0), today)?.ok_or(Error::NotFound("allocation"))?;
    let invoice = account.invoice.ok_or(Error::NotFound("allocation"))?;
    account.person.map_or(Ok(()), |person: PersonId| staff.not_own(person))?;
    if account.ledger.payment(account.payment).is_some_and(|received| received.released_on.is_some()) {
        return Err(was_released());
    }
    let balances = account.ledger.balances(today);
    let amount_cents = balances.allocations.iter().find(|paid| paid.allocation == id).map_or(0, |paid| paid.amount_cents);
    let facts = vec![NewFact::about(account.person, today, FactBody::AllocationReleased { allocation: id })];
    Ok(Release { payment: account.payment, invoice, amount_cents, facts })
}

fn was_released() -> Error {
    Error::conflict("allocation_released", 22, "This money was taken back from the invoice before.")
}

/// The facts by which it is taken back: one for each whose books tell of it.
pub(super) fn released(id: AllocationId, put: &Put, today: Date) -> Vec<NewFact> {
    let fact = |&person| NewFact::about(person, today, FactBody::AllocationReleased { allocation: id });
    put.sides.iter().map(fact).collect()
}

/// Takes back what staff put of a payment, the last first, as long as more is put than the payment has left: a bank took it
/// for a dispute. Who owes the invoices is told.
pub(crate) fn release_what_has_no_money(tx: &mut DbConnection, act: &Act, payment: PaymentId) -> Result<(), Error> {
    let Some(account) = store::find(tx, payment, act.today)? else { return Ok(()) };
    let mut has = u64::from(account.amount_cents).saturating_sub(account.returned_cents());
    let (mut facts, mut taken) = (Vec::new(), Vec::new());
    for (allocated, put) in store::puts_of(tx, &account)? {
        if let Some(left) = has.checked_sub(allocated.amount_cents.into()) {
            has = left;
        } else {
            facts.extend(released(allocated.allocation, &put, act.today));
            taken.push((put.invoice, put.amount_cents));
        }
    }
    if !facts.is_empty() {
        record(tx, act, facts)?;
    }
    taken.into_iter().try_for_each(|(invoice, amount_cents)| invoices::tell_of_release(tx, act, invoice, amount_cents.into()))
}

//! Taking money back from the invoice that it pays.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::books::{BookedPayment, ReleaseAllocation};
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::{AllocationId, PaymentId, PersonId};
use shared::people::REASON_CHARS_MAX;

use super::answer::answer;
use super::store::{self, Put};
use crate::auth::{Requester, permissions};
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::invoices::Gateway;
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
            let (payment, facts) = match store::put(tx, id)? {
                Some(put) => {
                    must_not_be_an_orders(tx, put.payment)?;
                    (put.payment, of_put(staff, id, &put, act.today)?)
                }
                None => (PaymentId(id.0), of_itself(tx, staff, id, act.today)?),
            };
            record(tx, &act.because(&reason), facts)?;
            let account = store::find(tx, payment, act.today)?.ok_or(Error::NotFound("payment"))?;
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

/// What staff put.
fn of_put(staff: &Requester, id: AllocationId, put: &Put, today: Date) -> Result<Vec<NewFact>, Error> {
    put.sides.iter().flatten().try_for_each(|&person| staff.not_own(person))?;
    if put.is_released {
        return Err(was_released());
    }
    Ok(released(id, put, today))
}

/// What a payment pays without having been put there.
fn of_itself(tx: &mut DbConnection, staff: &Requester, id: AllocationId, today: Date) -> Result<Vec<NewFact>, Error> {
    let account = store::find(tx, PaymentId(id.0), today)?.filter(|account| account.invoice.is_some()).ok_or(Error::NotFound("allocation"))?;
    account.person.map_or(Ok(()), |person: PersonId| staff.not_own(person))?;
    if account.ledger.payments().iter().any(|received| received.payment == account.payment && received.released_on.is_some()) {
        return Err(was_released());
    }
    Ok(vec![NewFact::about(account.person, today, FactBody::AllocationReleased { allocation: id })])
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
/// for a dispute.
pub(crate) fn release_what_has_no_money(tx: &mut DbConnection, act: &Act, payment: PaymentId) -> Result<(), Error> {
    let Some(account) = store::find(tx, payment, act.today)? else { return Ok(()) };
    let mut has = u64::from(account.amount_cents).saturating_sub(account.returned_cents());
    let mut facts = Vec::new();
    for put in account.ledger.put_of(payment, act.today) {
        match has.checked_sub(put.amount_cents.into()) {
            Some(left) => has = left,
            None => {
                if let Some(known) = store::put(tx, put.allocation)? {
                    facts.extend(released(put.allocation, &known, act.today));
                }
            }
        }
    }
    if !facts.is_empty() {
        record(tx, act, facts)?;
    }
    Ok(())
}

//! Nobody decides anything of their own: neither for a buyer for which they order, nor of an order on which they stand.

use shared::calendar::Date;
use shared::ids::PaymentId;
use shared::orders::OrderRecord;

use super::facts::load;
use super::hooks::order_of;
use super::store;
use crate::auth::Requester;
use crate::db::DbConnection;
use crate::error::Error;

use super::mails::members;

/// Refused where the requester orders for the buyer, or is on the order.
pub(super) fn must_not_be_own(conn: &mut DbConnection, staff: &Requester, order: &OrderRecord) -> Result<(), Error> {
    if store::is_on(conn, order.order, staff.person)? || members(conn, order.buyer)?.contains(&staff.person) {
        return Err(Error::OwnMatter);
    }
    Ok(())
}

/// The same of a payment that came for an order.
///
/// # Errors
/// [`Error::OwnMatter`]; [`Error::Store`].
pub(crate) fn payment_must_not_be_own(conn: &mut DbConnection, staff: &Requester, payment: PaymentId, today: Date) -> Result<(), Error> {
    let Some(order) = order_of(conn, payment)? else { return Ok(()) };
    load(conn, order, today)?.map_or(Ok(()), |record| must_not_be_own(conn, staff, &record))
}

//! Whose orders these are: a buyer's own, or as staff any; to others they are not there.

use shared::accounts::Role;
use shared::ids::{BuyerId, OrderId};
use shared::orders::OrderState;

use super::store::{self, Kept};
use crate::auth::Requester;
use crate::buyers::buyer_of;
use crate::db::DbConnection;
use crate::error::Error;

/// The buyer for which the requester orders.
///
/// # Errors
/// [`Error::Forbidden`] where they order for none any more; [`Error::Store`].
pub(super) fn own_buyer(conn: &mut DbConnection, requester: &Requester) -> Result<BuyerId, Error> {
    buyer_of(conn, requester.person)?.ok_or(Error::Forbidden)
}

/// An order of the requester's buyer, or as staff any.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or it is another buyer's; [`Error::Store`].
pub(super) fn own(conn: &mut DbConnection, requester: &Requester, id: OrderId) -> Result<Kept, Error> {
    let kept = store::find(conn, id)?.ok_or(Error::NotFound("order"))?;
    if requester.is(Role::Staff) || buyer_of(conn, requester.person)? == Some(kept.buyer) { Ok(kept) } else { Err(Error::NotFound("order")) }
}

/// The same one, where it was not issued and nobody changed it since the version that this follows.
///
/// # Errors
/// As [`own`]; [`Error::Conflict`] where it was issued or changed.
pub(super) fn to_be_changed(conn: &mut DbConnection, requester: &Requester, id: OrderId, follows: u32) -> Result<Kept, Error> {
    let kept = own(conn, requester, id)?;
    must_be_draft(&kept)?;
    must_follow(&kept, follows)?;
    Ok(kept)
}

/// Fails where an order was issued.
pub(super) fn must_be_draft(kept: &Kept) -> Result<(), Error> {
    if kept.state == OrderState::Draft {
        return Ok(());
    }
    Err(Error::conflict("order_issued", 22, "The order was issued; it cannot be changed any more. Have its lines credited, and issue another one."))
}

fn must_follow(kept: &Kept, follows: u32) -> Result<(), Error> {
    if kept.version == follows {
        return Ok(());
    }
    Err(Error::conflict("order_changed", 22, "The order was changed elsewhere since, perhaps in another tab; read it again before you go on."))
}

//! Beginning an order, empty or with the lines of an earlier one.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::accounts::Role;
use shared::ids::{BuyerId, OrderId};
use shared::orders::{CreateOrder, ORDER_DRAFTS_MAX, ORDER_REFERENCE_CHARS_MAX, Order, OrderState};

use super::store::{self, Kept};
use super::{answer, lines};
use crate::auth::Requester;
use crate::auth::permissions;
use crate::buyers::{self, buyer_of};
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::Act;
use crate::request::{Answer, Command};
use crate::text::line;

/// Begins an order for your institution; as staff, for any buyer.
///
/// It can be changed until it is issued. What is not changed for 90 days goes.
#[utoipa::path(tag = "orders", request_body = CreateOrder, responses((status = 201, body = Order)), security(("session" = [])))]
#[post("/orders")]
pub(super) async fn create_order(command: Command<permissions::Order, CreateOrder>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let reference = reference(&command.body.reference)?;
    command
        .write(&db, "create_order", move |tx, act, requester, sent| {
            let buyer = buyer(tx, requester, sent.buyer_id)?;
            let kept = create(tx, act, buyer, &reference)?;
            if let Some(of) = sent.copy_of {
                if store::find(tx, of)?.is_none_or(|copied| copied.buyer != buyer) {
                    return Err(Error::invalid("copy_of", "is no order of this buyer: name another one, or leave it out"));
                }
                let lines = lines::copy(tx, of, kept.id)?;
                lines::count(tx, requester, lines, act.now)?;
            }
            Answer::created(&answer::answer(tx, &kept, act.today)?)
        })
        .await
}

/// The buyer's own number of an order in normal form, which may be empty.
pub(super) fn reference(sent: &str) -> Result<String, Error> {
    if sent.trim().is_empty() { Ok(String::new()) } else { Ok(line("reference", sent, ORDER_REFERENCE_CHARS_MAX)?) }
}

/// For which buyer the requester orders.
fn buyer(conn: &mut DbConnection, requester: &Requester, named: Option<BuyerId>) -> Result<BuyerId, Error> {
    let own = buyer_of(conn, requester.person)?;
    match named.or(own) {
        Some(buyer) if own == Some(buyer) => Ok(buyer),
        Some(buyer) if requester.is(Role::Staff) => {
            let there = buyers::find(conn, buyer)?;
            there.map(|kept| kept.id).ok_or_else(|| Error::invalid("buyer_id", format!("`{buyer}` is no buyer: register it first")))
        }
        Some(_) => Err(Error::invalid("buyer_id", "is no buyer for which you order: leave it out")),
        None => Err(Error::invalid("buyer_id", "is missing: you order for no buyer yourself, so name one")),
    }
}

/// Begins an order of a buyer, under the number that it was given in normal form.
///
/// # Errors
/// [`Error::Conflict`] where too many orders of the buyer wait to be issued; [`Error::Store`].
pub(crate) fn create(tx: &mut DbConnection, act: &Act, buyer: BuyerId, reference: &str) -> Result<Kept, Error> {
    if store::drafts(tx, buyer)? >= ORDER_DRAFTS_MAX {
        let sentence = format!("{ORDER_DRAFTS_MAX} orders of this buyer wait to be issued; issue or discard one of them first.");
        return Err(Error::conflict("order_drafts", 22, sentence));
    }
    let kept = Kept {
        id: OrderId(ids::fresh()),
        buyer,
        reference: reference.to_owned(),
        apply_by: None,
        version: 1,
        state: OrderState::Draft,
        created_on: act.today,
        document: None,
    };
    store::insert(tx, &kept, act.now)?;
    Ok(kept)
}

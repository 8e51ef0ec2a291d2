//! Staff register an institution as a buyer.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::facts::FactBody;
use shared::ids::BuyerId;
use shared::orders::{BUYER_ADDRESS_CHARS_MAX, BUYER_CHARS_MAX, Buyer, RegisterBuyer};

use super::store::{self, Kept};
use crate::auth::permissions::ManageBuyers;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::{Faults, line, paragraphs};

/// Registers an institution that pays for people. Then say who orders for it.
#[utoipa::path(tag = "buyers", request_body = RegisterBuyer, responses((status = 201, body = Buyer)), security(("session" = [])))]
#[post("/buyers")]
pub(super) async fn register_buyer(command: Command<ManageBuyers, RegisterBuyer>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let new = parsed(&command.body)?;
    command
        .write(&db, "register_buyer", move |tx, act, _, _| {
            let id = register(tx, act, &new)?;
            let kept = store::must_be_there(tx, id)?;
            Answer::created(&store::shown(tx, kept)?)
        })
        .await
}

/// What was sent, in normal form.
pub(super) fn parsed(sent: &RegisterBuyer) -> Result<RegisterBuyer, Error> {
    let mut faults = Faults::default();
    let name = faults.take(line("name", &sent.name, BUYER_CHARS_MAX));
    let address = faults.take(paragraphs("address", &sent.address, BUYER_ADDRESS_CHARS_MAX));
    faults.check()?;
    Ok(RegisterBuyer { name, address })
}

/// Registers a buyer under the name and the address that it was given in normal form.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn register(tx: &mut DbConnection, act: &Act, new: &RegisterBuyer) -> Result<BuyerId, Error> {
    let kept = Kept { id: BuyerId(ids::fresh()), name: new.name.clone(), address: new.address.clone() };
    store::insert(tx, &kept, act.now)?;
    record(tx, act, vec![NewFact::general(act.today, FactBody::BuyerRegistered { buyer: kept.id })])?;
    Ok(kept.id)
}

//! Staff let someone order for a buyer.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::facts::FactBody;
use shared::ids::{BuyerId, PersonId};
use shared::orders::{AddBuyerMember, Buyer};

use super::{members, store};
use crate::auth::permissions::ManageBuyers;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::{email, email_key};

/// Lets an account order for a buyer. It works at once.
///
/// Nobody orders for two: a conflict where the person orders for one already.
#[utoipa::path(
    tag = "buyers",
    params(("id" = BuyerId, Path, description = "The buyer")),
    request_body = AddBuyerMember,
    responses((status = 201, body = Buyer)),
    security(("session" = []))
)]
#[post("/buyers/{id}/members")]
pub(super) async fn add_buyer_member(command: Command<ManageBuyers, AddBuyerMember>, id: Path<BuyerId>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let (id, address) = (id.into_inner(), email("email", &command.body.email)?);
    command
        .write(&db, "add_buyer_member", move |tx, act, staff, _| {
            let kept = store::must_be_there(tx, id)?;
            let person = members::person_at(tx, &email_key(&address))?.ok_or_else(unknown)?;
            staff.not_own(person)?;
            add_member(tx, act, id, person)?;
            Answer::created(&store::shown(tx, kept)?)
        })
        .await
}

fn unknown() -> Error {
    Error::invalid("email", "has no account: have the person register first, and add them then")
}

/// Lets a person order for a buyer.
///
/// # Errors
/// [`Error::Conflict`] where the person orders for a buyer already; [`Error::Store`].
pub fn add_member(tx: &mut DbConnection, act: &Act, buyer: BuyerId, person: PersonId) -> Result<(), Error> {
    if members::buyer_of(tx, person)?.is_some() {
        return Err(Error::conflict("orders_already", 22, "This person orders for a buyer already; remove them there first."));
    }
    record(tx, act, vec![NewFact::of(person, act.today, FactBody::BuyerMemberAdded { buyer })])?;
    Ok(())
}

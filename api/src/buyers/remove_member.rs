//! Staff end that someone orders for a buyer.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete};
use shared::facts::FactBody;
use shared::ids::{BuyerId, PersonId};

use super::{members, store};
use crate::auth::permissions::ManageBuyers;
use crate::db::Db;
use crate::error::Error;
use crate::record::{NewFact, record};
use crate::request::{Answer, Command};

/// Ends that someone orders for a buyer. It works at once; what they ordered stays the buyer's.
#[utoipa::path(
    tag = "buyers",
    params(("id" = BuyerId, Path, description = "The buyer"), ("person_id" = PersonId, Path, description = "Who ordered for it")),
    responses((status = 204)),
    security(("session" = []))
)]
#[delete("/buyers/{id}/members/{person_id}")]
pub(super) async fn remove_buyer_member(
    command: Command<ManageBuyers>,
    path: Path<(BuyerId, PersonId)>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (buyer, person) = path.into_inner();
    command
        .write(&db, "remove_buyer_member", move |tx, act, staff, _| {
            store::must_be_there(tx, buyer)?;
            staff.not_own(person)?;
            if members::buyer_of(tx, person)? != Some(buyer) {
                return Err(Error::NotFound("member"));
            }
            record(tx, act, vec![NewFact::of(person, act.today, FactBody::BuyerMemberRemoved { buyer })])?;
            Ok(Answer::done())
        })
        .await
}

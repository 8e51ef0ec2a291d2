//! Staff change what a buyer is called and where it is. No fact says so: the name stands with the buyer alone.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, put};
use shared::ids::BuyerId;
use shared::orders::{Buyer, ChangeBuyer};

use super::register::parsed;
use super::store::{self, Kept};
use crate::auth::permissions::ManageBuyers;
use crate::db::Db;
use crate::error::Error;
use crate::record::record_note;
use crate::request::{Answer, Command};

/// Changes what a buyer is called and its address. What was issued shows it as it is now called.
#[utoipa::path(
    tag = "buyers",
    params(("id" = BuyerId, Path, description = "The buyer")),
    request_body = ChangeBuyer,
    responses((status = 200, body = Buyer)),
    security(("session" = []))
)]
#[put("/buyers/{id}")]
pub(super) async fn change_buyer(command: Command<ManageBuyers, ChangeBuyer>, id: Path<BuyerId>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let (id, sent) = (id.into_inner(), parsed(&command.body)?);
    command
        .write(&db, "change_buyer", move |tx, act, _, _| {
            store::must_be_there(tx, id)?;
            let kept = Kept { id, name: sent.name.clone(), address: sent.address.clone() };
            store::change(tx, &kept)?;
            // Who did it is known afterwards.
            record_note(tx, act, None)?;
            Answer::ok(&store::shown(tx, kept)?)
        })
        .await
}

//! One's own invoices.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::invoices::InvoicePage;

use super::gateway::Gateway;
use super::{answer, store};
use crate::auth::{Require, permissions};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// One's own invoices, oldest first, all on one page.
#[utoipa::path(tag = "invoices", security(("session" = [])), responses((status = 200, body = InvoicePage)))]
#[get("/me/invoices")]
pub(super) async fn list_my_invoices(
    requester: Require<permissions::ReadOwn>,
    moment: Moment,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<Json<InvoicePage>, Error> {
    let (person, cards) = (requester.person, gateway.cards_taken());
    db.read(move |conn| {
        let cases = store::cases_of_people(conn, &[person], moment.today)?;
        Ok(Json(InvoicePage { items: cases.iter().map(|case| answer::answer(case, cards)).collect(), next: None }))
    })
    .await
}

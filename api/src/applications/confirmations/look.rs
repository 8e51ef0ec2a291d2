//! What a supervisor is asked, by the token of the mailed link. Looking does nothing: mail programs open links.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, post};
use chrono::{DateTime, Utc};
use shared::confirmations::{AskedConfirmation, LookAtConfirmation};

use super::store::{self, Open};
use crate::auth::attempts::{self, CONFIRMATIONS_PER_ADDRESS};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::peer;
use crate::request::Body;

/// What is not there, of whichever link.
pub(super) const LINK: &str = "open question under this link; it was answered, has ended, or a newer link took its place";

/// Shows what a mailed link asks: who, about which job and hours, until when. It needs no account.
#[utoipa::path(
    tag = "applications",
    request_body = LookAtConfirmation,
    responses((status = 200, body = AskedConfirmation), (status = 404, description = "The link was used, has ended, or was replaced by a newer one."))
)]
#[post("/confirmations/look")]
pub(in crate::applications) async fn look_at_confirmation(
    request: HttpRequest,
    body: Body<LookAtConfirmation>,
    moment: Moment,
    config: Data<Config>,
    db: Data<Db>,
) -> Result<Json<AskedConfirmation>, Error> {
    let (token, address) = (body.0.token, peer::address(&request, &config.trusted_proxies));
    let open = db.write(move |tx| guarded(tx, &token, &address, moment)).await?;
    open.map(|open| Json(open.asked)).ok_or(Error::NotFound(LINK))
}

/// What the token opens. Tokens that open nothing are counted against the address from which they came.
pub(super) fn guarded(tx: &mut DbConnection, token: &str, address: &str, moment: Moment) -> Result<Option<Open>, Error> {
    let counted = count(tx, address, moment.now)?;
    let open = store::open_by(tx, token, moment.today)?;
    if open.is_some() {
        attempts::forget(tx, &counted)?;
    }
    Ok(open)
}

fn count(tx: &mut DbConnection, address: &str, now: DateTime<Utc>) -> Result<Vec<String>, Error> {
    attempts::count(tx, &[(CONFIRMATIONS_PER_ADDRESS, address)], now)
}

//! Staff give a partner a secret, or a new one: shown once, kept as a hash. The one before works until a stated
//! moment, so that a partner changes over without a gap, or ends at once where it may be in wrong hands.

use actix_web::post;
use actix_web::web::{Data, Json, Path};
use chrono::TimeDelta;
use shared::facts::FactBody;
use shared::ids::PartnerId;
use shared::partners::{IssueSecret, IssuedSecret, OLD_SECRET_HOURS_MAX};

use super::store;
use crate::auth::permissions::ManagePartners;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, record};
use crate::request::Command;

/// What every secret begins with, so that one that got into the wrong place is found by a search.
const PREFIX: &str = "lssc_partner_";

/// Gives a partner a new secret, which is shown in this answer and never again.
///
/// The answer is not kept under a key: a lost one is replaced by a further secret.
#[utoipa::path(
    tag = "partners",
    params(("id" = PartnerId, Path, description = "The partner")),
    request_body = IssueSecret,
    responses((status = 200, description = "The secret; only its hash is kept.", body = IssuedSecret)),
    security(("session" = []))
)]
#[post("/partners/{id}/secret")]
pub(super) async fn issue_partner_secret(
    id: Path<PartnerId>,
    command: Command<ManagePartners, IssueSecret>,
    db: Data<Db>,
) -> Result<Json<IssuedSecret>, Error> {
    let id = id.into_inner();
    let hours = command.body.old_ends_after_hours;
    if hours > OLD_SECRET_HOURS_MAX {
        let detail = format!("is {hours}; the secret before works for at most {OLD_SECRET_HOURS_MAX} hours more");
        return Err(Error::invalid("old_ends_after_hours", detail));
    }
    let secret = format!("{PREFIX}{}", ids::token());
    let act = Act { key: None, ..command.act("issue_partner_secret") };
    let issued = db.write(move |tx| issue(tx, &act, id, &secret, hours)).await?;
    Ok(Json(issued))
}

/// Makes this the secret of a partner.
///
/// # Errors
/// [`Error::NotFound`] without such a partner.
pub fn issue(tx: &mut DbConnection, act: &Act, id: PartnerId, secret: &str, old_ends_after_hours: u32) -> Result<IssuedSecret, Error> {
    store::find(tx, id)?;
    let working = store::secrets(tx, id, act.now)?;
    let old_ends_at = act.now + TimeDelta::hours(i64::from(old_ends_after_hours));
    store::add_secret(tx, id, &ids::hash(&[secret.as_bytes()]), old_ends_at, act.now)?;
    record(tx, act, vec![NewFact::general(act.today, FactBody::PartnerSecretIssued { partner: id })])?;
    let ends = working.iter().map(|kept| kept.ends_at.map_or(old_ends_at, |at| at.min(old_ends_at))).max();
    Ok(IssuedSecret { client_id: id, client_secret: secret.to_owned(), old_ends_at: ends })
}

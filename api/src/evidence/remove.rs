//! Removing a file that waits. What an application has taken stays with it.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete};
use shared::ids::EvidenceId;

use super::{store, tidy};
use crate::auth::{Require, permissions};
use crate::db::Db;
use crate::error::Error;
use crate::files::Files;

/// Removes a file that waits for your next application.
#[utoipa::path(
    tag = "evidence",
    security(("session" = [])),
    params(("id" = EvidenceId, Path, description = "The file.")),
    responses((status = 204, description = "It is removed."), (status = 409, description = "It belongs to an application."))
)]
#[delete("/me/evidence/{id}")]
pub(super) async fn remove_evidence(
    requester: Require<permissions::Apply>,
    id: Path<EvidenceId>,
    files: Data<Files>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (id, person) = (id.into_inner(), requester.person);
    db.write(move |tx| {
        let found = store::find(tx, id)?.filter(|found| found.person == person).ok_or(Error::NotFound("file"))?;
        if found.application.is_some() {
            return Err(Error::conflict("evidence_attached", 7, "The file belongs to an application that was submitted; it stays with it."));
        }
        store::give_up(tx, id)?;
        Ok(())
    })
    .await?;
    // It is gone for everyone already.
    tidy::discard_or_later(&db, &files, id).await;
    Ok(HttpResponse::NoContent().finish())
}

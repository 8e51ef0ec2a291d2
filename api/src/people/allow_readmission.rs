//! Allowing someone whose certification was revoked to apply again.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::applications::readmission_allowed;
use shared::calendar::Date;
use shared::facts::{FactBody, standing_facts};
use shared::ids::PersonId;
use shared::people::{ActEntry, REASON_CHARS_MAX, WithReason};
use shared::standings::Status;

use super::recorded::{record_upon, standing_today};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::request::Command;
use crate::text::paragraphs;

/// Allows someone to apply again after a revocation. Answers the act as it stands in the person's file.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = PersonId, Path, description = "The person.")),
    request_body = WithReason, responses((status = 201, body = ActEntry)))]
#[post("/people/{id}/readmission")]
pub(super) async fn allow_readmission(
    command: Command<permissions::GrantExtensions, WithReason>,
    id: Path<PersonId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "allow_readmission", move |tx, act, staff, _| {
            record_upon(tx, &act.because(&reason), staff, id, |tx| {
                must_need_leave(tx, id, act.today)?;
                Ok(FactBody::ReadmissionAllowed)
            })
        })
        .await
}

/// A conflict where nothing is revoked, or leave was given before.
fn must_need_leave(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<(), Error> {
    let (known, standing) = standing_today(conn, person, today)?;
    if standing.status != Status::Revoked {
        return Err(Error::conflict("not_revoked", 19, "Nothing of this person is revoked; no leave to apply again is needed."));
    }
    if readmission_allowed(&standing, &standing_facts(&known, today)) {
        return Err(Error::conflict("readmission_allowed", 19, "The person was allowed to apply again before."));
    }
    Ok(())
}

//! Allowing someone whose certification was revoked to apply again.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::applications::readmission_allowed;
use shared::dossier::from_facts;
use shared::facts::{FactBody, standing_facts};
use shared::ids::PersonId;
use shared::people::{ActEntry, REASON_CHARS_MAX, WithReason};
use shared::policies::Policies;
use shared::standings::{Status, evaluate};

use super::{file, store};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::{NewFact, load_facts, record};
use crate::request::{Answer, Command};
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
            store::contact(tx, id)?.ok_or(Error::NotFound("person"))?;
            staff.not_own(id)?;
            must_need_leave(tx, id, act.today)?;
            let allowed = NewFact::of(id, act.today, FactBody::ReadmissionAllowed);
            let recorded = record(tx, &act.because(&reason), vec![allowed])?;
            Answer::created(&file::entry_of(tx, &recorded)?)
        })
        .await
}

/// A conflict where nothing is revoked, or leave was given before.
fn must_need_leave(conn: &mut DbConnection, person: PersonId, today: shared::calendar::Date) -> Result<(), Error> {
    let policies = Policies::built_in();
    let known = load_facts(conn, person)?;
    let standing = evaluate(&from_facts(&known, &policies, today), &policies, today);
    if standing.status != Status::Revoked {
        return Err(Error::conflict("not_revoked", 19, "Nothing of this person is revoked; no leave to apply again is needed."));
    }
    if readmission_allowed(&standing, &standing_facts(&known, today)) {
        return Err(Error::conflict("readmission_allowed", 19, "The person was allowed to apply again before."));
    }
    Ok(())
}

//! Staff revoke a certification, a candidacy or an application's standing: final, and with a reason.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::facts::FactBody;
use shared::ids::PersonId;
use shared::people::{REASON_CHARS_MAX, WithReason};
use shared::reasons::Refusal;
use shared::standings::{PersonStanding, Status};

use crate::auth::permissions::RevokeCertifications;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::standings::standing_of;
use crate::text::paragraphs;

/// Revokes a person's certification or candidacy from today on.
#[utoipa::path(
    tag = "certificates",
    params(("id" = PersonId, Path, description = "The person")),
    request_body = WithReason,
    responses((status = 200, body = PersonStanding)),
    security(("session" = []))
)]
#[post("/people/{id}/revoke")]
pub(super) async fn revoke_certification(
    id: Path<PersonId>,
    command: Command<RevokeCertifications, WithReason>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let person = id.into_inner();
    command
        .write(&db, "revoke_certification", move |tx, act, requester, body| {
            let reason = paragraphs("reason", &body.reason, REASON_CHARS_MAX)?;
            requester.not_own(person)?;
            revoke(tx, &act.because(reason), person)?;
            Answer::ok(&standing_of(tx, person, act.today)?)
        })
        .await
}

fn revoke(tx: &mut DbConnection, act: &Act, person: PersonId) -> Result<(), Error> {
    match standing_of(tx, person, act.today)?.standing.status {
        Status::NotApplied => {
            Err(Refusal::new("nothing_to_revoke", 19, "There is neither a certification nor a candidacy nor an application to revoke.").into())
        }
        Status::Revoked => Err(Error::conflict("already_revoked", 19, "It was revoked already; a revocation is final.")),
        _ => {
            record(tx, act, vec![NewFact::of(person, act.today, FactBody::CertificationRevoked)])?;
            Ok(())
        }
    }
}

//! Extending a candidacy.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::ids::PersonId;
use shared::people::{ActEntry, GrantExtension, REASON_CHARS_MAX};
use shared::standings::Status;

use super::recorded::{record_upon, standing_today};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::request::Command;
use crate::text::paragraphs;

/// Extends a candidacy, also one that has expired, until a day after the deadline that stands. Answers the act as it
/// stands in the person's file.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = PersonId, Path, description = "The person.")),
    request_body = GrantExtension, responses((status = 201, body = ActEntry)))]
#[post("/people/{id}/extensions")]
pub(super) async fn grant_extension(
    command: Command<permissions::GrantExtensions, GrantExtension>,
    id: Path<PersonId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    command
        .write(&db, "grant_extension", move |tx, act, staff, sent| {
            record_upon(tx, &act.because(&reason), staff, id, |tx| {
                let deadline = deadline(tx, id, act.today)?;
                if sent.until <= deadline {
                    return Err(Error::invalid("until", format!("`{}` is not after the deadline that stands, `{deadline}`", sent.until)));
                }
                Ok(FactBody::ExtensionGranted { until: sent.until })
            })
        })
        .await
}

/// The deadline of a candidacy that goes on or has expired; a conflict where there is none.
fn deadline(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Date, Error> {
    let (_, standing) = standing_today(conn, person, today)?;
    match (standing.status, standing.candidacy) {
        (Status::Candidate | Status::CandidacyExpired, Some(candidacy)) => Ok(candidacy.deadline),
        (status, _) => {
            let sentence = format!("There is no candidacy to extend: the status is `{}`.", status.title());
            Err(Error::conflict("no_candidacy", 18, sentence))
        }
    }
}

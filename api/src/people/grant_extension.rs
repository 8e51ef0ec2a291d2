//! Extending a candidacy.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::calendar::Date;
use shared::dossier::from_facts;
use shared::facts::FactBody;
use shared::ids::PersonId;
use shared::people::{ActEntry, GrantExtension, REASON_CHARS_MAX};
use shared::policies::Policies;
use shared::standings::{Status, evaluate};

use super::{file, store};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::{NewFact, load_facts, record};
use crate::request::{Answer, Command};
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
            store::contact(tx, id)?.ok_or(Error::NotFound("person"))?;
            staff.not_own(id)?;
            let deadline = deadline(tx, id, act.today)?;
            if sent.until <= deadline {
                return Err(Error::invalid("until", format!("`{}` is not after the deadline that stands, `{deadline}`", sent.until)));
            }
            let granted = NewFact::of(id, act.today, FactBody::ExtensionGranted { until: sent.until });
            let recorded = record(tx, &act.because(&reason), vec![granted])?;
            Answer::created(&file::entry_of(tx, &recorded)?)
        })
        .await
}

/// The deadline of a candidacy that goes on or has expired; a conflict where there is none.
fn deadline(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Date, Error> {
    let policies = Policies::built_in();
    let standing = evaluate(&from_facts(&load_facts(conn, person)?, &policies, today), &policies, today);
    match (standing.status, standing.candidacy) {
        (Status::Candidate | Status::CandidacyExpired, Some(candidacy)) => Ok(candidacy.deadline),
        (status, _) => {
            let sentence = format!("There is no candidacy to extend: the status is `{}`.", status.title());
            Err(Error::conflict("no_candidacy", 18, sentence))
        }
    }
}

//! What a correction would change, before it is recorded: the same checks, and the same function over the facts with
//! the correction among them. Records nothing.

use std::collections::BTreeSet;

use actix_web::post;
use actix_web::web::{Data, Json, Path};
use shared::calendar::Date;
use shared::dossier::from_facts;
use shared::facts::Fact;
use shared::ids::{FactId, PersonId};
use shared::people::{CorrectionPreview, PreviewCorrection, StandingEffect};
use shared::policies::Policies;
use shared::standings::evaluate;

use super::correct_fact::{examine, in_normal_form, reopens};
use crate::accounts::person_name;
use crate::applications::must_have_one_enrolment;
use crate::auth::permissions;
use crate::clock::Moment;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{NewFact, load_facts, people_touched_by};
use crate::request::Command;

/// Of how many people the standing is worked out; a course that thousands completed touches them all.
const PEOPLE_MAX: usize = 100;

/// What correcting a fact would change today. Refused where the correction would be.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = FactId, Path, description = "The fact.")),
    request_body = PreviewCorrection, responses((status = 200, body = CorrectionPreview)))]
#[post("/facts/{id}/correct/preview")]
pub(super) async fn preview_correction(
    command: Command<permissions::CorrectFacts, PreviewCorrection>,
    id: Path<FactId>,
    db: Data<Db>,
) -> Result<Json<CorrectionPreview>, Error> {
    let (id, moment) = (id.into_inner(), command.moment);
    let replacement = command.body.replacement.map(in_normal_form).transpose()?;
    let staff = command.requester.into_inner();
    let preview = db
        .read(move |conn| {
            let (wrong, corrected) = examine(conn, &staff, id, replacement.clone(), moment.today)?;
            preview(conn, &wrong, &corrected, moment)
        })
        .await?;
    Ok(Json(preview))
}

fn preview(conn: &mut DbConnection, wrong: &Fact, corrected: &NewFact, moment: Moment) -> Result<CorrectionPreview, Error> {
    let correction = corrected.as_if_recorded(ids::fresh(), moment.now);
    let touched: BTreeSet<PersonId> = people_touched_by(conn, wrong)?;
    let mut effects = Vec::new();
    for &person in touched.iter().take(PEOPLE_MAX) {
        effects.extend(effect(conn, person, wrong, &correction, moment.today)?);
    }
    let people_examined = u64::try_from(touched.len().min(PEOPLE_MAX)).unwrap_or(u64::MAX);
    Ok(CorrectionPreview { effects, people_examined, more: PEOPLE_MAX < touched.len() })
}

/// How the standing of a person would change, if it would.
fn effect(conn: &mut DbConnection, person: PersonId, wrong: &Fact, correction: &Fact, today: Date) -> Result<Option<StandingEffect>, Error> {
    let policies = Policies::built_in();
    let mut known = load_facts(conn, person)?;
    let before = evaluate(&from_facts(&known, &policies, today), &policies, today);
    known.push(correction.clone());
    if reopens(&wrong.body) {
        must_have_one_enrolment(&known, today)?;
    }
    let after = evaluate(&from_facts(&known, &policies, today), &policies, today);
    let person_name = person_name(conn, person)?.unwrap_or_default();
    Ok((before != after).then_some(StandingEffect { person_id: person, person_name, before, after }))
}

//! Staff end an approval on a day to come: the provider stops holding the course. Credit once given is not undone.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::calendar::Date;
use shared::courses::{Course, EndApproval};
use shared::facts::{FactBody, Replacement};
use shared::ids::{ApprovalId, CourseId};
use shared::people::REASON_CHARS_MAX;

use super::store::{self, must_hold_yet};
use crate::auth::permissions::ManageCourses;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::people::correction;
use crate::record::{Act, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Ends an approval on a day before the end that stands. It corrects the approval's end, and nothing else of it.
#[utoipa::path(
    tag = "courses",
    params(("id" = CourseId, Path, description = "The course"), ("approval_id" = ApprovalId, Path, description = "Its approval")),
    request_body = EndApproval,
    responses((status = 200, body = Course)),
    security(("session" = []))
)]
#[post("/courses/{id}/approvals/{approval_id}/end")]
pub(super) async fn end_approval(
    path: Path<(CourseId, ApprovalId)>,
    command: Command<ManageCourses, EndApproval>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (course, approval) = path.into_inner();
    command
        .write(&db, "end_approval", move |tx, act, _, body| {
            let reason = paragraphs("reason", &body.reason, REASON_CHARS_MAX)?;
            end(tx, &act.because(reason), course, approval, body.until)?;
            Answer::ok(&store::find(tx, course, act.today)?)
        })
        .await
}

fn end(tx: &mut DbConnection, act: &Act, course: CourseId, approval: ApprovalId, until: Date) -> Result<(), Error> {
    let standing = must_hold_yet(tx, course, approval, act.today)?;
    let first = act.today.max(standing.from);
    if until < first {
        return Err(Error::invalid("until", format!("`{until}` is too early: name a day from `{first}` on")));
    }
    if let Some(last) = standing.until.filter(|&last| last <= until) {
        return Err(Error::invalid("until", format!("`{until}` is not before the end that stands, `{last}`; to go on after it, renew the approval")));
    }
    let approved = store::approval_fact(tx, course, approval)?.ok_or(Error::NotFound("approval"))?;
    let (set, on) = match &approved.body {
        FactBody::CourseApproved { set, .. } => (*set, approved.on),
        _ => return Err(Error::NotFound("approval")),
    };
    let body = Box::new(FactBody::CourseApproved { approval, course, set, until: Some(until) });
    let ended = correction(tx, &approved, Some(Replacement { on, body }))?;
    record(tx, act, vec![ended])?;
    Ok(())
}

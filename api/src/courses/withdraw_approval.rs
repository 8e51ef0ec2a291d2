//! Staff withdraw the approval of a course. Today is the last day on which it holds: credit once given is not undone.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::courses::Course;
use shared::facts::FactBody;
use shared::ids::{ApprovalId, CourseId};
use shared::people::{REASON_CHARS_MAX, WithReason};

use super::store::{self, must_hold_yet};
use crate::auth::permissions::ManageCourses;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::paragraphs;

/// Withdraws an approval, from tomorrow on.
#[utoipa::path(
    tag = "courses",
    params(("id" = CourseId, Path, description = "The course"), ("approval_id" = ApprovalId, Path, description = "Its approval")),
    request_body = WithReason,
    responses((status = 200, body = Course)),
    security(("session" = []))
)]
#[post("/courses/{id}/approvals/{approval_id}/withdraw")]
pub(super) async fn withdraw_approval(
    path: Path<(CourseId, ApprovalId)>,
    command: Command<ManageCourses, WithReason>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let (course, approval) = path.into_inner();
    command
        .write(&db, "withdraw_approval", move |tx, act, _, body| {
            let reason = paragraphs("reason", &body.reason, REASON_CHARS_MAX)?;
            withdraw(tx, &act.because(reason), course, approval)?;
            Answer::ok(&store::find(tx, course, act.today)?)
        })
        .await
}

/// Withdraws an approval from tomorrow on.
///
/// # Errors
/// [`Error::NotFound`] without such an approval, [`Error::Conflict`] where it has ended or was withdrawn.
pub fn withdraw(tx: &mut DbConnection, act: &Act, course: CourseId, approval: ApprovalId) -> Result<(), Error> {
    must_hold_yet(tx, course, approval, act.today)?;
    record(tx, act, vec![NewFact::general(act.today, FactBody::ApprovalWithdrawn { approval, course })])?;
    Ok(())
}

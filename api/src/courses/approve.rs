//! Staff approve a course for a set (Q11, Q14): one approval covers one set, and lasts four years unless said.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use shared::courses::{ApproveCourse, Course, approval_period, approval_refusal};
use shared::facts::FactBody;
use shared::ids::{ApprovalId, CourseId};
use shared::policies::Policies;

use super::store;
use crate::auth::permissions::ManageCourses;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};

/// Approves a course for a set, or renews its approval.
#[utoipa::path(
    tag = "courses",
    params(("id" = CourseId, Path, description = "The course")),
    request_body = ApproveCourse,
    responses((status = 201, body = Course)),
    security(("session" = []))
)]
#[post("/courses/{id}/approvals")]
pub(super) async fn approve_course(id: Path<CourseId>, command: Command<ManageCourses, ApproveCourse>, db: Data<Db>) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    command
        .write(&db, "approve_course", move |tx, act, _, approval| {
            approve(tx, act, id, approval)?;
            Answer::created(&store::find(tx, id, act.today)?)
        })
        .await
}

/// Approves a course for a set.
///
/// # Errors
/// [`Error::NotFound`] without such a course, [`Error::Invalid`] for a period that cannot be, [`Error::Conflict`]
/// where it is approved for the set already.
pub fn approve(tx: &mut DbConnection, act: &Act, course: CourseId, approval: &ApproveCourse) -> Result<ApprovalId, Error> {
    let approvals = store::approvals(tx, course)?;
    let period = approval_period(approval, &Policies::built_in(), act.today).map_err(Error::Invalid)?;
    if let Some(refusal) = approval_refusal(&approvals, approval.set, &period) {
        return Err(Error::Conflict(refusal));
    }
    let id = ApprovalId(ids::fresh());
    let body = FactBody::CourseApproved { approval: id, course, set: approval.set, until: period.until };
    record(tx, act, vec![NewFact::general(period.from, body)])?;
    Ok(id)
}

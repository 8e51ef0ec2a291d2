//! One course, for everyone.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use shared::courses::Course;
use shared::ids::CourseId;

use super::store;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// A course with all its approvals, past and to come.
#[utoipa::path(tag = "courses", params(("id" = CourseId, Path, description = "The course")), responses((status = 200, body = Course)))]
#[get("/courses/{id}")]
pub(super) async fn get_course(id: Path<CourseId>, moment: Moment, db: Data<Db>) -> Result<Json<Course>, Error> {
    let id = id.into_inner();
    Ok(Json(db.read(move |conn| store::find(conn, id, moment.today)).await?))
}

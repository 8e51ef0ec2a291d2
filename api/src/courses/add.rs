//! Staff add a course to the catalog. It is listed once it is approved.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::courses::{AddCourse, Course, PROVIDER_CHARS_MAX, Place, TITLE_CHARS_MAX, check_course};
use shared::facts::FactBody;
use shared::ids::CourseId;

use super::store;
use crate::auth::permissions::ManageCourses;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::ids;
use crate::record::{Act, NewFact, record};
use crate::request::{Answer, Command};
use crate::text::line;

/// Adds a course.
#[utoipa::path(tag = "courses", request_body = AddCourse, responses((status = 201, body = Course)), security(("session" = [])))]
#[post("/courses")]
pub(super) async fn add_course(command: Command<ManageCourses, AddCourse>, db: Data<Db>) -> Result<HttpResponse, Error> {
    command
        .write(&db, "add_course", |tx, act, _, course| {
            let id = add(tx, act, course)?;
            Answer::created(&store::find(tx, id, act.today)?)
        })
        .await
}

/// Adds a course.
///
/// # Errors
/// [`Error::Invalid`] where a member holds what cannot be.
pub fn add(tx: &mut DbConnection, act: &Act, course: &AddCourse) -> Result<CourseId, Error> {
    let errors = check_course(course);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let id = CourseId(ids::fresh());
    let place = match &course.place {
        Some(place) => Some(Place { city: line("place.city", &place.city, PROVIDER_CHARS_MAX)?, state: place.state.clone() }),
        None => None,
    };
    let body = FactBody::CourseAdded {
        course: id,
        title: line("title", &course.title, TITLE_CHARS_MAX)?,
        provider: line("provider", &course.provider, PROVIDER_CHARS_MAX)?,
        provider_kind: course.provider_kind,
        delivery: course.delivery,
        place,
    };
    record(tx, act, vec![NewFact::general(act.today, body)])?;
    Ok(id)
}

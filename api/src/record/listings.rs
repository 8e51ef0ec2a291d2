//! The cache of the catalog: a row per course and one per approval, for searching. It says nothing that the facts of
//! the course do not say, whichever act recorded them.

use diesel::prelude::*;
use shared::calendar::Date;
use shared::courses::course_records;
use shared::facts::standing_facts;
use shared::ids::CourseId;

use super::load::facts_of_courses;
use crate::db::schema::{course_listing_sets as sets, course_listings as listings, facts};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::text::folded;

/// Puts what the facts say of a course in the place of what was there; a course that was struck is gone.
pub(super) fn rewrite(tx: &mut DbConnection, course: CourseId) -> Result<(), StoreError> {
    let id = course.to_string();
    diesel::delete(sets::table.filter(sets::course_id.eq(&id))).execute(tx)?;
    diesel::delete(listings::table.filter(listings::course_id.eq(&id))).execute(tx)?;
    let recorded = facts_of_courses(tx, &[course])?;
    // Approvals that are still to come stand here too: who asks says for which day.
    let last_day = Date::FIRST.years_later(u32::MAX);
    for course in course_records(&standing_facts(&recorded, last_day), last_day) {
        let city = course.place.as_ref().map(|place| place.city.as_str());
        let title_folded = folded(&course.title);
        let shown = serde_json::to_string(&course).map_err(|error| StoreError::unreadable("course_listings.shown", error))?;
        let row = (
            listings::course_id.eq(&id),
            listings::title.eq(&course.title),
            listings::provider.eq(&course.provider),
            listings::provider_kind.eq(course.provider_kind.name()),
            listings::delivery.eq(course.delivery.name()),
            listings::city.eq(city),
            listings::state.eq(course.place.as_ref().map(|place| place.state.as_str())),
            listings::title_folded.eq(&title_folded),
            listings::text_folded.eq(folded(&format!("{} {} {}", course.title, course.provider, city.unwrap_or_default()))),
            listings::shown.eq(shown),
        );
        diesel::insert_into(listings::table).values(row).execute(tx)?;
        for approval in &course.approvals {
            let row = (
                sets::approval_id.eq(approval.id.to_string()),
                sets::course_id.eq(&id),
                sets::set_code.eq(approval.set.code()),
                sets::from_on.eq(text::day(approval.from)),
                sets::until_on.eq(approval.until.into_iter().chain(approval.withdrawn_on).min().map(text::day)),
                sets::withdrawn_on.eq(approval.withdrawn_on.map(text::day)),
                sets::title_folded.eq(&title_folded),
            );
            diesel::insert_into(sets::table).values(row).execute(tx)?;
        }
    }
    Ok(())
}

/// Rebuilds the whole cache, and says for how many courses.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn relist(tx: &mut DbConnection) -> Result<usize, Error> {
    let added = facts::table.filter(facts::kind.eq("course_added")).select(facts::subject).distinct();
    let courses: Vec<Option<String>> = added.load(tx).map_err(StoreError::from)?;
    for course in courses.iter().flatten() {
        rewrite(tx, text::read("facts.subject", course)?)?;
    }
    Ok(courses.len())
}

//! The cache of the catalog: a row per course and one per approval, for searching. It says nothing that the facts of
//! the course do not say, whichever act recorded them.

use diesel::prelude::*;
use shared::calendar::Date;
use shared::courses::approval_records;
use shared::facts::{FactBody, standing_facts};
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
    let known = standing_facts(&recorded, Date::FIRST.years_later(u32::MAX));
    for fact in &known {
        if let FactBody::CourseAdded { title, provider, provider_kind, delivery, place, .. } = &fact.body {
            let city = place.as_ref().map(|place| place.city.as_str());
            let row = (
                listings::course_id.eq(&id),
                listings::title.eq(title),
                listings::provider.eq(provider),
                listings::provider_kind.eq(provider_kind.name()),
                listings::delivery.eq(delivery.name()),
                listings::city.eq(city),
                listings::state.eq(place.as_ref().map(|place| place.state.as_str())),
                listings::title_folded.eq(folded(title)),
                listings::text_folded.eq(folded(&format!("{title} {provider} {}", city.unwrap_or_default()))),
            );
            diesel::insert_into(listings::table).values(row).execute(tx)?;
            for record in approval_records(&known) {
                let row = (
                    sets::approval_id.eq(record.approval.to_string()),
                    sets::course_id.eq(&id),
                    sets::set_code.eq(record.set.code()),
                    sets::from_on.eq(text::day(record.period.from)),
                    sets::until_on.eq(record.period.last_day().map(text::day)),
                    sets::withdrawn_on.eq(record.period.withdrawn_on.map(text::day)),
                );
                diesel::insert_into(sets::table).values(row).execute(tx)?;
            }
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

//! Courses as their facts tell of them, and the search of the catalog.

use diesel::dsl::exists;
use diesel::prelude::*;
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::courses::{Approval, ApprovalRecord, Course, Delivery, ProviderKind, approval_records};
use shared::facts::{FactBody, standing_facts};
use shared::ids::CourseId;

use crate::db::schema::{course_listing_sets as sets, course_listings as listings};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::pages::{Page, Paging, name_key};
use crate::record::facts_of_courses;

/// What the catalog is searched for.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// Words that the title, the provider or the city holds, folded.
    pub(super) words: Vec<String>,
    pub(super) set: Option<CompetencySet>,
    pub(super) delivery: Option<Delivery>,
    pub(super) provider_kind: Option<ProviderKind>,
    pub(super) state: Option<String>,
}

/// The approvals of a course that is in the catalog, also those still to come.
pub(super) fn approvals(conn: &mut DbConnection, course: CourseId) -> Result<Vec<ApprovalRecord>, Error> {
    let recorded = facts_of_courses(conn, &[course])?;
    let known = standing_facts(&recorded, any_day());
    let is_listed = known.iter().any(|fact| matches!(fact.body, FactBody::CourseAdded { .. }));
    if is_listed { Ok(approval_records(&known)) } else { Err(Error::NotFound("course")) }
}

/// One course.
pub(super) fn find(conn: &mut DbConnection, course: CourseId, today: Date) -> Result<Course, Error> {
    load(conn, &[course], today)?.pop().ok_or(Error::NotFound("course"))
}

/// These courses, in this order; what is not in the catalog is left out.
pub(super) fn load(conn: &mut DbConnection, courses: &[CourseId], today: Date) -> Result<Vec<Course>, StoreError> {
    let recorded = facts_of_courses(conn, courses)?;
    let known = standing_facts(&recorded, any_day());
    let approvals = approval_records(&known);
    let listed = courses.iter().filter_map(|&id| {
        known.iter().find_map(|fact| match &fact.body {
            FactBody::CourseAdded { course, title, provider, provider_kind, delivery, place } if *course == id => Some(Course {
                id,
                title: title.clone(),
                provider: provider.clone(),
                provider_kind: *provider_kind,
                delivery: *delivery,
                place: place.clone(),
                approvals: approvals.iter().filter(|record| record.course == id).map(|record| approval(record, today)).collect(),
            }),
            _ => None,
        })
    });
    Ok(listed.collect())
}

fn approval(record: &ApprovalRecord, today: Date) -> Approval {
    Approval {
        id: record.approval,
        set: record.set,
        from: record.period.from,
        until: record.period.until,
        withdrawn_on: record.period.withdrawn_on,
        in_force: record.period.is_in_force_on(today),
    }
}

/// A page of the courses with an approval in force today, by title.
pub(super) fn search(conn: &mut DbConnection, search: &Search, paging: &Paging, today: Date) -> Result<Page<CourseId>, Error> {
    let day = text::day(today);
    let in_force = sets::table
        .filter(sets::course_id.eq(listings::course_id))
        .filter(sets::from_on.le(day.clone()))
        .filter(sets::until_on.is_null().or(sets::until_on.ge(day)));
    let mut query = listings::table.select((listings::title_folded, listings::course_id)).into_boxed();
    query = match search.set {
        // The set and the day must be of the same approval.
        Some(set) => query.filter(exists(in_force.filter(sets::set_code.eq(set.code())))),
        None => query.filter(exists(in_force)),
    };
    for word in &search.words {
        query = query.filter(listings::text_folded.like(containing(word)).escape('\\'));
    }
    if let Some(delivery) = search.delivery {
        query = query.filter(listings::delivery.eq(delivery.name()));
    }
    if let Some(kind) = search.provider_kind {
        query = query.filter(listings::provider_kind.eq(kind.name()));
    }
    if let Some(state) = &search.state {
        query = query.filter(listings::state.eq(state.clone()));
    }
    if let Some((title, id)) = paging.after_name()? {
        query = query.filter(listings::title_folded.gt(title.clone()).or(listings::title_folded.eq(title).and(listings::course_id.gt(id))));
    }
    let ordered = query.order((listings::title_folded.asc(), listings::course_id.asc())).limit(paging.rows());
    let rows: Vec<(String, String)> = ordered.load(conn).map_err(StoreError::from)?;
    let page = paging.page(rows, |(title, id)| name_key(title, id));
    page.try_map(|(_, id)| Ok(text::read("course_listings.course_id", &id)?))
}

/// The pattern of texts that hold this word; what a pattern would read as more is taken literally.
fn containing(word: &str) -> String {
    format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Later than any day on which a fact can take effect: what is recorded is shown, also what is still to come.
fn any_day() -> Date {
    Date::FIRST.years_later(u32::MAX)
}

//! Courses as their facts tell of them, and the search of the catalog.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::courses::{ApprovalRecord, CatalogPart, Course, Delivery, ProviderKind, approval_records, course_records};
use shared::dossier::ApprovalPeriod;
use shared::facts::{Fact, FactBody, KnownFact, standing_facts};
use shared::ids::{ApprovalId, CourseId};

use crate::db::schema::{course_listing_sets as sets, course_listings as listings};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::pages::{Page, Paging, name_key};
use crate::record::facts_of_courses;

/// What the catalog is searched for.
#[derive(Debug, Default)]
pub(crate) struct Search {
    /// Words that the title, the provider or the city holds, folded.
    pub(crate) words: Vec<String>,
    /// By how their approvals stand.
    pub(crate) part: CatalogPart,
    pub(crate) set: Option<CompetencySet>,
    pub(crate) delivery: Option<Delivery>,
    pub(crate) provider_kind: Option<ProviderKind>,
    pub(crate) state: Option<String>,
}

/// The approvals of a course that is in the catalog, also those still to come.
pub(super) fn approvals(conn: &mut DbConnection, course: CourseId) -> Result<Vec<ApprovalRecord>, Error> {
    let recorded = facts_of_courses(conn, &[course])?;
    let known = standing_facts(&recorded, any_day());
    let is_listed = known.iter().any(|fact| matches!(fact.body, FactBody::CourseAdded { .. }));
    if is_listed { Ok(approval_records(&known)) } else { Err(Error::NotFound("course")) }
}

/// The time of an approval that holds today or later; a conflict where it was withdrawn or has ended.
pub(super) fn must_hold_yet(conn: &mut DbConnection, course: CourseId, approval: ApprovalId, today: Date) -> Result<ApprovalPeriod, Error> {
    let approvals = approvals(conn, course)?;
    let period = approvals.iter().find(|record| record.approval == approval).ok_or(Error::NotFound("approval"))?.period;
    if let Some(withdrawn_on) = period.withdrawn_on {
        return Err(Error::conflict("approval_withdrawn", 14, format!("The approval was withdrawn on {} already.", withdrawn_on.long())));
    }
    if let Some(ended_on) = period.last_day().filter(|&last| last < today) {
        return Err(Error::conflict("approval_ended", 14, format!("The approval ended on {} by itself.", ended_on.long())));
    }
    Ok(period)
}

/// The fact of an approval as it stands: its own id, with what a correction put in its place.
pub(super) fn approval_fact(conn: &mut DbConnection, course: CourseId, approval: ApprovalId) -> Result<Option<Fact>, StoreError> {
    let recorded = facts_of_courses(conn, &[course])?;
    let mut known = standing_facts(&recorded, any_day()).into_iter();
    Ok(known.find(|fact| matches!(fact.body, FactBody::CourseApproved { approval: of, .. } if of == approval)).map(KnownFact::into_owned))
}

/// One course.
pub(super) fn find(conn: &mut DbConnection, course: CourseId, today: Date) -> Result<Course, Error> {
    load(conn, &[course], today)?.pop().ok_or(Error::NotFound("course"))
}

/// These courses, in no order; what is not in the catalog is left out.
fn load(conn: &mut DbConnection, courses: &[CourseId], today: Date) -> Result<Vec<Course>, StoreError> {
    let recorded = facts_of_courses(conn, courses)?;
    Ok(course_records(&standing_facts(&recorded, any_day()), today))
}

/// Narrows a query of listings, of either shape, by everything but how the approvals stand.
macro_rules! narrowed {
    ($query:expr, $search:expr) => {{
        let (mut query, search) = ($query, $search);
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
        query
    }};
}

/// Title, id, and the course as it is shown; none where an earlier version wrote the row.
type Listed = (String, String, Option<String>);

/// A page of the courses that are searched for, by title.
pub(crate) fn page(conn: &mut DbConnection, search: &Search, paging: &Paging, today: Date) -> Result<Page<Course>, Error> {
    let after = paging.after_name()?;
    let rows = match search.part {
        CatalogPart::InForce => in_force(conn, search, after, paging.rows(), today)?,
        part => of_part(conn, search, part, after, paging.rows(), today)?,
    };
    shown(conn, rows, paging, today)
}

/// The page of these rows.
fn shown(conn: &mut DbConnection, rows: Vec<Listed>, paging: &Paging, today: Date) -> Result<Page<Course>, Error> {
    let page = paging.page(rows, |(title, id, _)| name_key(title, id));
    page.try_map(|(_, id, shown)| match shown {
        Some(shown) => Ok(read(&shown)?.on(today)),
        None => find(conn, text::read("course_listings.course_id", &id)?, today),
    })
}

/// What everyone asks for: read from the approvals, in the page's order and no further.
fn in_force(conn: &mut DbConnection, search: &Search, after: Option<(String, String)>, rows: i64, today: Date) -> Result<Vec<Listed>, StoreError> {
    let day = text::day(today);
    // The set and the day must be of the same approval; a course with several of them is one course.
    let approvals = sets::table.filter(sets::from_on.le(day.clone())).filter(sets::until_on.is_null().or(sets::until_on.ge(day)));
    let listed = approvals.inner_join(listings::table).select((sets::title_folded, sets::course_id, listings::shown)).distinct();
    let mut query = narrowed!(listed.into_boxed(), search);
    if let Some(set) = search.set {
        query = query.filter(sets::set_code.eq(set.code()));
    }
    if let Some((title, id)) = after {
        query = query.filter(sets::title_folded.gt(title.clone()).or(sets::title_folded.eq(title).and(sets::course_id.gt(id))));
    }
    Ok(query.order((sets::title_folded.asc(), sets::course_id.asc())).limit(rows).load(conn)?)
}

/// What staff ask for besides.
fn of_part(
    conn: &mut DbConnection,
    search: &Search,
    part: CatalogPart,
    after: Option<(String, String)>,
    rows: i64,
    today: Date,
) -> Result<Vec<Listed>, StoreError> {
    let day = text::day(today);
    // The set and the day must be of the same approval.
    let (any_set, code) = (search.set.is_none(), search.set.map(CompetencySet::code).unwrap_or_default());
    let approvals = sets::table.filter(sets::course_id.eq(listings::course_id)).filter(any_set.into_sql::<Bool>().or(sets::set_code.eq(code)));
    let holds_yet = approvals.filter(sets::until_on.is_null().or(sets::until_on.ge(day.clone())));
    let in_force = holds_yet.clone().filter(sets::from_on.le(day));
    let withdrawn = approvals.filter(sets::withdrawn_on.is_not_null());
    let listed = listings::table.select((listings::title_folded, listings::course_id, listings::shown)).into_boxed();
    let mut query = match part {
        CatalogPart::InForce => listed.filter(exists(in_force)),
        CatalogPart::Upcoming => listed.filter(exists(holds_yet)).filter(not(exists(in_force))),
        CatalogPart::Ended => listed.filter(exists(approvals.filter(sets::withdrawn_on.is_null()))).filter(not(exists(holds_yet))),
        CatalogPart::Withdrawn => listed.filter(exists(withdrawn)).filter(not(exists(holds_yet))),
        CatalogPart::Unapproved => listed.filter(not(exists(approvals))),
        CatalogPart::Any => listed,
    };
    query = narrowed!(query, search);
    if let Some((title, id)) = after {
        query = query.filter(listings::title_folded.gt(title.clone()).or(listings::title_folded.eq(title).and(listings::course_id.gt(id))));
    }
    Ok(query.order((listings::title_folded.asc(), listings::course_id.asc())).limit(rows).load(conn)?)
}

fn read(shown: &str) -> Result<Course, StoreError> {
    serde_json::from_str(shown).map_err(|error| StoreError::unreadable("course_listings.shown", error))
}

/// A page of the courses of a provider, by title, whatever became of their approvals.
///
/// # Errors
/// [`Error::Invalid`] for a cursor of another list, [`Error::Store`].
pub fn of_provider(conn: &mut DbConnection, provider: &str, kind: ProviderKind, paging: &Paging, today: Date) -> Result<Page<Course>, Error> {
    let theirs = listings::table.filter(listings::provider.eq(provider)).filter(listings::provider_kind.eq(kind.name()));
    let mut query = theirs.select((listings::title_folded, listings::course_id, listings::shown)).into_boxed();
    if let Some((title, id)) = paging.after_name()? {
        query = query.filter(listings::title_folded.gt(title.clone()).or(listings::title_folded.eq(title).and(listings::course_id.gt(id))));
    }
    let rows = query.order((listings::title_folded.asc(), listings::course_id.asc())).limit(paging.rows()).load(conn).map_err(StoreError::from)?;
    shown(conn, rows, paging, today)
}

/// How many courses a provider has.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn count_of_provider(conn: &mut DbConnection, provider: &str, kind: ProviderKind) -> Result<u32, StoreError> {
    let theirs = listings::table.filter(listings::provider.eq(provider)).filter(listings::provider_kind.eq(kind.name()));
    let count: i64 = theirs.count().get_result(conn)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Whether a course is this provider's.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn is_of_provider(conn: &mut DbConnection, course: CourseId, provider: &str, kind: ProviderKind) -> Result<bool, StoreError> {
    let same = listings::table.find(course.to_string()).filter(listings::provider.eq(provider)).filter(listings::provider_kind.eq(kind.name()));
    Ok(diesel::select(exists(same)).get_result(conn)?)
}

/// The pattern of texts that hold this word; what a pattern would read as more is taken literally.
fn containing(word: &str) -> String {
    format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Later than any day on which a fact can take effect: what is recorded is shown, also what is still to come.
fn any_day() -> Date {
    Date::FIRST.years_later(u32::MAX)
}

//! What the catalog's forms refuse: a course without a place, an approval in the past or twice. The browser and the
//! server use the same checks.

use crate::calendar::{Date, YEARS};
use crate::competencies::CompetencySet;
use crate::dossier::ApprovalPeriod;
use crate::policies::Policies;
use crate::problem::MemberError;
use crate::reasons::Refusal;
use crate::text::{self, Lines};

use super::{AddCourse, ApprovalRecord, ApproveCourse, Delivery, PROVIDER_CHARS_MAX, STATES, TITLE_CHARS_MAX};

/// How far ahead an approval may begin, in years.
pub const APPROVAL_AHEAD_YEARS: u32 = 1;

/// The members of a course that are at fault, in their order; empty for one that can be added.
pub fn check_course(course: &AddCourse) -> Vec<MemberError> {
    let mut errors: Vec<MemberError> = text::check("title", &course.title, TITLE_CHARS_MAX, Lines::One).into_iter().collect();
    errors.extend(text::check("provider", &course.provider, PROVIDER_CHARS_MAX, Lines::One));
    match (course.delivery, &course.place) {
        (Delivery::FaceToFace, None) => errors.push(MemberError::new("place", "is missing: say where the course is held face to face")),
        (Delivery::Online, Some(_)) => errors.push(MemberError::new("place", "is given: leave it out for a course that is held online")),
        (_, place) => {
            if let Some(place) = place {
                errors.extend(text::check("place.city", &place.city, PROVIDER_CHARS_MAX, Lines::One));
                errors.extend(check_state("place.state", &place.state));
            }
        }
    }
    errors
}

/// What is wrong with the postal code of a state, if anything.
pub fn check_state(member: &str, code: &str) -> Option<MemberError> {
    let is_known = STATES.contains(&code);
    (!is_known).then(|| MemberError::new(member, "is no state or territory: use its postal code in capitals, for example `IL`"))
}

/// The period of an approval that is given today.
///
/// It begins today unless another day is named, and lasts as long as the policy of its first day says unless an end
/// is named (Q14). A decision is never dated before the day it is recorded.
///
/// # Errors
/// The members at fault.
pub fn approval_period(approval: &ApproveCourse, policies: &Policies, today: Date) -> Result<ApprovalPeriod, Vec<MemberError>> {
    let from = approval.from.unwrap_or(today);
    let latest = today.years_later(APPROVAL_AHEAD_YEARS);
    let until = approval.until.unwrap_or_else(|| from.years_later(policies.in_force_on(from).approval_years));
    let mut errors = Vec::new();
    if from < today {
        errors.push(MemberError::new("from", format!("`{from}` lies before today, `{today}`: an approval begins on the day it is given or later")));
    }
    if latest < from {
        errors.push(MemberError::new("from", format!("`{from}` is too far ahead: name a day up to `{latest}`")));
    }
    if until < from {
        errors.push(MemberError::new("until", format!("`{until}` lies before the approval's first day, `{from}`")));
    }
    if YEARS.1 < until.year() {
        errors.push(MemberError::new("until", format!("lies after the year {}: name an earlier day", YEARS.1)));
    }
    if errors.is_empty() { Ok(ApprovalPeriod { from, until: Some(until), withdrawn_on: None }) } else { Err(errors) }
}

/// Why a course cannot be approved for this set in this period, if so: it is approved already.
///
/// A renewal may begin on the last day of the approval that it follows, or later.
pub fn approval_refusal(approvals: &[ApprovalRecord], set: CompetencySet, period: &ApprovalPeriod) -> Option<Refusal> {
    let overlaps = |other: &ApprovalPeriod| {
        let begins_within = other.last_day().is_none_or(|last| period.from < last);
        let ends_within = period.last_day().is_none_or(|last| other.from < last);
        begins_within && ends_within
    };
    let standing = approvals.iter().find(|record| record.set == set && overlaps(&record.period))?;
    let sentence = match standing.period.last_day() {
        Some(last) => format!(
            "The course is approved for {} from {} until {}; a renewal begins on that last day or after it.",
            set.title(),
            standing.period.from.long(),
            last.long()
        ),
        None => format!("The course is approved for {} without an end; withdraw that approval first.", set.title()),
    };
    Some(Refusal::new("already_approved", 14, sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courses::{Place, ProviderKind};
    use crate::ids::{ApprovalId, CourseId};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_course_has_a_place_where_it_needs_one() {
        let place = |city: &str, state: &str| Some(Place { city: city.to_owned(), state: state.to_owned() });
        for (delivery, place, members) in [
            (Delivery::Online, None, vec![]),
            (Delivery::FaceToFace, place("Springfield", "IL"), vec![]),
            (Delivery::FaceToFace, None, vec!["place"]),
            (Delivery::Online, place("Springfield", "IL"), vec!["place"]),
            (Delivery::FaceToFace, place(" ", "il"), vec!["place.city", "place.state"]),
        ] {
            let course = AddCourse {
                title: "Library Technology Basics".to_owned(),
                provider: "Demo State Library".to_owned(),
                provider_kind: ProviderKind::StateLibrary,
                delivery,
                place,
            };
            let found: Vec<String> = check_course(&course).into_iter().map(|error| error.member).collect();
            assert_eq!(found, members, "{course:?}");
        }
    }

    #[test]
    fn an_approval_begins_today_or_within_a_year() {
        let today = date("2026-06-01");
        for (from, until, expected) in [
            (None, None, Ok(("2026-06-01", "2030-06-01"))),
            (Some("2026-06-01"), Some("2026-06-01"), Ok(("2026-06-01", "2026-06-01"))),
            (Some("2027-06-01"), None, Ok(("2027-06-01", "2031-06-01"))),
            (Some("2026-05-31"), None, Err("from")),
            (Some("2027-06-02"), None, Err("from")),
            (None, Some("2026-05-31"), Err("until")),
        ] {
            let approval = ApproveCourse { set: CompetencySet::Youth, from: from.map(date), until: until.map(date) };
            let found = approval_period(&approval, &Policies::built_in(), today);
            let expected = expected.map(|(from, until)| ApprovalPeriod { from: date(from), until: Some(date(until)), withdrawn_on: None });
            assert_eq!(found.map_err(|errors| errors[0].member.clone()), expected.map_err(str::to_owned), "{approval:?}");
        }
    }

    #[test]
    fn a_renewal_begins_on_the_last_day_or_later() {
        let period = |from, until: Option<&str>, withdrawn: Option<&str>| ApprovalPeriod {
            from: date(from),
            until: until.map(date),
            withdrawn_on: withdrawn.map(date),
        };
        for (standing, set, from, until, refused) in [
            (period("2026-01-01", Some("2030-01-01"), None), CompetencySet::Youth, "2029-12-31", "2033-12-31", true),
            (period("2026-01-01", Some("2030-01-01"), None), CompetencySet::Youth, "2030-01-01", "2034-01-01", false),
            (period("2026-01-01", Some("2030-01-01"), None), CompetencySet::Access, "2026-06-01", "2030-06-01", false),
            (period("2026-01-01", Some("2030-01-01"), Some("2026-06-01")), CompetencySet::Youth, "2026-06-01", "2030-06-01", false),
            (period("2026-01-01", None, None), CompetencySet::Youth, "2080-01-01", "2084-01-01", true),
            (period("2027-01-01", Some("2031-01-01"), None), CompetencySet::Youth, "2026-06-01", "2027-01-01", false),
            (period("2027-01-01", Some("2031-01-01"), None), CompetencySet::Youth, "2026-06-01", "2027-01-02", true),
        ] {
            let record = ApprovalRecord {
                approval: ApprovalId(uuid::Uuid::from_u128(1)),
                course: CourseId(uuid::Uuid::from_u128(2)),
                set: CompetencySet::Youth,
                period: standing,
            };
            let asked = period(from, Some(until), None);
            assert_eq!(approval_refusal(&[record], set, &asked).is_some(), refused, "{standing:?} {asked:?}");
        }
    }
}

//! The catalog of the demonstration: fictional providers of all six kinds, and their courses over ten years. Most are
//! approved anew whenever an approval ends; some have ended, and one was withdrawn.

use shared::competencies::CompetencySet::{
    self, Access, Cataloging, Collections, Communication, Foundations, ReadersAdvisory, Reference, Supervision, Technology, Youth,
};
use shared::courses::Delivery::{self, FaceToFace, Online};
use shared::courses::{AddCourse, ApproveCourse, Place, ProviderKind};
use shared::ids::CourseId;

use super::story::{Actor, Story};
use crate::courses;
use crate::db::DbConnection;
use crate::error::Error;

/// A provider: its name, its kind, and the city and state where it holds its courses.
pub(super) type Provider = (&'static str, ProviderKind, (&'static str, &'static str));

const LIBRARY: Provider = ("Demo State Library", ProviderKind::StateLibrary, ("Springfield", "IL"));
/// Also a partner, which reports by itself.
pub(super) const COLLEGE: Provider = ("Demo Community College", ProviderKind::CommunityCollege, ("Madison", "WI"));
const COOPERATIVE: Provider = ("Demo Prairie Library Cooperative", ProviderKind::RegionalCooperative, ("Omaha", "NE"));
const ASSOCIATION: Provider = ("Demo State Library Association", ProviderKind::StateLibraryAssociation, ("Columbus", "OH"));
const ROUND_TABLE: Provider = ("Demo Support Staff Round Table", ProviderKind::AlaUnit, ("Chicago", "IL"));
const CONSULTANT: Provider = ("Demo Quarto Consulting", ProviderKind::Consultant, ("Santa Fe", "NM"));

/// What becomes of a course's approvals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Renewed whenever they end.
    Renewed,
    /// They end, and are not renewed.
    Ends,
    /// Withdrawn so many months ago.
    Withdrawn(u32),
}
use Fate::{Ends, Renewed, Withdrawn};

/// A course: title, provider, delivery, sets, how many months ago it began, and what becomes of it.
type Row = (&'static str, Provider, Delivery, &'static [CompetencySet], u32, Fate);

/// How long ago the first course was approved, in months: the programme of the demonstration began a month earlier.
pub(super) const FIRST_MONTHS_AGO: u32 = 108;

const ESSENTIALS: &[CompetencySet] = &[Foundations, Communication, Technology];
const PUBLIC: &[CompetencySet] = &[Access, Reference, Youth];

const COURSES: [Row; 40] = [
    ("The Library Essentials Institute", LIBRARY, FaceToFace, ESSENTIALS, 100, Renewed),
    ("Serving the Public", COLLEGE, Online, PUBLIC, 96, Renewed),
    ("What Libraries Are For", LIBRARY, Online, &[Foundations], FIRST_MONTHS_AGO, Renewed),
    ("Working Well Together", COOPERATIVE, FaceToFace, &[Communication], FIRST_MONTHS_AGO, Renewed),
    ("Library Technology Basics", COLLEGE, Online, &[Technology], FIRST_MONTHS_AGO, Renewed),
    ("At the Circulation Desk", COOPERATIVE, FaceToFace, &[Access], FIRST_MONTHS_AGO, Renewed),
    ("Good Books for Adult Readers", LIBRARY, Online, &[ReadersAdvisory], FIRST_MONTHS_AGO, Renewed),
    ("Cataloging for Support Staff", COLLEGE, FaceToFace, &[Cataloging], FIRST_MONTHS_AGO, Renewed),
    ("Building and Weeding a Collection", COOPERATIVE, Online, &[Collections], FIRST_MONTHS_AGO, Renewed),
    ("Answering Questions: the Reference Interview", LIBRARY, FaceToFace, &[Reference], FIRST_MONTHS_AGO, Renewed),
    ("From Colleague to Supervisor", COLLEGE, Online, &[Supervision], FIRST_MONTHS_AGO, Renewed),
    ("Story Time and Beyond", COOPERATIVE, FaceToFace, &[Youth], FIRST_MONTHS_AGO, Renewed),
    ("Libraries, Ethics and the Freedom to Read", ASSOCIATION, Online, &[Foundations], 88, Renewed),
    ("A Short History of Borrowing", CONSULTANT, Online, &[Foundations], 70, Ends),
    ("The Library in Its Community", ROUND_TABLE, FaceToFace, &[Foundations, Communication], 62, Renewed),
    ("Difficult Conversations at the Desk", ASSOCIATION, FaceToFace, &[Communication], 84, Renewed),
    ("Plain Language for Library Staff", CONSULTANT, Online, &[Communication], 40, Renewed),
    ("Teamwork across Branches", ROUND_TABLE, Online, &[Communication, Supervision], 30, Renewed),
    ("Troubleshooting Public Computers", LIBRARY, FaceToFace, &[Technology], 90, Renewed),
    ("E-Books, Readers and Devices", COOPERATIVE, Online, &[Technology], 78, Ends),
    ("Privacy and Security at Public Terminals", ASSOCIATION, Online, &[Technology], 36, Renewed),
    ("Digital Literacy for Every Patron", CONSULTANT, FaceToFace, &[Technology, Access], 20, Renewed),
    ("Interlibrary Loan from Request to Return", COLLEGE, Online, &[Access], 80, Renewed),
    ("Serving Patrons with Disabilities", ROUND_TABLE, FaceToFace, &[Access], 52, Renewed),
    ("Shelving, Stacks and Storage", CONSULTANT, FaceToFace, &[Access, Collections], 66, Ends),
    ("Readers' Advisory in Ten Genres", ROUND_TABLE, Online, &[ReadersAdvisory], 74, Renewed),
    ("Book Groups That Last", ASSOCIATION, FaceToFace, &[ReadersAdvisory, Communication], 44, Renewed),
    ("Nonfiction for Pleasure", CONSULTANT, Online, &[ReadersAdvisory], 18, Renewed),
    ("Copy Cataloging, Step by Step", COOPERATIVE, Online, &[Cataloging], 92, Renewed),
    ("Subject Headings without Tears", ASSOCIATION, FaceToFace, &[Cataloging], 58, Renewed),
    ("Metadata for Local History", CONSULTANT, Online, &[Cataloging], 34, Withdrawn(7)),
    ("Gifts, Grants and Orders: Acquisitions", COLLEGE, FaceToFace, &[Collections], 86, Renewed),
    ("Caring for Old and Rare Books", ROUND_TABLE, FaceToFace, &[Collections], 48, Renewed),
    ("Reference on the Telephone and in the Chat", ASSOCIATION, Online, &[Reference], 76, Renewed),
    ("Health and Legal Questions at the Desk", COOPERATIVE, FaceToFace, &[Reference], 38, Renewed),
    ("Government Information for Everyone", LIBRARY, Online, &[Reference], 24, Renewed),
    ("Schedules, Budgets and Fair Decisions", ASSOCIATION, FaceToFace, &[Supervision], 82, Ends),
    ("Recruiting and Guiding Volunteers", CONSULTANT, Online, &[Supervision], 28, Renewed),
    ("Teens in the Library", ROUND_TABLE, FaceToFace, &[Youth], 64, Renewed),
    ("Early Literacy at the Public Library", LIBRARY, Online, &[Youth], 94, Renewed),
];

/// The courses that the accounts of the demonstration complete.
pub(super) struct Catalog {
    /// Holds the three required sets.
    pub(super) essentials: CourseId,
    /// Holds three electives.
    pub(super) public: CourseId,
    /// Holds one elective.
    pub(super) desk: CourseId,
    /// Holds one required set.
    pub(super) technology: CourseId,
    /// Holds one elective; the college's, which is a partner.
    pub(super) cataloging: CourseId,
}

/// Adds the courses, and approves each for its sets as often as it takes.
pub(super) fn fill(tx: &mut DbConnection, today: Story, staff: Actor) -> Result<Catalog, Error> {
    let mut added = Vec::with_capacity(COURSES.len());
    for row in COURSES {
        added.push((row.3, add(tx, today, staff, row)?));
    }
    let holding = |wanted: &[CompetencySet]| {
        let found = added.iter().find(|(sets, _)| *sets == wanted).map(|(_, id)| *id);
        found.ok_or_else(|| Error::Defect("the demonstration lacks a course".to_owned()))
    };
    Ok(Catalog {
        essentials: holding(ESSENTIALS)?,
        public: holding(PUBLIC)?,
        desk: holding(&[Access])?,
        technology: holding(&[Technology])?,
        cataloging: holding(&[Cataloging])?,
    })
}

fn add(tx: &mut DbConnection, today: Story, staff: Actor, (title, provider, delivery, sets, months_ago, fate): Row) -> Result<CourseId, Error> {
    let began = today.months_earlier(months_ago).by(staff);
    let (provider, provider_kind, (city, state)) = provider;
    let place = (delivery == FaceToFace).then(|| Place { city: city.to_owned(), state: state.to_owned() });
    let course = AddCourse { title: title.to_owned(), provider: provider.to_owned(), provider_kind, delivery, place };
    let id = courses::add(tx, &began.act("add_course"), &course)?;
    let withdrawn = match fate {
        Withdrawn(months) => Some(today.months_earlier(months).by(staff)),
        Renewed | Ends => None,
    };
    for &set in sets {
        let mut day = began;
        loop {
            let approval = courses::approve(tx, &day.act("approve_course"), id, &ApproveCourse { set, from: None, until: None })?;
            if let Some(withdrawn) = withdrawn {
                let act = withdrawn.act("withdraw_approval").because("The provider no longer covers every competency of the set.");
                courses::withdraw(tx, &act, id, approval)?;
            }
            // A renewal begins on the last day of what it renews.
            let ends = day.years_later(4);
            if fate != Renewed || today.today() <= ends.today() {
                break;
            }
            day = ends;
        }
    }
    Ok(id)
}

//! The catalog of the demonstration: fictional providers of three kinds, a course for every set alone, and two that
//! hold three sets each.

use shared::competencies::CompetencySet::{
    self, Access, Cataloging, Collections, Communication, Foundations, ReadersAdvisory, Reference, Supervision, Technology, Youth,
};
use shared::courses::{AddCourse, ApproveCourse, Delivery, Place, ProviderKind};
use shared::ids::CourseId;

use super::story::Story;
use crate::courses;
use crate::db::DbConnection;
use crate::error::Error;

/// A provider: its name, its kind, and the city and state where it holds its courses.
type Provider = (&'static str, ProviderKind, (&'static str, &'static str));

const LIBRARY: Provider = ("Demo State Library", ProviderKind::StateLibrary, ("Springfield", "IL"));
const COLLEGE: Provider = ("Demo Community College", ProviderKind::CommunityCollege, ("Madison", "WI"));
const COOPERATIVE: Provider = ("Demo Prairie Library Cooperative", ProviderKind::RegionalCooperative, ("Omaha", "NE"));

const COURSES: [(&str, Provider, Delivery, &[CompetencySet]); 12] = [
    ("The Library Essentials Institute", LIBRARY, Delivery::FaceToFace, &[Foundations, Communication, Technology]),
    ("Serving the Public", COLLEGE, Delivery::Online, &[Access, Reference, Youth]),
    ("What Libraries Are For", LIBRARY, Delivery::Online, &[Foundations]),
    ("Working Well Together", COOPERATIVE, Delivery::FaceToFace, &[Communication]),
    ("Library Technology Basics", COLLEGE, Delivery::Online, &[Technology]),
    ("At the Circulation Desk", COOPERATIVE, Delivery::FaceToFace, &[Access]),
    ("Good Books for Adult Readers", LIBRARY, Delivery::Online, &[ReadersAdvisory]),
    ("Cataloging for Support Staff", COLLEGE, Delivery::FaceToFace, &[Cataloging]),
    ("Building and Weeding a Collection", COOPERATIVE, Delivery::Online, &[Collections]),
    ("Answering Questions: the Reference Interview", LIBRARY, Delivery::FaceToFace, &[Reference]),
    ("From Colleague to Supervisor", COLLEGE, Delivery::Online, &[Supervision]),
    ("Story Time and Beyond", COOPERATIVE, Delivery::FaceToFace, &[Youth]),
];

/// The courses that others of the demonstration complete.
pub(super) struct Catalog {
    /// Holds the three required sets.
    pub(super) essentials: CourseId,
    /// Holds three electives.
    pub(super) public: CourseId,
    /// Holds one elective.
    pub(super) desk: CourseId,
    /// Holds one required set.
    pub(super) technology: CourseId,
}

/// Adds the courses, and approves each for its sets.
pub(super) fn fill(tx: &mut DbConnection, story: &Story) -> Result<Catalog, Error> {
    let mut added = Vec::with_capacity(COURSES.len());
    for (title, (provider, provider_kind, (city, state)), delivery, sets) in COURSES {
        let place = (delivery == Delivery::FaceToFace).then(|| Place { city: city.to_owned(), state: state.to_owned() });
        let course = AddCourse { title: title.to_owned(), provider: provider.to_owned(), provider_kind, delivery, place };
        let id = courses::add(tx, &story.act("add_course"), &course)?;
        for &set in sets {
            courses::approve(tx, &story.act("approve_course"), id, &ApproveCourse { set, from: None, until: None })?;
        }
        added.push((sets, id));
    }
    let holding = |wanted: &[CompetencySet]| {
        let found = added.iter().find(|(sets, _)| **sets == *wanted).map(|(_, id)| *id);
        found.ok_or_else(|| Error::Defect("the demonstration lacks a course".to_owned()))
    };
    Ok(Catalog {
        essentials: holding(&[Foundations, Communication, Technology])?,
        public: holding(&[Access, Reference, Youth])?,
        desk: holding(&[Access])?,
        technology: holding(&[Technology])?,
    })
}

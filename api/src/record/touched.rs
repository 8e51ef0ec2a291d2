//! Whose standing may have changed by what was recorded.

use std::collections::BTreeSet;

use shared::facts::{Fact, FactBody};
use shared::ids::{CourseId, PersonId};

use super::load;
use crate::db::{DbConnection, StoreError, text};

/// Everyone that these facts are about, and everyone whose own facts refer to the courses and agreements in them.
pub(super) fn by(conn: &mut DbConnection, facts: &[Fact]) -> Result<BTreeSet<PersonId>, StoreError> {
    let mut people = BTreeSet::new();
    for fact in facts {
        match fact.person {
            Some(person) => {
                people.insert(person);
            }
            None => {
                if let Some(subject) = course_or_agreement(conn, fact)? {
                    people.extend(load::people_referring_to(conn, &subject)?);
                }
            }
        }
    }
    Ok(people)
}

/// The courses that these facts are about, and the agreements, which the catalog does not know.
pub(super) fn courses(conn: &mut DbConnection, facts: &[Fact]) -> Result<BTreeSet<CourseId>, StoreError> {
    let mut courses = BTreeSet::new();
    for fact in facts.iter().filter(|fact| fact.person.is_none()) {
        if let Some(subject) = course_or_agreement(conn, fact)? {
            courses.insert(text::read("facts.subject", &subject)?);
        }
    }
    Ok(courses)
}

/// The course or agreement that a fact about no person is about, if it is about one; a correction is about what the fact that it corrects is about.
fn course_or_agreement(conn: &mut DbConnection, fact: &Fact) -> Result<Option<String>, StoreError> {
    let mut fact = fact.clone();
    while let FactBody::FactCorrected { corrected, .. } = fact.body {
        match load::fact(conn, corrected)? {
            Some(earlier) => fact = earlier,
            None => return Ok(None),
        }
    }
    let is_of_one = matches!(
        fact.body,
        FactBody::CourseAdded { .. } | FactBody::CourseApproved { .. } | FactBody::ApprovalWithdrawn { .. } | FactBody::AgreementSigned { .. }
    );
    Ok(fact.body.subject().filter(|_| is_of_one))
}

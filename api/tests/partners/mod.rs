//! Partners: who is one, tokens, courses, proposals, reports.

mod guide;
mod interrupted;
mod list;
mod proposals;
mod report_many;
mod report_one;
mod staff;
mod token;

use shared::competencies::CompetencySet;
use shared::ids::CourseId;

use crate::support::{App, Client, Value, json};

/// A course that can be proposed.
pub(crate) fn proposal(title: &str) -> Value {
    json!({"title": title, "delivery": "online", "sets": ["cataloging", "youth"], "outline": "Twelve weeks, every competency assessed."})
}

/// The provider of the courses that fixtures add.
const PROVIDER: &str = "Demo State Library";

/// A partner with a course for two sets.
async fn partner_with_course(app: &App) -> (Client, CourseId) {
    let course = app.course("Basics", &[CompetencySet::Technology, CompetencySet::Foundations], "2025-01-10", None).await;
    (app.partner(PROVIDER).await, course)
}

/// Someone's candidate number.
async fn number(person: &Client) -> String {
    person.get("/me").await.ok()["candidate_number"].as_str().unwrap().to_owned()
}

fn row(number: &str, family_name: &str, course: CourseId, on: &str) -> Value {
    json!({"candidate_number": number, "family_name": family_name, "course_id": course, "completed_on": on})
}

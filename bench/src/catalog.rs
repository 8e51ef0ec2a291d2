//! How fast a page of the catalog is found among 10,000 courses.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use shared::competencies::CompetencySet;

use crate::floor::Floor;
use crate::load::{answered_each_second, ask, get, post, send_all};
use crate::product::{Product, Setup};
use crate::rounds::interleaved;
use crate::row::{Aim, Row};

const COURSES: usize = 10_000;
const CLIENTS: usize = 32;
const SPAN: Duration = Duration::from_millis(1500);
const PAGE: &str = "/api/v1/courses?set=SET&delivery=online&limit=50";

pub(crate) fn catalog(setup: &Setup) -> Result<Vec<Row>> {
    let product = Product::on_demonstration(setup)?;
    let sets = fill(&product)?;
    let page = |n: usize| get(&PAGE.replace("SET", sets.get(n % sets.len()).map_or("", String::as_str)));
    let answer = ask(product.address, &page(0))?;
    let courses = serde_json::from_slice::<Value>(&answer)?.get("items").and_then(Value::as_array).map_or(0, Vec::len);
    ensure!(courses == 50, "the page holds {courses} courses");
    let floor = Floor::start(answer.len(), &product.database)?;
    let figures = interleaved(&mut [&mut || answered_each_second(product.address, CLIENTS, SPAN, &page), &mut || {
        answered_each_second(floor.address, CLIENTS, SPAN, &|_| get("/bare"))
    }])?;
    let [ours, bare] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let row = Row::new(format!("catalog page of 50, filtered, at {COURSES} courses, {CLIENTS} clients"), format!("{ours:.0}/s"));
    Ok(vec![row.against(format!("bare handler of {} KB: {bare:.0}/s", answer.len() / 1000), ours / bare).aiming(Aim::AtLeast(0.2))])
}

/// Adds the courses and approves each for a set, over HTTP; the sets' codes.
fn fill(product: &Product) -> Result<Vec<String>> {
    let session = product.staff_session()?;
    let sets = codes();
    let add = |n: usize| {
        let title = format!("Course {} of the measured catalog", n.wrapping_mul(7919) % COURSES);
        let provider = format!("Demo Cooperative {}", n % 50);
        // Half of those of each set are held online.
        let course = if (n / sets.len()).is_multiple_of(2) {
            json!({"title": title, "provider": provider, "provider_kind": "regional_cooperative", "delivery": "online"})
        } else {
            let place = json!({"city": "Springfield", "state": "IL"});
            json!({"title": title, "provider": provider, "provider_kind": "regional_cooperative", "delivery": "face_to_face", "place": place})
        };
        post("/api/v1/courses", Some(&session), &course.to_string())
    };
    send_all(product.address, 64, COURSES, &add)?;
    let ids = ids(product)?;
    let approve = |n: usize| {
        let id = ids.get(n).map_or("", String::as_str);
        let set = sets.get(n % sets.len()).map_or("", String::as_str);
        post(&format!("/api/v1/courses/{id}/approvals"), Some(&session), &json!({"set": set}).to_string())
    };
    send_all(product.address, 64, ids.len(), &approve)?;
    Ok(sets)
}

/// The codes of the sets, from the rules.
fn codes() -> Vec<String> {
    CompetencySet::ALL.map(|set| set.code().to_owned()).to_vec()
}

/// The courses that were added, in the order of their adding: those without an approval.
fn ids(product: &Product) -> Result<Vec<String>> {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = diesel::sql_types::Text)]
        course_id: String,
    }
    let mut connection = SqliteConnection::establish(crate::product::text(&product.database)?)?;
    let unapproved = "SELECT course_id FROM course_listings WHERE course_id NOT IN (SELECT course_id FROM course_listing_sets) ORDER BY course_id";
    let found: Vec<Id> = diesel::sql_query(unapproved).load(&mut connection).context("the courses cannot be listed")?;
    Ok(found.into_iter().map(|id| id.course_id).collect())
}

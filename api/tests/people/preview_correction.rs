use lssc_api::record::{facts_about, facts_of};
use shared::competencies::CompetencySet;
use shared::facts::{Fact, FactBody};
use shared::ids::PersonId;

use super::*;
use crate::applications::submitted;

async fn fact_of(app: &App, person: PersonId, kind: &'static str) -> Fact {
    let facts = app.read(move |conn| facts_of(conn, person).unwrap()).await;
    facts.into_iter().find(|fact| fact.body.kind() == kind).unwrap()
}

fn preview(fact: &Fact) -> String {
    format!("/facts/{}/correct/preview", fact.id)
}

both! {
    async fn what_a_correction_would_change_is_what_it_changes(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(person.person(), "2020-02-01").await;
        let wrong = fact_of(&app, person.person(), "payment_received").await;
        let before = app.counts().await;
        let replacement = json!({"on": "2026-02-01", "body": wrong.body});
        let shown = staff.post(&preview(&wrong), json!({"replacement": replacement})).await.ok();
        assert_eq!((&shown["people_examined"], &shown["more"]), (&json!(1), &json!(false)));
        let effect = &shown["effects"][0];
        assert_eq!((&effect["person_name"], &effect["before"]["status"], &effect["after"]["status"]), (&json!("Demo Candidate"), &json!("candidacy_expired"), &json!("candidate")));
        assert_eq!(app.counts().await, before);
        staff.post(&format!("/facts/{}/correct", wrong.id), json!({"replacement": replacement, "reason": "The day was mistyped."})).await.ok();
        let standing = staff.get(&file(&person, "/standing")).await.ok();
        assert_eq!(standing["standing"], effect["after"]);
    }

    async fn a_corrected_approval_shows_everyone_whom_it_touches(app) {
        let (first, second, staff) = (app.person("Demo First").await, app.person("Demo Second").await, app.staff("Demo Staff").await);
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        for client in [&first, &second] {
            app.admit(client.person(), "2026-01-10").await;
        }
        app.achieve(first.person(), course, CompetencySet::Technology, "2026-03-01").await;
        second.post("/completions", json!({"course_id": course, "completed_on": "2025-02-01"})).await.ok();
        let approved = app.read(move |conn| facts_about(conn, course).unwrap().into_iter().find(|fact| fact.body.kind() == "course_approved").unwrap()).await;
        let FactBody::CourseApproved { approval, set, .. } = approved.body else { unreachable!() };
        let body = FactBody::CourseApproved { approval, course, set, until: Some(date("2025-12-31")) };
        let shown = staff.post(&preview(&approved), json!({"replacement": {"on": "2025-01-10", "body": body}})).await.ok();
        // The second's completion counts as before.
        assert_eq!(shown["people_examined"], 2);
        let names: Vec<_> = shown["effects"].as_array().unwrap().iter().map(|effect| effect["person_name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Demo First"]);
    }

    async fn it_is_refused_where_the_correction_would_be(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(person.person(), "2026-02-01").await;
        let paid = fact_of(&app, person.person(), "payment_received").await;
        let registered = fact_of(&app, person.person(), "person_registered").await;
        submitted(&staff).await;
        let own = fact_of(&app, staff.person(), "application_submitted").await;
        staff.post(&preview(&registered), json!({})).await.is_problem(422, "not_correctable");
        staff.post(&preview(&own), json!({})).await.is_problem(403, "own_matter");
        let reply = staff.post(&preview(&paid), json!({"replacement": {"on": "2026-11-23", "body": paid.body}})).await;
        assert_eq!((reply.status, reply.members()), (422, vec!["replacement.on"]));
        staff.post("/facts/01993e5c-6f00-7cc2-8000-0242ac120002/correct/preview", json!({})).await.is_problem(404, "not_found");
        staff.post(&preview(&paid), json!({"reason": "None is needed."})).await.is_problem(400, "unreadable");
        for client in [person, app.admin("Demo Admin").await] {
            client.post(&preview(&paid), json!({})).await.is_problem(403, "forbidden");
        }
    }
}

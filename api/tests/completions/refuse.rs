use shared::competencies::CompetencySet;

use crate::support::*;

async fn reported(app: &App, client: &Client) -> String {
    let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
    let reply = client.post("/completions", json!({"course_id": course, "completed_on": "2026-11-01"})).await.ok();
    reply["items"][0]["id"].as_str().unwrap().to_owned()
}

both! {
    async fn a_refusal_has_a_reason_that_the_person_reads(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2026-01-10").await;
        let id = reported(&app, &candidate).await;
        let reason = "The provider knows of no such participant.\nSend the confirmation again.";
        staff.post(&format!("/completions/{id}/refuse"), json!({"reason": reason})).await.ok();
        let mine = candidate.get(&format!("/completions/{id}")).await.ok();
        assert_eq!((&mine["state"], &mine["decided_on"], &mine["decision_reason"]), (&json!("refused"), &json!("2026-11-22"), &json!(reason)));
        assert_eq!(candidate.get("/me/standing").await.ok()["standing"]["sets"][2]["state"], "open");
    }

    async fn a_reason_has_1_to_2000_characters(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let id = reported(&app, &candidate).await;
        let before = app.counts().await;
        for reason in [String::new(), " \n\t ".to_owned(), "图".repeat(2_001), "a\u{0}b".to_owned(), "a\u{7}".to_owned()] {
            let reply = staff.post(&format!("/completions/{id}/refuse"), json!({"reason": reason})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["reason"]);
        }
        for body in [json!({}), json!({"reason": null}), json!({"reason": "a", "because": "b"})] {
            staff.post(&format!("/completions/{id}/refuse"), body).await.is_problem(400, "unreadable");
        }
        assert_eq!(app.counts().await, before);
        staff.post(&format!("/completions/{id}/refuse"), json!({"reason": "图".repeat(2_000)})).await.ok();
    }

    async fn only_staff_refuse_and_only_what_is_there(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let id = reported(&app, &candidate).await;
        let before = app.counts().await;
        candidate.post(&format!("/completions/{id}/refuse"), json!({"reason": "No."})).await.is_problem(403, "forbidden");
        staff.post("/completions/01993e5c-6f00-7cc2-8000-0242ac120002/refuse", json!({"reason": "No."})).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }
}

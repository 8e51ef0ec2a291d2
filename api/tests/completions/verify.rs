use shared::competencies::CompetencySet;

use crate::support::*;

async fn reported(app: &App, client: &Client) -> String {
    let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
    let reply = client.post("/completions", json!({"course_id": course, "completed_on": "2026-11-01"})).await.ok();
    reply["items"][0]["id"].as_str().unwrap().to_owned()
}

both! {
    async fn a_verified_completion_achieves_its_set(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2026-01-10").await;
        let id = reported(&app, &candidate).await;
        assert_eq!(candidate.get("/me/standing").await.ok()["standing"]["sets"][2]["state"], "pending");
        let verified = staff.post(&format!("/completions/{id}/verify"), json!({})).await.ok();
        assert_eq!((&verified["state"], &verified["decided_on"], &verified["decision_reason"]), (&json!("verified"), &json!("2026-11-22"), &json!(null)));
        let set = candidate.get("/me/standing").await.ok()["standing"]["sets"][2].clone();
        assert_eq!((&set["state"], &set["decided_on"]), (&json!("achieved"), &json!("2026-11-22")));
    }

    async fn what_is_decided_is_not_decided_again(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let id = reported(&app, &candidate).await;
        staff.post(&format!("/completions/{id}/verify"), json!({})).await.ok();
        let before = app.counts().await;
        staff.post(&format!("/completions/{id}/verify"), json!({})).await.is_problem(409, "completion_decided");
        staff.post(&format!("/completions/{id}/refuse"), json!({"reason": "No."})).await.is_problem(409, "completion_decided");
        assert_eq!(app.counts().await, before);
    }

    async fn nobody_decides_their_own(app) {
        let staff = app.staff("Demo Staff").await;
        let id = reported(&app, &staff).await;
        let before = app.counts().await;
        staff.post(&format!("/completions/{id}/verify"), json!({})).await.is_problem(403, "own_matter");
        staff.post(&format!("/completions/{id}/refuse"), json!({"reason": "No."})).await.is_problem(403, "own_matter");
        assert_eq!(app.counts().await, before);
        app.staff("Second Demo Staff").await.post(&format!("/completions/{id}/verify"), json!({})).await.ok();
    }

    async fn only_staff_verify_and_only_what_is_there(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let admin = app.admin("Demo Admin").await;
        let id = reported(&app, &candidate).await;
        let before = app.counts().await;
        candidate.post(&format!("/completions/{id}/verify"), json!({})).await.is_problem(403, "forbidden");
        admin.post(&format!("/completions/{id}/verify"), json!({})).await.is_problem(403, "forbidden");
        app.anyone().post(&format!("/completions/{id}/verify"), json!({})).await.is_problem(401, "signed_out");
        staff.post("/completions/01993e5c-6f00-7cc2-8000-0242ac120002/verify", json!({})).await.is_problem(404, "not_found");
        let reply = staff.post(&format!("/completions/{id}/verify"), json!({"outcome": "achieved"})).await;
        reply.is_problem(400, "unreadable");
        assert_eq!(reply.members(), ["outcome"]);
        assert_eq!(app.counts().await, before);
    }

    async fn the_sixth_set_certifies_and_tells_the_holder(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let course = app.course("Five", &SIX[..5], "2025-01-10", None).await;
        app.admit(candidate.person(), "2026-01-10").await;
        for set in &SIX[..5] {
            app.achieve(candidate.person(), course, *set, "2026-03-01").await;
        }
        let last = app.course("Youth", &[CompetencySet::Youth], "2025-01-10", None).await;
        let reply = candidate.post("/completions", json!({"course_id": last, "completed_on": "2026-11-01"})).await.ok();
        let before = app.counts().await;
        staff.post(&format!("/completions/{}/verify", reply["items"][0]["id"].as_str().unwrap()), json!({})).await.ok();
        // The decision and the certificate are one act, and the holder is told.
        let (acts, facts, mails) = app.counts().await;
        assert_eq!((acts - before.0, facts - before.1, mails - before.2), (1, 2, 1));
        let certificates = candidate.get("/me/certificates").await.ok();
        let number = certificates["items"][0]["number"].as_str().unwrap().to_owned();
        assert!(app.mail_to(&candidate.email).await.unwrap().contains(&number));
    }
}

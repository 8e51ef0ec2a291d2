use shared::competencies::CompetencySet;

use crate::support::*;

async fn path(app: &App, course: impl std::fmt::Display) -> String {
    let approval = app.anyone().get(&format!("/courses/{course}")).await.ok()["approvals"][0]["id"].clone();
    format!("/courses/{course}/approvals/{}/end", approval.as_str().unwrap())
}

both! {
    async fn an_approval_ends_on_the_day_that_is_said(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2025-01-10", None).await;
        let staff = app.staff("Demo Staff").await;
        let path = path(&app, course).await;
        let ended = staff.post(&path, json!({"until": "2026-12-31", "reason": "The provider closes."})).await.ok();
        let approval = &ended["approvals"][0];
        assert_eq!((&approval["from"], &approval["until"], &approval["withdrawn_on"]), (&json!("2025-01-10"), &json!("2026-12-31"), &json!(null)));
        // Earlier still, and today at the earliest.
        assert_eq!(staff.post(&path, json!({"until": "2026-11-22", "reason": "At once."})).await.ok()["approvals"][0]["until"], "2026-11-22");
        assert_eq!(app.anyone().get("/courses").await.ok()["items"].as_array().unwrap().len(), 1);
        app.set_today("2026-11-23");
        assert_eq!(app.anyone().get("/courses").await.ok()["items"], json!([]));
        let staff = app.again(&staff).await;
        staff.post(&path, json!({"until": "2026-11-23", "reason": "Again."})).await.is_problem(409, "approval_ended");
    }

    async fn what_cannot_be_is_refused(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2025-01-10", Some("2029-01-10")).await;
        let ahead = app.course("Youth to come", &[CompetencySet::Youth], "2027-01-10", None).await;
        let staff = app.staff("Demo Staff").await;
        let (path, to_come) = (path(&app, course).await, path(&app, ahead).await);
        let before = app.counts().await;
        for (path, body, status, member) in [
            (&path, json!({"until": "2026-11-21", "reason": "Late."}), 422, "until"),
            (&path, json!({"until": "2029-01-10", "reason": "No change."}), 422, "until"),
            (&to_come, json!({"until": "2027-01-09", "reason": "Before it begins."}), 422, "until"),
            (&path, json!({"until": "2027-01-01", "reason": ""}), 422, "reason"),
            (&path, json!({"until": "2027-01-01", "reason": "a".repeat(2_001)}), 422, "reason"),
            (&path, json!({"until": "tomorrow", "reason": "Soon."}), 400, "until"),
        ] {
            let reply = staff.post(path, body).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
        let body = json!({"until": "2027-01-01", "reason": "Soon."});
        staff.post(&path.replace(&course.to_string(), &ahead.to_string()), body.clone()).await.is_problem(404, "not_found");
        app.person("Demo Candidate").await.post(&path, body.clone()).await.is_problem(403, "forbidden");
        app.anyone().post(&path, body.clone()).await.is_problem(401, "signed_out");
        let opened = app.counts().await;
        assert_eq!(opened.0 - before.0, 1);
        staff.post(&path.replace("/end", "/withdraw"), json!({"reason": "Changed."})).await.ok();
        staff.post(&path, body).await.is_problem(409, "approval_withdrawn");
    }
}

use shared::competencies::CompetencySet;

use crate::support::*;

async fn approval(app: &App, course: impl std::fmt::Display) -> String {
    app.anyone().get(&format!("/courses/{course}")).await.ok()["approvals"][0]["id"].as_str().unwrap().to_owned()
}

both! {
    async fn a_withdrawn_approval_holds_today_for_the_last_time(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2025-01-10", Some("2029-01-10")).await;
        let staff = app.staff("Demo Staff").await;
        let path = format!("/courses/{course}/approvals/{}/withdraw", approval(&app, course).await);
        let withdrawn = staff.post(&path, json!({"reason": "The course has changed."})).await.ok();
        assert_eq!(withdrawn["approvals"][0]["withdrawn_on"], "2026-11-22");
        assert_eq!(withdrawn["approvals"][0]["in_force"], true);
        assert_eq!(app.anyone().get("/courses").await.ok()["items"].as_array().unwrap().len(), 1);
        let before = app.counts().await;
        staff.post(&path, json!({"reason": "Again."})).await.is_problem(409, "approval_withdrawn");
        assert_eq!(app.counts().await, before);
        app.set_today("2026-11-23");
        assert_eq!(app.anyone().get("/courses").await.ok()["items"], json!([]));
    }

    async fn credit_once_given_is_not_undone(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2025-01-10", Some("2029-01-10")).await;
        let (staff, person) = (app.staff("Demo Staff").await, app.person("Demo Candidate").await);
        app.admit(person.person(), "2026-01-10").await;
        app.achieve(person.person(), course, CompetencySet::Youth, "2026-11-22").await;
        let path = format!("/courses/{course}/approvals/{}/withdraw", approval(&app, course).await);
        staff.post(&path, json!({"reason": "The course has changed."})).await.ok();
        let standing = person.get("/me/standing?as_of=2027-06-01").await.ok();
        assert_eq!(standing["standing"]["sets"][9]["state"], "achieved");
    }

    async fn what_has_ended_is_not_withdrawn(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2022-01-10", Some("2026-11-21")).await;
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        let path = format!("/courses/{course}/approvals/{}/withdraw", approval(&app, course).await);
        staff.post(&path, json!({"reason": "Late."})).await.is_problem(409, "approval_ended");
        assert_eq!(app.counts().await, before);
    }

    async fn a_reason_is_needed(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2025-01-10", None).await;
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        let path = format!("/courses/{course}/approvals/{}/withdraw", approval(&app, course).await);
        for reason in [String::new(), " \n ".to_owned(), "a".repeat(2_001), "a\u{0}".to_owned()] {
            let reply = staff.post(&path, json!({"reason": reason})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["reason"]);
        }
        staff.post(&path, json!({})).await.is_problem(400, "unreadable");
        assert_eq!(app.counts().await, before);
        staff.post(&path, json!({"reason": "ж".repeat(2_000)})).await.ok();
    }

    async fn only_staff_withdraw_and_only_what_is_there(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2025-01-10", None).await;
        let other = app.course("Access Services", &[CompetencySet::Access], "2025-01-10", None).await;
        let (staff, person) = (app.staff("Demo Staff").await, app.person("Demo Candidate").await);
        let before = app.counts().await;
        let id = approval(&app, course).await;
        let body = json!({"reason": "The course has changed."});
        person.post(&format!("/courses/{course}/approvals/{id}/withdraw"), body.clone()).await.is_problem(403, "forbidden");
        staff.post(&format!("/courses/{other}/approvals/{id}/withdraw"), body.clone()).await.is_problem(404, "not_found");
        staff.post(&format!("/courses/{course}/approvals/{course}/withdraw"), body).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }
}

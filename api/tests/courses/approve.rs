use shared::competencies::CompetencySet;

use crate::support::*;

both! {
    async fn an_approval_begins_today_and_lasts_four_years(app) {
        let course = app.course("Youth Services", &[], "2026-11-22", None).await;
        let staff = app.staff("Demo Staff").await;
        let reply = staff.post(&format!("/courses/{course}/approvals"), json!({"set": "youth"})).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let mut approval = reply.body["approvals"][0].clone();
        approval["id"].take();
        assert_eq!(
            approval,
            json!({"id": null, "set": "youth", "from": "2026-11-22", "until": "2030-11-22", "withdrawn_on": null, "in_force": true})
        );
        assert_eq!(app.anyone().get("/courses?set=youth").await.ok()["items"][0]["id"], json!(course));
    }

    async fn it_is_never_dated_back_and_at_most_a_year_ahead(app) {
        let course = app.course("Youth Services", &[], "2026-11-22", None).await;
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        for (body, member) in [
            (json!({"set": "youth", "from": "2026-11-21"}), "from"),
            (json!({"set": "youth", "from": "2027-11-23"}), "from"),
            (json!({"set": "youth", "until": "2026-11-21"}), "until"),
            (json!({"set": "youth", "from": "2027-01-01", "until": "2026-12-31"}), "until"),
        ] {
            let reply = staff.post(&format!("/courses/{course}/approvals"), body).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member]);
        }
        for (body, member) in [
            (json!({"set": "cooking"}), "set"),
            (json!({}), "set"),
            (json!({"set": "youth", "until": "2026-13-01"}), "until"),
            (json!({"set": "youth", "from": "2026-1-1"}), "from"),
        ] {
            let reply = staff.post(&format!("/courses/{course}/approvals"), body).await;
            reply.is_problem(400, "unreadable");
            assert_eq!(reply.members(), [member]);
        }
        assert_eq!(app.counts().await, before);
        for body in [json!({"set": "youth", "from": "2027-11-22"}), json!({"set": "access", "until": "2026-11-22"})] {
            staff.post(&format!("/courses/{course}/approvals"), body).await.ok();
        }
    }

    async fn a_course_is_approved_for_a_set_once_at_a_time(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2023-01-10", Some("2027-01-10")).await;
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        for from in ["2026-11-22", "2027-01-09"] {
            let reply = staff.post(&format!("/courses/{course}/approvals"), json!({"set": "youth", "from": from})).await;
            let problem = reply.is_problem(409, "already_approved");
            assert_eq!(problem["reasons"][0]["question"], 14);
        }
        assert_eq!(app.counts().await, before);
        // A renewal begins on the last day.
        let reply = staff.post(&format!("/courses/{course}/approvals"), json!({"set": "youth", "from": "2027-01-10"})).await;
        assert_eq!(reply.ok()["approvals"][1]["until"], "2031-01-10");
    }

    async fn a_withdrawn_approval_makes_room_for_a_new_one(app) {
        let course = app.course("Youth Services", &[CompetencySet::Youth], "2025-01-10", Some("2029-01-10")).await;
        let staff = app.staff("Demo Staff").await;
        let path = format!("/courses/{course}/approvals");
        let approval = app.anyone().get(&format!("/courses/{course}")).await.ok()["approvals"][0]["id"].as_str().unwrap().to_owned();
        staff.post(&format!("{path}/{approval}/withdraw"), json!({"reason": "The course has changed."})).await.ok();
        staff.post(&path, json!({"set": "youth"})).await.ok();
        staff.post(&path, json!({"set": "youth"})).await.is_problem(409, "already_approved");
    }

    async fn only_staff_approve_and_only_what_is_there(app) {
        let course = app.course("Youth Services", &[], "2026-11-22", None).await;
        let (staff, person) = (app.staff("Demo Staff").await, app.person("Demo Candidate").await);
        let before = app.counts().await;
        person.post(&format!("/courses/{course}/approvals"), json!({"set": "youth"})).await.is_problem(403, "forbidden");
        app.anyone().post(&format!("/courses/{course}/approvals"), json!({"set": "youth"})).await.is_problem(401, "signed_out");
        staff.post("/courses/01993e5c-6f00-7cc2-8000-0242ac120002/approvals", json!({"set": "youth"})).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }
}

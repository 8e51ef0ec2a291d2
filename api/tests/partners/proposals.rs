//! Proposed courses, and what staff decide of them.

use super::{PROVIDER, proposal};
use crate::queues::told;
use crate::support::*;

both! {
    async fn an_approved_proposal_becomes_a_course_in_one_act(app) {
        let (partner, staff) = (app.partner(PROVIDER).await, app.staff("Demo Staff").await);
        let reply = partner.post_with_key("key-1", "/partner/proposals", proposal("Cataloging")).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        assert_eq!((&reply.body["state"], &reply.body["course_id"], &reply.body["proposed_on"]), (&json!("waiting"), &json!(null), &json!("2026-11-22")));
        // A repetition proposes nothing twice.
        assert_eq!(partner.post_with_key("key-1", "/partner/proposals", proposal("Cataloging")).await.ok(), reply.body);
        let queue = staff.get("/proposals?state=waiting").await.ok();
        assert_eq!((queue["items"].as_array().unwrap().len(), &queue["items"][0]["provider"]), (1, &json!(PROVIDER)));
        assert_eq!(told(&staff, "proposals").await, (1, json!("2026-11-22"), vec![1, 0, 0, 0]));

        let id = reply.body["id"].as_str().unwrap().to_owned();
        let before = app.counts().await;
        let approve = json!({"approvals": [{"set": "cataloging", "from": "2026-12-01", "until": "2028-12-01"}]});
        let decided = staff.post(&format!("/proposals/{id}/approve"), approve.clone()).await.ok();
        assert_eq!((&decided["state"], &decided["decided_on"]), (&json!("approved"), &json!("2026-11-22")));
        let (acts, facts, _) = app.counts().await;
        assert_eq!((acts - before.0, facts - before.1), (1, 3));
        let mine = partner.get("/partner/courses").await.ok();
        assert_eq!((&mine["items"][0]["id"], &mine["items"][0]["title"]), (&decided["course_id"], &json!("Cataloging")));
        let approval = &mine["items"][0]["approvals"][0];
        assert_eq!((&approval["set"], &approval["from"], &approval["in_force"]), (&json!("cataloging"), &json!("2026-12-01"), &json!(false)));
        assert_eq!(partner.get(&format!("/partner/proposals/{id}")).await.ok()["state"], "approved");
        assert_eq!(told(&staff, "proposals").await.0, 0);
        staff.post(&format!("/proposals/{id}/approve"), approve).await.is_problem(409, "proposal_decided");
        staff.post(&format!("/proposals/{id}/refuse"), json!({"reason": "x"})).await.is_problem(409, "proposal_decided");
        for (state, found) in [("waiting", 0), ("approved", 1), ("refused", 0)] {
            assert_eq!(partner.get(&format!("/partner/proposals?state={state}")).await.ok()["items"].as_array().unwrap().len(), found, "{state}");
        }
    }

    async fn a_refusal_carries_its_reason(app) {
        let (partner, staff) = (app.partner(PROVIDER).await, app.staff("Demo Staff").await);
        let id = partner.post("/partner/proposals", proposal("Cataloging")).await.ok()["id"].as_str().unwrap().to_owned();
        staff.post(&format!("/proposals/{id}/refuse"), json!({"reason": " "})).await.is_problem(422, "invalid");
        staff.post(&format!("/proposals/{id}/refuse"), json!({"reason": "It covers half of the competencies."})).await.ok();
        let seen = partner.get(&format!("/partner/proposals/{id}")).await.ok();
        assert_eq!((&seen["state"], &seen["reason"]), (&json!("refused"), &json!("It covers half of the competencies.")));
        assert_eq!(staff.get("/proposals?state=refused").await.ok()["items"].as_array().unwrap().len(), 1);
        // No course came of it.
        assert_eq!(partner.get("/partner/courses").await.ok()["items"], json!([]));
        let unknown = "/proposals/01993e5c-6f00-7cc2-8000-0242ac120002";
        staff.post(&format!("{unknown}/refuse"), json!({"reason": "x"})).await.is_problem(404, "not_found");
        staff.post(&format!("{unknown}/approve"), json!({"approvals": [{"set": "youth"}]})).await.is_problem(404, "not_found");
        partner.get("/partner/proposals/01993e5c-6f00-7cc2-8000-0242ac120002").await.is_problem(404, "not_found");
    }

    async fn what_cannot_be_is_named(app) {
        let (partner, staff) = (app.partner(PROVIDER).await, app.staff("Demo Staff").await);
        let before = app.counts().await;
        let with = |member: &str, value: Value| {
            let mut body = proposal("Cataloging");
            body[member] = value;
            body
        };
        for (body, status, member) in [
            (with("title", json!("x".repeat(201))), 422, "title"),
            (with("sets", json!([])), 422, "sets"),
            (with("sets", json!(["youth", "youth"])), 422, "sets"),
            (with("sets", json!(["cooking"])), 400, "sets[0]"),
            (with("outline", json!("x".repeat(4001))), 422, "outline"),
            (with("delivery", json!("face_to_face")), 422, "place"),
            (with("provider", json!("Another Demo Library")), 400, "provider"),
        ] {
            let reply = partner.post("/partner/proposals", body).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        let id = partner.post("/partner/proposals", with("outline", json!("x".repeat(4000)))).await.ok()["id"].as_str().unwrap().to_owned();
        for (approvals, member) in [
            (json!([]), "approvals"),
            (json!([{"set": "technology"}]), "approvals[0].set"),
            (json!([{"set": "youth"}, {"set": "youth"}]), "approvals"),
            (json!([{"set": "youth"}, {"set": "cataloging", "from": "2026-11-21"}]), "approvals[1].from"),
        ] {
            let reply = staff.post(&format!("/proposals/{id}/approve"), json!({"approvals": approvals})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member]);
        }
    }

    async fn a_hundred_wait_and_no_more(app) {
        let partner = app.partner(PROVIDER).await;
        for number in 0..100 {
            partner.post("/partner/proposals", proposal(&format!("Course {number}"))).await.ok();
        }
        partner.post("/partner/proposals", proposal("One more")).await.is_problem(409, "proposals_waiting");
        app.partner("Another Demo Library").await.post("/partner/proposals", proposal("Ours")).await.ok();
        let first = partner.get("/partner/proposals?limit=60").await.ok();
        let rest = partner.get(&format!("/partner/proposals?limit=60&after={}", first["next"].as_str().unwrap())).await.ok();
        assert_eq!((rest["items"].as_array().unwrap().len(), &rest["items"][39]["title"], &rest["next"]), (40, &json!("Course 99"), &json!(null)));
    }
}

use crate::support::*;

both! {
    async fn a_revocation_is_final_and_of_today(app) {
        let (holder, staff) = (app.person("Demo Holder").await, app.staff("Demo Staff").await);
        app.certify(holder.person(), "2024-11-22").await;
        let number = holder.get("/me/certificates").await.ok()["items"][0]["number"].as_str().unwrap().to_owned();
        let path = format!("/people/{}/revoke", holder.person());
        let revoked = staff.post(&path, json!({"reason": "The diploma was forged."})).await.ok();
        assert_eq!((&revoked["standing"]["status"], &revoked["person_id"]), (&json!("revoked"), &json!(holder.person())));
        assert_eq!(app.anyone().get(&format!("/verify/{number}")).await.ok()["revoked_on"], "2026-11-22");
        assert_eq!(app.anyone().get(&format!("/verify/{number}?as_of=2026-11-21")).await.ok()["state"], "valid");
        let before = app.counts().await;
        staff.post(&path, json!({"reason": "Again."})).await.is_problem(409, "already_revoked");
        assert_eq!(app.counts().await, before);
    }

    async fn a_candidacy_is_revoked_and_nothing_is_not(app) {
        let (candidate, visitor, staff) = (app.person("Demo Candidate").await, app.person("Demo Visitor").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2026-01-10").await;
        staff.post(&format!("/people/{}/revoke", candidate.person()), json!({"reason": "The diploma was forged."})).await.ok();
        let before = app.counts().await;
        let reply = staff.post(&format!("/people/{}/revoke", visitor.person()), json!({"reason": "No reason."})).await;
        assert_eq!(reply.is_problem(422, "nothing_to_revoke")["reasons"][0]["question"], 19);
        assert_eq!(app.counts().await, before);
    }

    async fn only_staff_revoke_never_themselves_and_with_a_reason(app) {
        let (holder, staff, admin) = (app.person("Demo Holder").await, app.staff("Demo Staff").await, app.admin("Demo Admin").await);
        app.certify(holder.person(), "2024-11-22").await;
        app.certify(staff.person(), "2024-11-22").await;
        let path = format!("/people/{}/revoke", holder.person());
        let body = json!({"reason": "The diploma was forged."});
        let before = app.counts().await;
        for client in [&holder, &admin] {
            client.post(&path, body.clone()).await.is_problem(403, "forbidden");
        }
        app.anyone().post(&path, body.clone()).await.is_problem(401, "signed_out");
        staff.post(&format!("/people/{}/revoke", staff.person()), body.clone()).await.is_problem(403, "own_matter");
        staff.post("/people/01993e5c-6f00-7cc2-8000-0242ac120002/revoke", body).await.is_problem(404, "not_found");
        for reason in [String::new(), "a".repeat(2_001), "\u{0}".to_owned()] {
            let reply = staff.post(&path, json!({"reason": reason})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["reason"]);
        }
        staff.post(&path, json!({})).await.is_problem(400, "unreadable");
        assert_eq!(app.counts().await, before);
    }
}

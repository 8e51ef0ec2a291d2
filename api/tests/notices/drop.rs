use super::*;

both! {
    async fn a_notice_is_given_up_with_a_reason(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        let id = undelivered(&app, &reader.email, password_changed()).await;
        let dropped = staff.post(&path(&id, "drop"), json!({"reason": "The mailbox is closed; a letter was sent."})).await.ok();
        assert_eq!((dropped["id"].as_str(), dropped["state"].as_str()), (Some(id.as_str()), Some("dropped")));
        assert_eq!(kept(&app).await, [("dropped".to_owned(), String::new(), false)]);
        assert_eq!(staff.get("/notices/undelivered").await.ok()["items"], json!([]));
        let file = staff.get(&format!("/people/{}", reader.person())).await.ok();
        assert_eq!((file["acts"][0]["operation"].as_str(), file["acts"][0]["reason"].as_str()), (Some("drop_notice"), Some("The mailbox is closed; a letter was sent.")));
        for verb in ["drop", "resend"] {
            let body = if verb == "drop" { json!({"reason": "Again."}) } else { json!({}) };
            staff.post(&path(&id, verb), body).await.is_problem(409, "notice_settled");
        }
        assert_eq!(reader.get("/me/notices").await.ok()["items"][0]["state"], "dropped");
    }

    async fn it_needs_a_reason_and_someone_else(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        let id = undelivered(&app, &reader.email, password_changed()).await;
        for reason in [String::new(), " \n".to_owned(), "ن".repeat(2001)] {
            let refused = staff.post(&path(&id, "drop"), json!({"reason": reason})).await;
            refused.is_problem(422, "invalid");
            assert_eq!(refused.members(), ["reason"]);
        }
        staff.post(&path(&id, "drop"), json!({})).await.is_problem(400, "unreadable");
        reader.post(&path(&id, "drop"), json!({"reason": "Mine."})).await.is_problem(403, "forbidden");
        staff.post("/notices/01993e5c-6f00-7cc2-8000-0242ac120002/drop", json!({"reason": "Nothing."})).await.is_problem(404, "not_found");
        let own = undelivered(&app, &staff.email, password_changed()).await;
        staff.post(&path(&own, "drop"), json!({"reason": "Mine."})).await.is_problem(403, "own_matter");
        tell(&app, &reader.email, password_changed()).await;
        let queued = reader.get("/me/notices").await.ok()["items"][0]["id"].as_str().unwrap().to_owned();
        staff.post(&path(&queued, "drop"), json!({"reason": "Too late."})).await.is_problem(409, "notice_underway");
        app.wait(3600);
        let link = undelivered(&app, "stranger@demo.example", reset()).await;
        app.wait(3600);
        tidied(&app).await;
        app.again(&staff).await.post(&path(&link, "drop"), json!({"reason": "Too late."})).await.is_problem(409, "notice_expired");
        assert_eq!(staff.post_with_key("key-1", &path(&id, "drop"), json!({"reason": "ن".repeat(2000)})).await.status, 401);
        let staff = app.again(&staff).await;
        let first = staff.post_with_key("key-1", &path(&id, "drop"), json!({"reason": "ن".repeat(2000)})).await;
        let again = staff.post_with_key("key-1", &path(&id, "drop"), json!({"reason": "ن".repeat(2000)})).await;
        assert_eq!((first.status, first.text, again.header("idempotent-replayed")), (200, again.text.clone(), "true"));
    }
}

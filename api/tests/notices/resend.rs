use lssc_api::db::schema::acts;

use super::*;

both! {
    async fn a_notice_is_sent_again_under_the_same_message_id(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        let id = undelivered(&app, &reader.email, password_changed()).await;
        let again = staff.post(&path(&id, "resend"), json!({})).await.ok();
        assert_eq!((again["id"].as_str(), again["state"].as_str(), &again["attempts"], &again["failed_at"]), (Some(id.as_str()), Some("queued"), &json!(0), &Value::Null));
        let server = without(&[]);
        assert_eq!(deliver(&app, &server).await, [Fate::Delivered]);
        assert_eq!(server.taken()[0].message_id, format!("<{id}@certification.demo.example>"));
        assert_eq!(reader.get("/me/notices").await.ok()["items"][0]["state"], "delivered");
        // Who did it stands in the person's file.
        let file = staff.get(&format!("/people/{}", reader.person())).await.ok();
        assert_eq!((file["acts"][0]["operation"].as_str(), file["acts"][0]["by"].as_str()), (Some("resend_notice"), Some("Demo Staff")));
        assert!(file["acts"][0]["reason"].as_str().unwrap().contains("`password_changed`"));
        staff.post(&path(&id, "resend"), json!({})).await.is_problem(409, "notice_settled");
    }

    async fn it_goes_to_the_address_that_the_account_has_by_now(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        let id = undelivered(&app, &reader.email, password_changed()).await;
        moves_to(&app, &reader, "corrected@demo.example").await;
        let shown = staff.get("/notices/undelivered").await.ok();
        assert_eq!((shown["items"][0]["address"].as_str(), shown["items"][0]["goes_to"].as_str()), (Some(reader.email.as_str()), Some("corrected@demo.example")));
        staff.post(&path(&id, "resend"), json!({})).await.ok();
        let server = without(&[]);
        deliver(&app, &server).await;
        assert_eq!(server.taken()[0].to, "corrected@demo.example");
    }

    async fn a_link_goes_nowhere_but_where_it_was_to_go(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        let id = undelivered(&app, &reader.email, reset()).await;
        moves_to(&app, &reader, "corrected@demo.example").await;
        staff.post(&path(&id, "resend"), json!({})).await.ok();
        let server = without(&[]);
        deliver(&app, &server).await;
        assert_eq!(server.taken()[0].to, reader.email);
    }

    async fn what_has_ended_is_not_sent_again(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        let (link, words) = (undelivered(&app, &reader.email, reset()).await, undelivered(&app, &reader.email, password_changed()).await);
        app.wait(3600);
        let again = app.again(&staff).await;
        // Before and after it was tidied away.
        again.post(&path(&link, "resend"), json!({})).await.is_problem(409, "notice_expired");
        tidied(&app).await;
        again.post(&path(&link, "resend"), json!({})).await.is_problem(409, "notice_expired");
        app.wait(30 * 24 * 3600);
        app.again(&staff).await.post(&path(&words, "resend"), json!({})).await.is_problem(409, "notice_expired");
        assert_eq!(deliver(&app, &without(&[])).await, []);
    }

    async fn what_waits_for_nobody_is_not_sent_again(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        let id = undelivered(&app, &reader.email, password_changed()).await;
        let first = staff.post_with_key("key-1", &path(&id, "resend"), json!({})).await;
        let again = staff.post_with_key("key-1", &path(&id, "resend"), json!({})).await;
        assert_eq!((first.text, again.header("idempotent-replayed")), (again.text.clone(), "true"));
        staff.post(&path(&id, "resend"), json!({})).await.is_problem(409, "notice_underway");
        staff.post("/notices/01993e5c-6f00-7cc2-8000-0242ac120002/resend", json!({})).await.is_problem(404, "not_found");
        staff.post(&path(&id, "resend"), json!({"to": "else@demo.example"})).await.is_problem(400, "unreadable");
        reader.post(&path(&id, "resend"), json!({})).await.is_problem(403, "forbidden");
        let own = undelivered(&app, &staff.email, password_changed()).await;
        staff.post(&path(&own, "resend"), json!({})).await.is_problem(403, "own_matter");
        let acts: i64 = app.read(|conn| acts::table.filter(acts::operation.eq("resend_notice")).count().get_result(conn).unwrap()).await;
        assert_eq!(acts, 1);
    }

    async fn what_is_the_programmes_goes_to_its_address_as_configured_by_now(app) {
        let staff = app.staff("Demo Staff").await;
        let now = app.clock.now();
        let told = app.db.write(move |tx| Ok(lssc_api::notices::tell_staff(tx, now, "old-help@demo.example", "Look at this", "Something waits.", "/staff")?));
        told.await.unwrap();
        assert_eq!(deliver(&app, &without(&["old-help@demo.example"])).await, [Fate::Failed]);
        let page = staff.get("/notices/undelivered").await.ok();
        assert_eq!(page["items"][0]["goes_to"], "help@demo.example");
        staff.post(&path(page["items"][0]["notice"]["id"].as_str().unwrap(), "resend"), json!({})).await.ok();
        let server = without(&[]);
        deliver(&app, &server).await;
        assert_eq!(server.taken()[0].to, "help@demo.example");
    }
}

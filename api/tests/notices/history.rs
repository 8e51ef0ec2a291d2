use super::*;
use crate::accounts::{confirm, mailed_token, register};

both! {
    async fn what_was_sent_is_told_without_what_it_said(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        tell(&app, &reader.email, password_changed()).await;
        app.wait(1);
        tell(&app, &reader.email, reset()).await;
        let queued = reader.get("/me/notices").await.ok();
        assert_eq!((queued["items"][0]["state"].as_str(), queued["items"][0]["delivered_at"].as_str()), (Some("queued"), None));
        app.wait(1);
        assert_eq!(deliver(&app, &without(&[])).await.len(), 2);
        let mine = reader.get("/me/notices").await.ok();
        let theirs = staff.get(&format!("/people/{}/notices", reader.person())).await.ok();
        assert_eq!(mine, theirs);
        assert_eq!(mine["items"].as_array().unwrap().len(), 2);
        let id = mine["items"][1]["id"].clone();
        assert_eq!(mine["items"][1], json!({
            "id": id, "kind": "password_changed", "subject": "Your password was changed", "state": "delivered", "queued_at": "2026-11-22T18:00:00Z",
            "attempts": 1, "delivered_at": "2026-11-22T18:00:02Z", "failed_at": null
        }));
        // Nothing but that is kept of it, and it goes neither after a month nor after a year.
        assert!(kept(&app).await.iter().all(|notice| *notice == ("delivered".to_owned(), String::new(), false)));
        app.wait(400 * 24 * 3600);
        tidied(&app).await;
        assert_eq!(app.again(&reader).await.get("/me/notices").await.ok(), mine);
    }

    async fn it_begins_with_the_confirmation_of_the_address(app) {
        register(&app, "reader@demo.example").await.ok();
        let token = mailed_token(&app, "reader@demo.example").await;
        deliver(&app, &without(&[])).await;
        confirm(&app, &token, PASSWORD).await.ok();
        let accounts = app.read(|conn| outbox::table.select((outbox::kind, outbox::account_id.is_not_null())).load::<(String, bool)>(conn).unwrap()).await;
        assert_eq!(accounts, [("address_confirmation".to_owned(), true)]);
    }

    async fn it_is_read_by_the_page(app) {
        let reader = app.person("Demo Reader").await;
        for _ in 0..3 {
            tell(&app, &reader.email, password_changed()).await;
        }
        let first = reader.get("/me/notices?limit=2").await;
        assert!(first.header("link").contains("rel=\"next\""));
        let first = first.ok();
        let second = reader.get(&format!("/me/notices?limit=2&after={}", first["next"].as_str().unwrap())).await.ok();
        assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len(), &second["next"]), (2, 1, &Value::Null));
        assert!(first["items"][1]["id"].as_str() > second["items"][0]["id"].as_str());
        for (query, member) in [("limit=0", "limit"), ("limit=201", "limit"), ("after=%3F", "after")] {
            assert_eq!(reader.get(&format!("/me/notices?{query}")).await.members(), [member]);
        }
        reader.get("/me/notices?page=2").await.is_problem(400, "unreadable");
    }

    async fn it_is_ones_own_and_staffs_alone(app) {
        let (reader, other, staff) = (app.person("Demo Reader").await, app.person("Demo Other").await, app.staff("Demo Staff").await);
        tell(&app, &reader.email, password_changed()).await;
        assert_eq!(other.get("/me/notices").await.ok()["items"], json!([]));
        let path = format!("/people/{}/notices", reader.person());
        other.get(&path).await.is_problem(403, "forbidden");
        reader.get(&path).await.is_problem(403, "forbidden");
        app.anyone().get(&path).await.is_problem(401, "signed_out");
        staff.get("/people/01993e5c-6f00-7cc2-8000-0242ac120002/notices").await.is_problem(404, "not_found");
    }

    async fn it_goes_with_the_person(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        tell(&app, &reader.email, password_changed()).await;
        deliver(&app, &without(&[])).await;
        undelivered(&app, &reader.email, reset()).await;
        left(&reader).await;
        let path = format!("/people/{}/notices", reader.person());
        assert_eq!(staff.get(&path).await.ok()["items"], json!([]));
        assert_eq!(staff.get("/notices/undelivered").await.ok()["items"], json!([]));
        // The last mail to the person leaves nothing either, delivered or not.
        assert_eq!(deliver(&app, &without(&[&reader.email])).await, [Fate::Failed]);
        assert_eq!(kept(&app).await, []);
    }
}

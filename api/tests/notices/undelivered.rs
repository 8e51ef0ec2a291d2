use super::*;
use crate::queues::told;

both! {
    async fn what_could_not_be_delivered_waits_for_staff(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        assert_eq!(told(&staff, "undelivered_notices").await, (0, Value::Null, vec![0, 0, 0, 0]));
        let id = undelivered(&app, &reader.email, password_changed()).await;
        // A message of a stranger's whose mailbox is the programme's.
        let message = json!({"name": "Demo Visitor", "email": "visitor@demo.example", "subject": "A question", "message": "Does it count?"});
        app.anyone().post("/messages", message).await.ok();
        assert_eq!(deliver(&app, &without(&["help@demo.example"])).await, [Fate::Failed]);
        let page = staff.get("/notices/undelivered").await.ok();
        assert_eq!(page["items"].as_array().unwrap().len(), 2);
        assert_eq!(page["items"][0], json!({
            "notice": {
                "id": id, "kind": "password_changed", "subject": "Your password was changed", "state": "failed", "queued_at": "2026-11-22T18:00:00Z",
                "attempts": 1, "delivered_at": null, "failed_at": "2026-11-22T18:00:00Z"
            },
            "person_id": reader.person(), "person_name": "Demo Reader", "address": reader.email, "goes_to": reader.email,
            "failure": "the mail server answered 550", "kept_until": "2026-12-22T18:00:00Z"
        }));
        assert_eq!((&page["items"][1]["person_id"], page["items"][1]["address"].as_str()), (&Value::Null, Some("help@demo.example")));
        assert_eq!(told(&staff, "undelivered_notices").await, (2, json!("2026-11-22"), vec![2, 0, 0, 0]));
        let first = staff.get("/notices/undelivered?limit=1").await.ok();
        let second = staff.get(&format!("/notices/undelivered?limit=1&after={}", first["next"].as_str().unwrap())).await.ok();
        assert_eq!((&first["items"][0], &second["items"][0]), (&page["items"][0], &page["items"][1]));
        reader.get("/notices/undelivered").await.is_problem(403, "forbidden");
        assert_eq!(staff.get("/notices/undelivered?limit=0").await.members(), ["limit"]);
    }

    async fn it_is_kept_for_a_month_or_as_long_as_its_link_opens_something(app) {
        let (reader, staff) = (app.person("Demo Reader").await, app.staff("Demo Staff").await);
        undelivered(&app, &reader.email, reset()).await;
        undelivered(&app, &reader.email, password_changed()).await;
        assert_eq!(staff.get("/notices/undelivered").await.ok()["items"][0]["kept_until"], "2026-11-22T19:00:00Z");
        let states = async || {
            tidied(&app).await;
            kept(&app).await.into_iter().map(|(state, to, is_kept)| (state, !to.is_empty(), is_kept)).collect::<Vec<_>>()
        };
        let (failed, expired) = (("failed".to_owned(), true, true), ("expired".to_owned(), false, false));
        app.wait(3599);
        assert_eq!(states().await, [failed.clone(), failed.clone()]);
        app.wait(1);
        assert_eq!(states().await, [expired.clone(), failed.clone()]);
        app.wait(30 * 24 * 3600 - 3600);
        assert_eq!(states().await, [expired.clone(), failed]);
        app.wait(1);
        assert_eq!(states().await, [expired.clone(), expired]);
        assert_eq!(app.again(&staff).await.get("/notices/undelivered").await.ok()["items"], json!([]));
        // The history knows of them.
        let history = app.again(&reader).await.get("/me/notices").await.ok();
        assert_eq!(history["items"].as_array().unwrap().iter().map(|notice| &notice["state"]).collect::<Vec<_>>(), ["expired", "expired"]);
    }

    async fn what_was_nobodys_goes_after_a_month(app) {
        tell(&app, "stranger@demo.example", password_changed()).await;
        deliver(&app, &without(&[])).await;
        app.wait(30 * 24 * 3600);
        tidied(&app).await;
        assert_eq!(kept(&app).await.len(), 1);
        app.wait(1);
        tidied(&app).await;
        assert_eq!(kept(&app).await, []);
    }
}

//! Repeating a request under a key.

use diesel::prelude::*;
use lssc_api::db::schema::{acts, idempotency_keys};
use lssc_api::request::KEY_CHARS_MAX;

use crate::support::*;

fn course(title: &str) -> Value {
    json!({"title": title, "provider": "Demo State Library", "provider_kind": "state_library", "delivery": "online"})
}

both! {
    async fn a_repetition_gets_the_first_answer(app) {
        let staff = app.staff("Demo Staff").await;
        let first = staff.post_with_key("key-1", "/courses", course("Cataloging")).await;
        let before = app.counts().await;
        let second = staff.post_with_key("key-1", "/courses", course("Cataloging")).await;
        assert_eq!((first.status, &first.text), (second.status, &second.text));
        assert_eq!((first.header("idempotent-replayed"), second.header("idempotent-replayed")), ("", "true"));
        assert_eq!(app.counts().await, before);
    }

    async fn the_same_key_with_another_request_is_refused(app) {
        let staff = app.staff("Demo Staff").await;
        let id = staff.post_with_key("key-1", "/courses", course("Cataloging")).await.ok()["id"].as_str().unwrap().to_owned();
        staff.post_with_key("key-1", "/courses", course("Reference")).await.is_problem(409, "idempotency_key_reused");
        // The same body to another address is another request too.
        let approve = json!({"set": "cataloging"});
        let other = staff.post("/courses", course("Another")).await.ok()["id"].as_str().unwrap().to_owned();
        staff.post_with_key("key-2", &format!("/courses/{id}/approvals"), approve.clone()).await.ok();
        staff.post_with_key("key-2", &format!("/courses/{other}/approvals"), approve).await.is_problem(409, "idempotency_key_reused");
    }

    async fn keys_are_per_account_and_per_operation(app) {
        let (first, second) = (app.staff("Demo Staff").await, app.staff("Second Demo Staff").await);
        let mine = first.post_with_key("key-1", "/courses", course("Cataloging")).await.ok();
        let theirs = second.post_with_key("key-1", "/courses", course("Reference")).await.ok();
        assert_ne!(mine["id"], theirs["id"]);
        let id = mine["id"].as_str().unwrap();
        first.post_with_key("key-1", &format!("/courses/{id}/approvals"), json!({"set": "cataloging"})).await.ok();
    }

    async fn a_refusal_keeps_nothing_under_its_key(app) {
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        staff.post_with_key("key-1", "/courses", course("")).await.is_problem(422, "invalid");
        assert_eq!(app.counts().await, before);
        assert_eq!(staff.post_with_key("key-1", "/courses", course("Cataloging")).await.status, 201);
    }

    async fn a_key_is_kept_for_a_day(app) {
        let staff = app.staff("Demo Staff").await;
        let first = staff.post_with_key("key-1", "/courses", course("Cataloging")).await.ok();
        app.wait(24 * 3600);
        let staff = app.again(&staff).await;
        assert_eq!(staff.post_with_key("key-1", "/courses", course("Cataloging")).await.ok(), first);
        app.wait(1);
        assert_ne!(staff.post_with_key("key-1", "/courses", course("Cataloging")).await.ok(), first);
    }

    async fn what_a_client_writes_into_a_key_is_not_kept(app) {
        let staff = app.staff("Demo Staff").await;
        staff.post_with_key("ask-demo.reader@demo.example", "/courses", course("Cataloging")).await.ok();
        let (acts, keys): (Vec<Option<String>>, Vec<String>) = app
            .read(|conn| {
                let acts = acts::table.filter(acts::idempotency_key.is_not_null()).select(acts::idempotency_key).load(conn);
                (acts.unwrap(), idempotency_keys::table.select(idempotency_keys::idempotency_key).load(conn).unwrap())
            })
            .await;
        assert_eq!(acts, [Some(keys[0].clone())]);
        assert_eq!((keys.len(), keys[0].len(), keys[0].contains("reader")), (1, 43, false));
    }

    async fn keys_have_a_length_and_characters(app) {
        let staff = app.staff("Demo Staff").await;
        for (key, taken) in [("x".repeat(KEY_CHARS_MAX), true), ("x".repeat(KEY_CHARS_MAX + 1), false), (String::new(), false), ("a b".to_owned(), false)] {
            let reply = staff.post_with_key(&key, "/courses", course("Cataloging")).await;
            if taken {
                assert_eq!(reply.status, 201, "{key}: {}", reply.text);
            } else {
                reply.is_problem(400, "unreadable");
                assert_eq!(reply.members(), ["Idempotency-Key"], "{key}");
            }
        }
    }
}

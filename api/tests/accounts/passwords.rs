//! Changing and resetting passwords.

use actix_web::http::Method;
use diesel::prelude::*;
use lssc_api::db::schema::idempotency_keys;

use super::{confirm, cookie_of, mailed_token, refresh, register, sign_in, with_token};
use crate::support::*;

const NEW: &str = "quill-Harbour5-moss";

both! {
    async fn changing_the_password_ends_the_other_sessions(app) {
        let holder = app.person("Demo Holder").await;
        let other = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        let reply = holder.put("/me/password", json!({"current_password": PASSWORD, "new_password": NEW})).await;
        assert_eq!(reply.status, 204, "{}", reply.text);
        refresh(&app, &other).await.is_problem(401, "session_ended");
        sign_in(&app, &holder.email, PASSWORD).await.is_problem(401, "wrong_password");
        sign_in(&app, &holder.email, NEW).await.ok();
        // This one goes on.
        assert_eq!(holder.delete("/sessions/current").await.status, 204);
        assert!(app.mail_to(&holder.email).await.unwrap().contains("password of your account was changed"));
    }

    async fn a_change_needs_the_password_so_far_and_a_good_new_one(app) {
        let holder = app.person("Demo Holder").await;
        for (current, new, member) in [("kelp-Orbit7-wrong", NEW, "current_password"), (PASSWORD, "short", "new_password"), (PASSWORD, "password1234", "new_password")] {
            let reply = holder.put("/me/password", json!({"current_password": current, "new_password": new})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member]);
        }
        sign_in(&app, &holder.email, PASSWORD).await.ok();
    }

    async fn no_key_keeps_a_hash_of_a_password(app) {
        let holder = app.person("Demo Holder").await;
        let body = json!({"current_password": PASSWORD, "new_password": NEW});
        assert_eq!(holder.call(Method::PUT, "/me/password", Some(body), Some("one-key")).await.status, 204);
        assert_eq!(app.read(|conn| idempotency_keys::table.count().get_result::<i64>(conn).unwrap()).await, 0);
    }

    async fn of_two_changes_at_once_one_counts(app) {
        let holder = app.person("Demo Holder").await;
        let change = |new: &'static str| holder.put("/me/password", json!({"current_password": PASSWORD, "new_password": new}));
        let (one, other) = futures_util::future::join(change(NEW), change("moss-Lantern8-quill")).await;
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 422], "{} {}", one.text, other.text);
        let kept = if one.status == 204 { NEW } else { "moss-Lantern8-quill" };
        sign_in(&app, &holder.email, kept).await.ok();
    }

    async fn no_session_of_the_old_password_outlives_its_change(app) {
        let holder = app.person("Demo Holder").await;
        let change = holder.put("/me/password", json!({"current_password": PASSWORD, "new_password": NEW}));
        let (changed, begun) = futures_util::future::join(change, sign_in(&app, &holder.email, PASSWORD)).await;
        assert_eq!(changed.status, 204, "{}", changed.text);
        if begun.status == 200 {
            refresh(&app, &cookie_of(&begun)).await.is_problem(401, "session_ended");
        } else {
            begun.is_problem(401, "wrong_password");
        }
    }

    async fn an_ended_session_changes_no_password(app) {
        let holder = app.person("Demo Holder").await;
        let change = holder.put("/me/password", json!({"current_password": PASSWORD, "new_password": NEW}));
        let (changed, ended) = futures_util::future::join(change, holder.delete("/sessions")).await;
        assert_eq!(ended.status, 204, "{}", ended.text);
        if changed.status != 204 {
            changed.is_problem(401, "session_ended");
            sign_in(&app, &holder.email, PASSWORD).await.ok();
        }
    }

    async fn a_mailed_link_sets_a_new_password_once(app) {
        let holder = app.person("Demo Holder").await;
        let session = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        let reply = app.anyone().post("/accounts/reset-password", json!({"email": holder.email})).await;
        assert_eq!(reply.status, 202);
        let token = mailed_token(&app, &holder.email).await;
        let weak = app.anyone().post("/accounts/reset-password/complete", json!({"token": token, "password": "password1234"})).await;
        assert_eq!(weak.members(), ["password"]);
        let reply = app.anyone().post("/accounts/reset-password/complete", json!({"token": token, "password": NEW})).await;
        assert_eq!(reply.status, 204, "{}", reply.text);
        refresh(&app, &session).await.is_problem(401, "session_ended");
        sign_in(&app, &holder.email, PASSWORD).await.is_problem(401, "wrong_password");
        sign_in(&app, &holder.email, NEW).await.ok();
        let again = app.anyone().post("/accounts/reset-password/complete", json!({"token": token, "password": PASSWORD})).await;
        assert_eq!(again.members(), ["token"]);
    }

    async fn a_link_ends_after_an_hour_and_says_nothing_of_unknown_addresses(app) {
        let holder = app.person("Demo Holder").await;
        let known = app.anyone().post("/accounts/reset-password", json!({"email": holder.email})).await;
        let unknown = app.anyone().post("/accounts/reset-password", json!({"email": "nobody@demo.example"})).await;
        assert_eq!((known.status, known.text), (unknown.status, unknown.text));
        assert_eq!(app.mail_to("nobody@demo.example").await, None);
        let token = mailed_token(&app, &holder.email).await;
        app.wait(3600);
        let late = app.anyone().post("/accounts/reset-password/complete", json!({"token": token, "password": NEW})).await;
        assert_eq!(late.members(), ["token"]);
    }

    async fn a_token_opens_only_what_it_was_mailed_for(app) {
        let holder = app.person("Demo Holder").await;
        app.anyone().post("/accounts/reset-password", json!({"email": holder.email})).await.ok();
        let reset = mailed_token(&app, &holder.email).await;
        assert_eq!(confirm(&app, &reset, PASSWORD).await.members(), ["token"]);
        register(&app, "reader@demo.example").await;
        let confirmation = mailed_token(&app, "reader@demo.example").await;
        let reply = app.anyone().post("/accounts/reset-password/complete", json!({"token": confirmation, "password": NEW})).await;
        assert_eq!(reply.members(), ["token"]);
        with_token(&app, &reset).get("/me").await.is_problem(401, "bad_token");
    }
}

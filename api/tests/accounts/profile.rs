//! Name, address and sessions of one's own account.

use super::{cookie_of, mailed_token, refresh, register, sign_in, with_token};
use crate::support::*;

const NEW: &str = "new-address@demo.example";

async fn ask_for(holder: &Client, email: &str) -> Reply {
    holder.post("/me/email", json!({"email": email, "current_password": PASSWORD})).await
}

async fn confirm_email(app: &App, token: &str) -> Reply {
    app.anyone().post("/accounts/confirm-email", json!({"token": token})).await
}

both! {
    async fn a_name_changes_on_certificates_too(app) {
        let (holder, staff) = (app.person("Demo Holder").await, app.staff("Demo Staff").await);
        app.certify(holder.person(), "2026-11-20").await;
        let reply = holder.put("/me/name", json!({"name": " Demo Wedded ", "current_password": PASSWORD})).await;
        assert_eq!(reply.status, 204, "{}", reply.text);
        assert_eq!(holder.get("/me").await.ok()["name"], "Demo Wedded");
        let certificates = holder.get("/me/certificates").await.ok();
        let number = certificates["items"][0]["number"].as_str().unwrap();
        assert_eq!(app.anyone().get(&format!("/verify/{number}")).await.ok()["name"], "Demo Wedded");
        // Staff see that it changed, not from what; and find the new one.
        let file = staff.get(&format!("/people/{}", holder.person())).await;
        assert_eq!(file.body["acts"][0]["facts"][0]["body"], json!({"fact": "name_changed"}));
        assert!(!file.text.contains("Demo Holder"), "{}", file.text);
        let found = staff.post("/people/search", json!({"text": "wedded"})).await.ok();
        assert_eq!(found["items"][0]["id"], json!(holder.person()));
        assert!(app.mail_to(&holder.email).await.unwrap().contains("Demo Wedded"));
        // The same name again records nothing.
        let before = app.counts().await;
        assert_eq!(holder.put("/me/name", json!({"name": "Demo Wedded", "current_password": PASSWORD})).await.status, 204);
        assert_eq!(app.counts().await, before);
    }

    async fn a_name_needs_the_password_and_has_200_characters_and_no_more(app) {
        let holder = app.person("Demo Holder").await;
        for (name, password, member) in
            [("Demo Wedded", "kelp-Orbit7-wrong", "current_password"), ("", PASSWORD, "name"), (&"x".repeat(201), PASSWORD, "name")]
        {
            let reply = holder.put("/me/name", json!({"name": name, "current_password": password})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member]);
        }
        assert_eq!(holder.put("/me/name", json!({"name": "x".repeat(200), "current_password": PASSWORD})).await.status, 204);
        app.anyone().put("/me/name", json!({})).await.is_problem(401, "signed_out");
    }

    async fn an_address_changes_when_the_new_one_is_confirmed(app) {
        let holder = app.person("Demo Holder").await;
        let other = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        app.anyone().post("/accounts/reset-password", json!({"email": holder.email})).await.ok();
        let reset = mailed_token(&app, &holder.email).await;
        app.wait(1);
        assert_eq!(ask_for(&holder, NEW).await.status, 202);
        // Until then nothing changes; the old address is told.
        assert!(app.mail_to(&holder.email).await.unwrap().contains("asked to use another address"));
        assert_eq!(holder.get("/me").await.ok()["email"], json!(holder.email));
        app.wait(1);
        let token = mailed_token(&app, NEW).await;
        assert_eq!(confirm_email(&app, &token).await.status, 204);
        assert_eq!(holder.get("/me").await.ok()["email"], NEW);
        assert!(app.mail_to(&holder.email).await.unwrap().contains("opens it no longer"));
        // No session ends; the old address signs in no longer, and its link to a new password opens nothing.
        assert_eq!(refresh(&app, &other).await.status, 200);
        sign_in(&app, &holder.email, PASSWORD).await.is_problem(401, "wrong_password");
        sign_in(&app, NEW, PASSWORD).await.ok();
        let body = json!({"token": reset, "password": "quill-Harbour5-moss"});
        assert_eq!(app.anyone().post("/accounts/reset-password/complete", body).await.members(), ["token"]);
        // The link works once.
        assert_eq!(confirm_email(&app, &token).await.members(), ["token"]);
        // The old address is free again.
        assert_eq!(register(&app, &holder.email).await.status, 202);
        assert!(app.mail_to(&holder.email).await.unwrap().contains("/confirm#token="));
    }

    async fn a_change_that_somebody_else_began_ends_with_the_password(app) {
        for (number, remedy) in ["reset", "change", "sign out everywhere"].into_iter().enumerate() {
            let holder = app.person("Demo Holder").await;
            let new = format!("stranger-{number}@demo.example");
            assert_eq!(ask_for(&holder, &new).await.status, 202);
            let stolen = mailed_token(&app, &new).await;
            app.wait(1);
            match remedy {
                "reset" => {
                    app.anyone().post("/accounts/reset-password", json!({"email": holder.email})).await.ok();
                    let body = json!({"token": mailed_token(&app, &holder.email).await, "password": "quill-Harbour5-moss"});
                    assert_eq!(app.anyone().post("/accounts/reset-password/complete", body).await.status, 204);
                }
                "change" => {
                    let body = json!({"current_password": PASSWORD, "new_password": "quill-Harbour5-moss"});
                    assert_eq!(holder.put("/me/password", body).await.status, 204);
                }
                _ => assert_eq!(holder.delete("/sessions").await.status, 204),
            }
            assert_eq!(confirm_email(&app, &stolen).await.members(), ["token"], "{remedy}");
        }
    }

    async fn a_taken_address_is_answered_as_a_free_one(app) {
        let (holder, other) = (app.person("Demo Holder").await, app.person("Demo Candidate").await);
        let (free, taken) = (ask_for(&holder, NEW).await, ask_for(&holder, &other.email.to_uppercase()).await);
        assert_eq!((free.status, &free.text), (taken.status, &taken.text));
        assert!(app.mail_to(&other.email).await.unwrap().contains("account already"));
        // Of two requests the last one counts: the first link is void.
        assert_eq!(confirm_email(&app, &mailed_token(&app, NEW).await).await.members(), ["token"]);
    }

    async fn an_address_that_is_taken_meanwhile_stays_with_who_took_it(app) {
        let (holder, other) = (app.person("Demo Holder").await, app.person("Demo Candidate").await);
        ask_for(&holder, NEW).await.ok();
        let late = mailed_token(&app, NEW).await;
        app.wait(1);
        ask_for(&other, NEW).await.ok();
        assert_eq!(confirm_email(&app, &mailed_token(&app, NEW).await).await.status, 204);
        assert_eq!(confirm_email(&app, &late).await.members(), ["token"]);
        assert_eq!(other.get("/me").await.ok()["email"], NEW);
    }

    async fn a_change_of_address_needs_the_password_and_ends_after_a_day(app) {
        let holder = app.person("Demo Holder").await;
        for (email, password, member) in
            [(NEW, "kelp-Orbit7-wrong", "current_password"), ("nonsense", PASSWORD, "email"), (holder.email.as_str(), PASSWORD, "email")]
        {
            let reply = holder.post("/me/email", json!({"email": email, "current_password": password})).await;
            assert_eq!((reply.status, reply.members()), (422, vec![member]), "{}", reply.text);
        }
        assert_eq!(app.mail_to(NEW).await, None);
        ask_for(&holder, NEW).await.ok();
        let token = mailed_token(&app, NEW).await;
        app.wait(24 * 3600);
        assert_eq!(confirm_email(&app, &token).await.members(), ["token"]);
        // Nobody sees anyone's token for anything else.
        assert_eq!(confirm_email(&app, "x").await.members(), ["token"]);
        confirm_email(&app, "").await.is_problem(422, "invalid");
    }

    async fn sessions_are_listed_and_end_one_by_one(app) {
        let holder = app.person("Demo Holder").await;
        app.wait(60);
        let second = sign_in(&app, &holder.email, PASSWORD).await;
        let cookie = cookie_of(&second);
        let second = with_token(&app, second.ok()["access_token"].as_str().unwrap());
        let listed = holder.get("/me/sessions").await.ok();
        let items = listed["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        // Last used first; the test's requests name no browser.
        assert_eq!((items[0]["device"].as_str(), items[0]["is_this"].as_bool()), (Some("Unknown device"), Some(false)));
        assert_eq!((items[1]["device"].as_str(), items[1]["is_this"].as_bool()), (Some("Firefox on Linux"), Some(true)));
        assert_eq!(items[0]["used_at"], items[0]["started_at"]);

        let id = items[0]["id"].as_str().unwrap();
        assert_eq!(holder.delete(&format!("/me/sessions/{id}")).await.status, 204);
        // At once, for reading too.
        second.get("/me").await.is_problem(401, "session_ended");
        let ended = refresh(&app, &cookie).await;
        ended.is_problem(401, "session_ended");
        assert!(ended.header("set-cookie").contains("Max-Age=0"), "{}", ended.header("set-cookie"));
        holder.delete(&format!("/me/sessions/{id}")).await.is_problem(404, "not_found");
        assert_eq!(holder.get("/me/sessions").await.ok()["items"].as_array().unwrap().len(), 1);
    }

    async fn all_other_sessions_end_and_this_one_goes_on(app) {
        let (holder, other) = (app.person("Demo Holder").await, app.person("Demo Candidate").await);
        let cookie = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        assert_eq!(holder.delete("/me/sessions").await.status, 204);
        refresh(&app, &cookie).await.is_problem(401, "session_ended");
        assert_eq!(holder.get("/me").await.status, 200);
        assert_eq!(other.get("/me").await.status, 200);
    }

    async fn a_session_says_when_it_was_last_used(app) {
        let holder = app.person("Demo Holder").await;
        let token = cookie_of(&sign_in(&app, &holder.email, PASSWORD).await);
        app.wait(300);
        refresh(&app, &token).await.ok();
        let listed = holder.get("/me/sessions").await.ok();
        let times = (listed["items"][0]["started_at"].as_str().unwrap(), listed["items"][0]["used_at"].as_str().unwrap());
        assert_eq!(times, ("2026-11-22T18:00:00Z", "2026-11-22T18:05:00Z"));
    }

    async fn a_visitor_without_a_cookie_is_no_error(app) {
        let request = actix_web::test::TestRequest::post().uri("/api/v1/sessions/refresh").insert_header(("Origin", ORIGIN));
        let reply = app.anyone().send(request).await;
        assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    }
}

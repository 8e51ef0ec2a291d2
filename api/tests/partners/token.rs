//! `POST /oauth/token`, by the letter of RFC 6749.

use actix_web::test::TestRequest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use shared::partners::Scope;

use super::PROVIDER;
use crate::support::*;

async fn ask(app: &App, basic: Option<(&str, &str)>, form: &str) -> Reply {
    let mut request = TestRequest::post().uri("/oauth/token").insert_header(("Content-Type", "application/x-www-form-urlencoded"));
    if let Some((id, secret)) = basic {
        request = request.insert_header(("Authorization", format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))));
    }
    app.anyone().send(request.set_payload(form.to_owned())).await
}

#[track_caller]
fn is_refused(reply: &Reply, status: u16, error: &str) {
    assert_eq!((reply.status, reply.body["error"].as_str()), (status, Some(error)), "{}", reply.text);
    assert!(!reply.body["error_description"].as_str().unwrap().is_empty());
    assert_eq!((reply.header("cache-control"), reply.header("pragma")), ("no-store", "no-cache"));
    assert!(reply.header("content-type").starts_with("application/json"));
    assert_eq!(reply.header("www-authenticate").starts_with("Basic"), status == 401);
}

both! {
    async fn credentials_come_by_basic_or_in_the_form(app) {
        let id = app.register_partner(PROVIDER).await.to_string();
        let in_form = format!("grant_type=client_credentials&client_id={id}&client_secret={SECRET}");
        for (basic, form) in [
            (Some((id.as_str(), SECRET)), "grant_type=client_credentials"),
            (None, in_form.as_str()),
            (Some((id.as_str(), SECRET)), &format!("grant_type=client_credentials&client_id={id}&unknown=x")),
        ] {
            let reply = ask(&app, basic, form).await;
            assert_eq!((reply.header("cache-control"), reply.header("pragma")), ("no-store", "no-cache"));
            let granted = reply.ok();
            assert_eq!((&granted["token_type"], &granted["expires_in"], &granted["scope"]), (&json!("Bearer"), &json!(600), &json!("courses completions")));
            let partner = app.anyone().with_token(granted["access_token"].as_str().unwrap());
            assert_eq!(partner.get("/partner").await.ok()["provider"], PROVIDER);
            // A partner is no account.
            partner.get("/me").await.is_problem(403, "forbidden");
            app.wait(600);
            partner.get("/partner").await.is_problem(401, "partner_token_ended");
        }
    }

    async fn what_is_wrong_is_named_as_the_standard_names_it(app) {
        let id = app.register_partner(PROVIDER).await.to_string();
        let me = Some((id.as_str(), SECRET));
        let grant = "grant_type=client_credentials";
        for (basic, form, status, error) in [
            (me, String::new(), 400, "invalid_request"),
            (me, "grant_type=password".to_owned(), 400, "unsupported_grant_type"),
            (me, format!("{grant}&{grant}"), 400, "invalid_request"),
            (me, format!("{grant}&client_id={id}&client_secret={SECRET}"), 400, "invalid_request"),
            (me, format!("{grant}&client_id=other"), 400, "invalid_request"),
            (me, format!("{grant}&scope=everything"), 400, "invalid_scope"),
            (None, grant.to_owned(), 401, "invalid_client"),
            (None, format!("{grant}&client_id={id}"), 401, "invalid_client"),
            (Some((id.as_str(), "wrong")), grant.to_owned(), 401, "invalid_client"),
            (Some(("01993e5c-6f00-7cc2-8000-0242ac120002", SECRET)), grant.to_owned(), 401, "invalid_client"),
            (Some(("nobody", SECRET)), grant.to_owned(), 401, "invalid_client"),
        ] {
            is_refused(&ask(&app, basic, &form).await, status, error);
        }
        let json = TestRequest::post().uri("/oauth/token").set_json(json!({"grant_type": "client_credentials"}));
        is_refused(&app.anyone().send(json).await, 400, "invalid_request");
        let bearer = TestRequest::post().uri("/oauth/token").insert_header(("Authorization", "Bearer x"));
        let bearer = bearer.insert_header(("Content-Type", "application/x-www-form-urlencoded")).set_payload(grant);
        is_refused(&app.anyone().send(bearer).await, 401, "invalid_client");
        for (bytes, status) in [(4096, 200), (4097, 413)] {
            let padding = bytes - grant.len() - "&padding=".len();
            assert_eq!(ask(&app, me, &format!("{grant}&padding={}", "x".repeat(padding))).await.status, status);
        }
    }

    async fn a_token_is_good_for_what_was_asked(app) {
        let id = app.register_partner(PROVIDER).await;
        let granted = ask(&app, Some((&id.to_string(), SECRET)), "grant_type=client_credentials&scope=courses").await.ok();
        assert_eq!(granted["scope"], "courses");
        let partner = app.anyone().with_token(granted["access_token"].as_str().unwrap());
        partner.get("/partner/courses").await.ok();
        partner.get("/partner/reports").await.is_problem(403, "insufficient_scope");
        let reporter = app.partner_with(id, &[Scope::Completions]).await;
        reporter.get("/partner/reports").await.ok();
        reporter.get("/partner/courses").await.is_problem(403, "insufficient_scope");
        reporter.get("/partner/proposals").await.is_problem(403, "insufficient_scope");
    }

    async fn a_secret_ends_when_it_was_said(app) {
        let staff = app.staff("Demo Staff").await;
        let id = app.register_partner(PROVIDER).await;
        let text = id.to_string();
        let grant = "grant_type=client_credentials";
        let first = app.partner_with(id, &Scope::ALL).await;
        let fresh = staff.post(&format!("/partners/{id}/secret"), json!({"old_ends_after_hours": 1})).await.ok();
        ask(&app, Some((&text, SECRET)), grant).await.ok();
        ask(&app, Some((&text, fresh["client_secret"].as_str().unwrap())), grant).await.ok();
        first.get("/partner").await.ok();
        app.wait(3599);
        ask(&app, Some((&text, SECRET)), grant).await.ok();
        app.wait(1);
        is_refused(&ask(&app, Some((&text, SECRET)), grant).await, 401, "invalid_client");
        let second = app.partner_with(id, &Scope::ALL).await;
        second.get("/partner").await.ok();
        // At once: the token that was got with it, too.
        let staff = app.again(&staff).await;
        staff.post(&format!("/partners/{id}/secret"), json!({"old_ends_after_hours": 0})).await.ok();
        second.get("/partner").await.is_problem(401, "partner_token_ended");
        is_refused(&ask(&app, Some((&text, fresh["client_secret"].as_str().unwrap())), grant).await, 401, "invalid_client");
    }

    async fn ten_wrong_secrets_and_no_more(app) {
        let id = app.register_partner(PROVIDER).await.to_string();
        let other = app.register_partner("Another Demo Library").await.to_string();
        let grant = "grant_type=client_credentials";
        // Right ones are not counted.
        for _ in 0..12 {
            ask(&app, Some((&id, SECRET)), grant).await.ok();
        }
        for _ in 0..10 {
            is_refused(&ask(&app, Some((&id, "wrong")), grant).await, 401, "invalid_client");
        }
        let refused = ask(&app, Some((&id, SECRET)), grant).await;
        refused.is_problem(429, "too_many");
        assert_eq!(refused.header("retry-after"), "900");
        ask(&app, Some((&other, SECRET)), grant).await.ok();
        app.wait(900);
        ask(&app, Some((&id, SECRET)), grant).await.ok();
        // From one address a hundred, whoever is named.
        for number in 0..100 {
            is_refused(&ask(&app, Some((&format!("nobody-{number}"), "wrong")), grant).await, 401, "invalid_client");
        }
        ask(&app, Some((&other, SECRET)), grant).await.is_problem(429, "too_many");
    }

    async fn a_suspended_partner_gets_no_token(app) {
        let staff = app.staff("Demo Staff").await;
        let id = app.register_partner(PROVIDER).await.to_string();
        staff.post(&format!("/partners/{id}/suspend"), json!({"reason": "x"})).await.ok();
        is_refused(&ask(&app, Some((&id, SECRET)), "grant_type=client_credentials").await, 401, "invalid_client");
        staff.post(&format!("/partners/{id}/resume"), json!({"reason": "x"})).await.ok();
        ask(&app, Some((&id, SECRET)), "grant_type=client_credentials").await.ok();
    }
}

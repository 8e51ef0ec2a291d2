//! Every error there is, also those of the framework, is a problem.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use lssc_api::request::BODY_BYTES_MAX;

use crate::support::*;

fn sign_in(body: impl Into<String>) -> TestRequest {
    TestRequest::post().uri("/api/v1/sessions").insert_header(("Content-Type", "application/json")).set_payload(body.into())
}

#[actix_web::test]
async fn what_is_not_there_is_a_problem() {
    let app = App::on_sqlite().await;
    for path in ["/api/v1/nothing", "/api/v1", "/api", "/", "/nothing", "/nothing.js", "/%00", "/../Cargo.toml", "/api/v1/courses/%00"] {
        let reply = app.anyone().send(TestRequest::get().uri(path)).await;
        assert_eq!((reply.status, reply.body["code"].as_str()), (404, Some("not_found")), "{path}: {}", reply.text);
    }
}

#[actix_web::test]
async fn a_wrong_method_is_a_problem_that_names_the_right_ones() {
    let app = App::on_sqlite().await;
    for (method, path, allowed) in [
        (Method::GET, "/accounts", "POST"),
        (Method::PATCH, "/sessions", "POST, DELETE"),
        (Method::DELETE, "/me", "GET"),
        (Method::PUT, "/verify/05AFMS-Y38DJP-V16BGN-RZ4J", "GET"),
    ] {
        let reply = app.anyone().call(method, path, None, None).await;
        reply.is_problem(405, "wrong_method");
        assert_eq!(reply.header("allow"), allowed, "{path}");
    }
    // No person has the id `search`, nor a completion the id `decisions`.
    let staff = app.staff("Demo Staff").await;
    for (path, allowed) in [("/people/search", "POST"), ("/completions/decisions", "POST")] {
        let reply = staff.get(path).await;
        reply.is_problem(405, "wrong_method");
        assert_eq!(reply.header("allow"), allowed, "{path}");
    }
    staff.get("/people/nobody").await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn what_does_not_parse_is_named() {
    let app = App::on_sqlite().await;
    for (body, member) in [
        // None at all reads as an object without members.
        ("", "email"),
        ("{", "body"),
        ("[]", "body"),
        ("null", "body"),
        (r#"{"email":"a@demo.example","password":"x"}{}"#, "body"),
        (r#"{"email":"a@demo.example","password":7}"#, "password"),
        (r#"{"email":"a@demo.example","password":"x","more":1}"#, "more"),
        (r#"{"email":"a@demo.example","email":"b@demo.example","password":"x"}"#, "email"),
        ("{\"email\":\"\u{0}\"}", "email"),
        (r#"{"email":"a@demo.example"}"#, "password"),
    ] {
        let reply = app.anyone().send(sign_in(body)).await;
        reply.is_problem(400, "unreadable");
        assert_eq!(reply.members(), [member], "{body}");
    }
    // Where a member is named, where it stands in the text says nothing more.
    let reply = app.anyone().send(sign_in("{}")).await;
    assert_eq!(reply.body["errors"], json!([{"member": "email", "detail": "missing field `email`"}]));
    let broken = sign_in("").set_payload(vec![b'"', 0xff, b'"']);
    app.anyone().send(broken).await.is_problem(400, "unreadable");
}

#[actix_web::test]
async fn a_body_has_a_limit() {
    let app = App::on_sqlite().await;
    let padded = |bytes: usize| {
        let body = r#"{"email":"nobody@demo.example","password":"x"}"#;
        format!("{body}{}", " ".repeat(bytes - body.len()))
    };
    app.anyone().send(sign_in(padded(BODY_BYTES_MAX))).await.is_problem(401, "wrong_password");
    app.anyone().send(sign_in(padded(BODY_BYTES_MAX + 1))).await.is_problem(413, "too_large");
}

#[actix_web::test]
async fn a_body_is_json() {
    let app = App::on_sqlite().await;
    for media_type in ["text/plain", "application/x-www-form-urlencoded", ""] {
        let request = TestRequest::post().uri("/api/v1/sessions").insert_header(("Content-Type", media_type)).set_payload("{}");
        app.anyone().send(request).await.is_problem(415, "not_json");
    }
    let request = TestRequest::post().uri("/api/v1/sessions").insert_header(("Content-Type", "Application/JSON; charset=utf-8")).set_payload("{}");
    app.anyone().send(request).await.is_problem(400, "unreadable");
}

#[actix_web::test]
async fn queries_are_checked() {
    let app = App::on_sqlite().await;
    for (query, status, code, member) in [
        ("?limit=1", 200, "", ""),
        ("?limit=200", 200, "", ""),
        ("?limit=0", 422, "invalid", "limit"),
        ("?limit=201", 422, "invalid", "limit"),
        ("?limit=x", 400, "unreadable", "limit"),
        ("?after=%3F", 422, "invalid", "after"),
        ("?more=1", 400, "unreadable", "more"),
        ("?limit=1&limit=2", 400, "unreadable", "limit"),
    ] {
        let reply = app.anyone().get(&format!("/courses{query}")).await;
        assert_eq!(reply.status, status, "{query}: {}", reply.text);
        if status != 200 {
            reply.is_problem(status, code);
            assert!(reply.text.contains(member), "{query}: {}", reply.text);
        }
    }
}

#[actix_web::test]
async fn floods_are_held_off() {
    let app = App::with(|config, _| {
        config.flood_per_second = 1;
        config.flood_burst = 5;
    })
    .await;
    for _ in 0..5 {
        app.anyone().get("/programme").await.ok();
    }
    let reply = app.anyone().get("/programme").await;
    reply.is_problem(429, "too_many");
    assert!(!reply.header("retry-after").is_empty());
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
}

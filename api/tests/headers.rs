//! The headers of every answer, and the browser app's files.

use actix_web::test::TestRequest;

use crate::support::*;

#[actix_web::test]
async fn every_answer_carries_its_headers() {
    let app = App::on_sqlite().await;
    for path in ["/api/v1/programme", "/api/v1/nothing", "/openapi.json", "/docs/", "/health/live", "/demo/mail"] {
        let reply = app.anyone().send(TestRequest::get().uri(path)).await;
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"), "{path}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
        assert!(reply.header("strict-transport-security").starts_with("max-age="), "{path}");
        assert!(!reply.header("x-request-id").is_empty(), "{path}");
        assert!(!reply.header("cache-control").is_empty(), "{path}");
    }
}

#[actix_web::test]
async fn who_asks_again_is_told_that_nothing_has_changed() {
    let app = App::on_sqlite().await;
    let first = app.anyone().get("/programme").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let ask = |tag: &str| TestRequest::get().uri("/api/v1/programme").insert_header(("If-None-Match", tag));
    let again = app.anyone().send(ask(&tag)).await;
    assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", tag.as_str()));
    // The next day the answer is another.
    app.set_today("2026-11-23");
    let next = app.anyone().send(ask(&tag)).await;
    assert_eq!(next.status, 200);
    assert_ne!(next.header("etag"), tag);
    let refused = app.anyone().get("/me").await;
    assert_eq!((refused.header("etag"), refused.header("cache-control")), ("", "no-store"));
}

#[actix_web::test]
async fn without_https_nothing_is_promised_about_it() {
    let app = App::with(|config, _| config.public_url = "http://127.0.0.1:8080".parse().unwrap()).await;
    let reply = app.anyone().get("/programme").await;
    assert_eq!(reply.header("strict-transport-security"), "");
    let someone = app.person("Demo Holder").await;
    let signed_in = app.anyone().post("/sessions", json!({"email": someone.email, "password": PASSWORD})).await;
    assert!(!signed_in.header("set-cookie").contains("Secure"), "{}", signed_in.header("set-cookie"));
}

#[actix_web::test]
async fn the_app_is_served_as_files() {
    let dist = tempfile::tempdir().unwrap();
    for folder in ["planner", "account", "member", "staff", "books"] {
        std::fs::create_dir(dist.path().join(folder)).unwrap();
    }
    for (name, content) in [
        ("index.html", "<!doctype html><p>the page"),
        ("planner/index.html", "<!doctype html><p>to try out"),
        ("account/index.html", "<!doctype html><p>to set up"),
        ("member/index.html", "<!doctype html><p>one's own"),
        ("staff/index.html", "<!doctype html><p>for staff"),
        ("books/index.html", "<!doctype html><p>for money"),
        ("app-3f9a1c2b.js", "export {}"),
        ("app-3f9a1c2b.js.br", "compressed"),
        (".env", "secret"),
    ] {
        std::fs::write(dist.path().join(name), content).unwrap();
    }
    let folder = dist.path().to_owned();
    let app = App::with(move |config, _| config.web_dist = Some(folder)).await;
    for (path, status, content, caching) in [
        ("/", 200, "the page", "no-cache"),
        ("/catalog", 200, "the page", "no-cache"),
        ("/planner", 200, "to try out", "no-cache"),
        ("/account/documents", 200, "to set up", "no-cache"),
        ("/dashboard", 200, "one's own", "no-cache"),
        ("/staff", 200, "for staff", "no-cache"),
        ("/staff/people", 200, "for staff", "no-cache"),
        ("/staff/books", 200, "for money", "no-cache"),
        ("/staff/invoices/01993e5c-6f00-7cc2-8000-0242ac120002", 200, "for money", "no-cache"),
        ("/staff/bookshelf", 200, "for staff", "no-cache"),
        ("/styleguide", 200, "for staff", "no-cache"),
        ("/staffing", 200, "the page", "no-cache"),
        ("/courses/01993e5c-6f00-7cc2-8000-0242ac120002", 200, "the page", "no-cache"),
        ("/app-3f9a1c2b.js", 200, "export {}", "public, max-age=31536000, immutable"),
        ("/missing-3f9a1c2b.js", 404, "not_found", "no-cache"),
        ("/.env", 404, "not_found", "no-cache"),
        ("/api/v1/nothing", 404, "not_found", "no-store"),
        ("/docs/nothing.js", 404, "not_found", "no-cache"),
        ("/health/nothing", 404, "not_found", "no-store"),
        ("/demo/nothing", 404, "not_found", "no-store"),
    ] {
        let reply = app.anyone().send(TestRequest::get().uri(path)).await;
        assert_eq!((reply.status, reply.header("cache-control")), (status, caching), "{path}: {}", reply.text);
        assert!(reply.text.contains(content), "{path}: {}", reply.text);
    }
    let brotli = app.anyone().send(TestRequest::get().uri("/app-3f9a1c2b.js").insert_header(("Accept-Encoding", "br"))).await;
    assert_eq!((brotli.header("content-encoding"), brotli.text.as_str()), ("br", "compressed"));
    assert!(brotli.header("content-type").starts_with("text/javascript"), "{}", brotli.header("content-type"));
    let posted = app.anyone().send(TestRequest::post().uri("/dashboard")).await;
    posted.is_problem(404, "not_found");
}

/// The newest mail as the demonstration shows it, which must have this subject, and its id.
async fn newest_mail(app: &App, subject: &str) -> (String, String) {
    let list = app.anyone().send(TestRequest::get().uri("/demo/mail")).await;
    let (_, after) = list.text.split_once("/demo/mail/").unwrap();
    let id = after.split('"').next().unwrap().to_owned();
    let mail = app.anyone().send(TestRequest::get().uri(&format!("/demo/mail/{id}"))).await;
    assert!(mail.text.contains(subject), "{}", mail.text);
    (id, mail.text)
}

#[actix_web::test]
async fn mails_are_shown_on_a_demonstration_alone() {
    let app = App::on_sqlite().await;
    let known = app.person("<b>Demo</b> {public_url}").await;
    let body = |email: &str| registration(email, PASSWORD, "Someone Else");
    app.anyone().post("/accounts", body("reader@demo.example")).await.ok();
    let (id, mail) = newest_mail(&app, "Confirm your address").await;
    assert!(mail.contains(&format!("<a href=\"{ORIGIN}/confirm#token=")), "{mail}");
    app.wait(1);
    app.anyone().post("/accounts", body(&known.email)).await.ok();
    let (_, mail) = newest_mail(&app, "You have an account already").await;
    // What someone typed is neither markup nor filled in.
    assert!(mail.contains("&lt;b&gt;Demo&lt;/b&gt; {public_url},"), "{mail}");
    // As HTML it is a document of its own, which does nothing and loads nothing.
    let (id_known, _) = newest_mail(&app, "You have an account already").await;
    let html = app.anyone().send(TestRequest::get().uri(&format!("/demo/mail/{id_known}/html"))).await;
    let policy = html.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'; sandbox;") && !policy.contains("script"), "{policy}");
    assert!(html.text.contains("&lt;b&gt;Demo") && !html.text.contains("<b>") && !html.text.contains("<script"), "{}", html.text);

    app.anyone().send(TestRequest::get().uri(&format!("/demo/mail/{id_known}/attachment"))).await.is_problem(404, "not_found");
    // What goes along is shown where the letter is.
    app.wait(1);
    crate::applications::submitted(&known).await;
    let (id_applied, mail) = newest_mail(&app, "Your application has arrived").await;
    let attachment = format!("/demo/mail/{id_applied}/attachment");
    assert!(mail.contains(&format!("<a href=\"{attachment}\">invoice-2026-00001.pdf</a>")) && mail.contains("The invoice is attached"), "{mail}");
    let file = app.anyone().send(TestRequest::get().uri(&attachment)).await;
    assert_eq!((file.status, file.header("content-type"), file.header("cache-control")), (200, "application/pdf", "private, no-store"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"invoice-2026-00001.pdf\"");
    assert!(pdf_words(&file.bytes).iter().any(|line| line == "2026-00001"));

    let real = App::with(|_, demonstration| demonstration.0 = false).await;
    real.anyone().send(TestRequest::get().uri("/demo/mail")).await.is_problem(404, "not_found");
    for page in ["", "/html", "/attachment"] {
        real.anyone().send(TestRequest::get().uri(&format!("/demo/mail/{id}{page}"))).await.is_problem(404, "not_found");
    }
}

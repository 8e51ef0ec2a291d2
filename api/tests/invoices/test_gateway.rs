use actix_web::http::Method;
use actix_web::test::{TestRequest, call_service, init_service};
use futures_util::future::join_all;
use lssc_api::app::{Shared, build};
use lssc_api::config::Config;
use lssc_api::programme::Demonstration;

use super::*;

/// Opens a session and gives its path.
async fn opened(applicant: &Client, invoice: &str) -> String {
    let checkout = applicant.post(&format!("{invoice}/checkout"), json!({})).await.ok();
    checkout["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned()
}

async fn show(app: &App, session: &str) -> Reply {
    app.anyone().send(TestRequest::with_uri(session)).await
}

async fn press(app: &App, session: &str, button: &str) -> Reply {
    app.anyone().send(TestRequest::with_uri(&format!("{session}/{button}")).method(Method::POST)).await
}

#[track_caller]
fn comes_back(reply: &Reply, invoice: &str, result: &str) {
    assert_eq!((reply.status, reply.header("location")), (303, format!("{ORIGIN}{invoice}?payment={result}").as_str()), "{}", reply.text);
}

both! {
    async fn the_page_says_what_is_paid_and_has_three_buttons(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        let page = show(&app, &session).await;
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
        assert!(page.text.contains("$350.00"), "{}", page.text);
        for button in ["approve", "decline", "abandon"] {
            assert!(page.text.contains(&format!("<form method=\"post\" action=\"{session}/{button}\">")), "{}", page.text);
        }
        assert_eq!(page.header("cache-control"), "no-store");
    }

    async fn an_approved_card_pays_the_invoice(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        comes_back(&press(&app, &session, "approve").await, &invoice, "approved");
        let paid = applicant.get(&invoice).await.ok();
        assert_eq!((&paid["state"], &paid["payments"][0]["method"], &paid["card_offered"]), (&json!("paid"), &json!("card"), &json!(false)));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("$350.00"));
        let before = app.counts().await;
        // Pressed again, whichever, it stays as it was.
        for button in ["approve", "decline", "abandon"] {
            comes_back(&press(&app, &session, button).await, &invoice, "approved");
        }
        assert!(show(&app, &session).await.text.contains("This payment was approved."));
        assert_eq!(app.counts().await, before);
    }

    async fn pressed_32_times_at_once_it_is_charged_once(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        let before = app.counts().await;
        for reply in join_all((0..32).map(|_| press(&app, &session, "approve"))).await {
            comes_back(&reply, &invoice, "approved");
        }
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 1, 1));
        assert_eq!(applicant.get(&invoice).await.ok()["payments"].as_array().unwrap().len(), 1);
    }

    async fn a_declined_or_abandoned_session_records_nothing_and_another_can_be_opened(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let before = app.counts().await;
        let mut sessions = Vec::new();
        for (button, result) in [("decline", "declined"), ("abandon", "abandoned")] {
            let session = opened(&applicant, &invoice).await;
            comes_back(&press(&app, &session, button).await, &invoice, result);
            comes_back(&press(&app, &session, "approve").await, &invoice, result);
            sessions.push(session);
        }
        assert_eq!(app.counts().await, before);
        let third = opened(&applicant, &invoice).await;
        assert!(!sessions.contains(&third));
        comes_back(&press(&app, &third, "approve").await, &invoice, "approved");
    }

    async fn what_was_paid_by_check_in_the_meantime_is_not_charged_again(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        app.staff("Demo Staff").await.post(&payments(&invoice), check("1001", 35_000)).await.ok();
        let before = app.counts().await;
        assert!(show(&app, &session).await.text.contains("Nothing is owed any more"));
        let reply = press(&app, &session, "approve").await;
        assert!(reply.status == 200 && reply.text.contains("Nothing is owed any more"), "{} {}", reply.status, reply.text);
        comes_back(&press(&app, &session, "approve").await, &invoice, "abandoned");
        assert_eq!(app.counts().await, before);
    }

    async fn a_check_and_a_card_at_once_are_both_in_the_books(app) {
        for _ in 0..5 {
            let (applicant, invoice) = invoiced(&app).await;
            let session = opened(&applicant, &invoice).await;
            let staff = app.staff("Demo Staff").await;
            futures_util::future::join(staff.post(&payments(&invoice), check("1001", 35_000)), press(&app, &session, "approve")).await;
            let paid = applicant.get(&invoice).await.ok();
            // The check came; a card is charged where it was the first, and then the check is over.
            let came = paid["payments"].as_array().unwrap().len() as u64;
            assert!((1..=2).contains(&came));
            let found = ["state", "owed_cents", "paid_cents", "over_cents"].map(|member| paid[member].clone());
            assert_eq!(found, [json!("paid"), json!(0), json!(came * 35_000), json!((came - 1) * 35_000)]);
        }
    }

    async fn outside_of_a_demonstration_no_card_is_taken(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        let mut config = Config::new("sqlite:unused.db".parse().unwrap(), "unused".into(), ORIGIN.parse().unwrap());
        config.files = app.files_place.clone();
        let shared = Shared::new(app.db.clone(), app.clock.clone(), config, app.keys.clone(), Demonstration(false)).unwrap();
        let service = init_service(build(&shared)).await;
        let bearer = ("Authorization", format!("Bearer {}", applicant.token.as_ref().unwrap()));
        let before = app.counts().await;
        for (method, uri, status) in [
            (Method::POST, format!("/api/v1{invoice}/checkout"), 409),
            (Method::GET, session.clone(), 404),
            (Method::POST, format!("{session}/approve"), 404),
        ] {
            let request = TestRequest::with_uri(&uri).method(method).insert_header(bearer.clone()).to_request();
            assert_eq!(call_service(&service, request).await.status(), status, "{uri}");
        }
        assert_eq!(app.counts().await, before);
    }

    async fn what_is_no_session_is_not_there(app) {
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        let before = app.counts().await;
        for path in ["/test-gateway/unknown".to_owned(), "/test-gateway/%00".to_owned(), format!("/test-gateway/{}", "a".repeat(101)), "/test-gateway/%3Cscript%3E".to_owned()] {
            show(&app, &path).await.is_problem(404, "not_found");
            press(&app, &path, "approve").await.is_problem(404, "not_found");
        }
        press(&app, &session, "refund").await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }
}

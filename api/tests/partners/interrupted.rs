//! A report of many rows that breaks off in the middle, and goes on.

use actix_web::test::TestRequest;
use shared::competencies::CompetencySet;

use super::report_many::{lines, send};
use super::{PROVIDER, number, row};
use crate::support::*;

const ROWS: usize = 175;

both! {
    async fn what_broke_off_goes_on_where_it_was(app) {
        let partner = app.partner(PROVIDER).await;
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let candidate = app.person("Demo Candidate").await;
        let one = number(&candidate).await;
        let days = (0..ROWS).map(|index| date("2026-01-01").days_later(u32::try_from(index).unwrap()).to_string());
        let body: Vec<String> = days.map(|day| row(&one, "Candidate", course, &day).to_string()).collect();
        let body = body.join("\n");
        let before = app.counts().await.0;

        // Takes the first piece of the answer, and lets go.
        let request = TestRequest::post().uri("/api/v1/partner/reports/batch").insert_header(("Content-Type", "application/x-ndjson"));
        let request = request.insert_header(("Idempotency-Key", "key-1")).insert_header(("Authorization", format!("Bearer {}", partner.token.as_deref().unwrap())));
        let response = app.call(request.set_payload(body.clone()).to_request()).await;
        assert_eq!(response.status().as_u16(), 200);
        let mut stream = Box::pin(response.into_body());
        let first = std::future::poll_fn(|context| actix_web::body::MessageBody::poll_next(stream.as_mut(), context)).await.unwrap().unwrap();
        drop(stream);
        let told = first.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count();
        let recorded = app.counts().await.0 - before;
        assert!(told < ROWS && recorded < i64::try_from(ROWS).unwrap(), "{told} {recorded}");
        assert!(i64::try_from(told).unwrap() <= recorded);

        // The repetition answers all, the first ones alike, and records each once.
        let whole = send(&partner, "application/x-ndjson", Some("key-1"), body.clone()).await;
        assert!(whole.text.as_bytes().starts_with(&first));
        let all = lines(&whole);
        assert!(all.len() == ROWS && all.iter().all(|line| line["outcome"] == "recorded"));
        assert_eq!(app.counts().await.0 - before, i64::try_from(ROWS).unwrap());
        assert_eq!(send(&partner, "application/x-ndjson", Some("key-1"), body).await.text, whole.text);
    }

    async fn a_partner_that_is_suspended_meanwhile_stops_there(app) {
        let (partner, staff) = (app.partner(PROVIDER).await, app.staff("Demo Staff").await);
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let body = vec![row("7", "x", course, "2026-11-20").to_string(); ROWS].join("\n");
        let id = partner.get("/partner").await.ok()["id"].as_str().unwrap().to_owned();
        let request = TestRequest::post().uri("/api/v1/partner/reports/batch").insert_header(("Content-Type", "application/x-ndjson"));
        let request = request.insert_header(("Authorization", format!("Bearer {}", partner.token.as_deref().unwrap())));
        let response = app.call(request.set_payload(body).to_request()).await;
        staff.post(&format!("/partners/{id}/suspend"), json!({"reason": "x"})).await.ok();
        // The answer breaks off, so that nobody takes it for whole.
        assert!(actix_web::body::to_bytes(response.into_body()).await.is_err());
    }
}

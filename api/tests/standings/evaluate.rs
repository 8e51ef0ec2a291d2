use actix_web::test::TestRequest;
use shared::standings::contract::REQUEST_BYTES_MAX;

use crate::support::*;

async fn ask(app: &App, body: impl Into<actix_web::web::Bytes>) -> Reply {
    let request = TestRequest::post().uri("/api/v1/rules/standing").insert_header(("Content-Type", "application/json"));
    app.anyone().send(request.set_payload(body.into())).await
}

/// Every member of `expected` is in `answer` with the same value; `answer` may have more.
fn holds(answer: &Value, expected: &Value) -> bool {
    match (answer, expected) {
        (Value::Object(answer), Value::Object(expected)) => {
            expected.iter().all(|(name, value)| answer.get(name).is_some_and(|found| holds(found, value)))
        }
        (Value::Array(answer), Value::Array(expected)) => {
            answer.len() == expected.len() && answer.iter().zip(expected).all(|(one, other)| holds(one, other))
        }
        _ => answer == expected,
    }
}

both! {
    async fn the_service_answers_every_vector_as_the_rules_do(app) {
        let vectors: Value = serde_json::from_str(include_str!("../../../shared/tests/vectors/standing.json")).unwrap();
        let before = app.counts().await;
        for case in vectors.as_array().unwrap() {
            let answer = app.anyone().post("/rules/standing", json!({"as_of": case["as_of"], "dossier": case["dossier"]})).await.ok();
            assert!(holds(&answer, &case["expect"]), "{}: {answer}", case["name"]);
        }
        assert_eq!(app.counts().await, before);
    }

    async fn what_does_not_have_the_shape_is_named(app) {
        for (body, member) in [
            (json!({"dossier": {}}), "as_of"),
            (json!({"as_of": "2026-02-29", "dossier": {}}), "as_of"),
            (json!({"as_of": "2200-01-01", "dossier": {}}), "as_of"),
            (json!({"as_of": "2026-01-01", "dossier": {}, "why": 1}), "why"),
            (json!({"as_of": "2026-01-01", "dossier": {"portfolios": [{"set": "cooking", "submitted_on": "2025-01-01"}]}}), "dossier.portfolios[0].set"),
            (json!({"as_of": "2026-01-01", "dossier": {"activities": [{"completed_on": "2025-01-01", "minutes": -1, "technology": true}]}}), "dossier.activities[0].minutes"),
        ] {
            let reply = app.anyone().post("/rules/standing", body.clone()).await;
            reply.is_problem(400, "unreadable");
            assert_eq!(reply.members(), [member], "{body}");
        }
        ask(&app, "{").await.is_problem(400, "unreadable");
        ask(&app, "").await.is_problem(400, "unreadable");
        ask(&app, "{\"as_of\": \"2026-01-01\", \"dossier\": {}} {}").await.is_problem(400, "unreadable");
        let text = TestRequest::post().uri("/api/v1/rules/standing").insert_header(("Content-Type", "text/plain")).set_payload("{\"a\": 1}");
        app.anyone().send(text).await.is_problem(415, "not_json");
    }

    async fn what_the_contract_refuses_is_named(app) {
        let decided = |decided_on: &str| json!([{"set": "youth", "completed_on": "2025-05-10", "decided_on": decided_on, "outcome": "achieved", "approval": {"from": "2025-05-12"}}]);
        let job = |minutes: u32| json!({"submitted_on": "2025-01-01", "has_diploma": true, "in_support_position": true, "library_work": [{"from": "2020-01-01", "minutes_per_week": minutes}]});
        let activity = |minutes: u32| json!([{"completed_on": "2025-01-01", "minutes": minutes, "technology": false}]);
        for (name, value, member) in [
            ("course_completions", decided("2025-05-09"), "dossier.course_completions[0].decided_on"),
            ("course_completions", decided("2025-05-11"), "dossier.course_completions[0].decided_on"),
            ("application", job(0), "dossier.application.library_work[0].minutes_per_week"),
            ("application", job(10_081), "dossier.application.library_work[0].minutes_per_week"),
            ("activities", activity(0), "dossier.activities[0].minutes"),
            ("activities", activity(100_001), "dossier.activities[0].minutes"),
            ("renewals", json!(vec![json!({"submitted_on": "2025-01-01"}); 1_001]), "dossier.renewals"),
        ] {
            let reply = app.anyone().post("/rules/standing", json!({"as_of": "2026-01-01", "dossier": {name: value}})).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members()[0], member);
        }
        for (name, value) in [
            ("course_completions", decided("2025-05-12")),
            ("application", job(10_080)),
            ("activities", activity(100_000)),
            ("renewals", json!(vec![json!({"submitted_on": "2025-01-01"}); 1_000])),
        ] {
            app.anyone().post("/rules/standing", json!({"as_of": "2026-01-01", "dossier": {name: value}})).await.ok();
        }
    }

    async fn a_request_has_at_most_a_mebibyte(app) {
        let small = "{\"as_of\": \"2026-01-01\", \"dossier\": {}}";
        let padded = |bytes: usize| format!("{small}{}", " ".repeat(bytes - small.len()));
        ask(&app, padded(REQUEST_BYTES_MAX)).await.ok();
        ask(&app, padded(REQUEST_BYTES_MAX + 1)).await.is_problem(413, "too_large");
    }
}

//! The same request raced under one key, and without: however many come at once, one is recorded.

use futures_util::future::join_all;

use crate::support::*;

const AT_ONCE: usize = 32;

fn application() -> Value {
    json!({
        "library_work": [{"from": "2022-01-01", "minutes_per_week": 2100}],
        "has_diploma": true,
        "in_support_position": true,
        "position_title": "Circulation assistant"
    })
}

both! {
    async fn the_same_post_raced_under_one_key_answers_alike(app) {
        let candidate = app.person("Demo Candidate").await;
        let before = app.counts().await;
        let replies = join_all((0..AT_ONCE).map(|_| candidate.post_with_key("one-key", "/applications", application()))).await;
        for reply in &replies {
            assert_eq!((reply.status, &reply.text), (201, &replies[0].text));
        }
        assert_eq!(replies.iter().filter(|reply| reply.header("idempotent-replayed").is_empty()).count(), 1);
        // One act with its application and its invoice, and one mail.
        let (acts, facts, mails) = app.counts().await;
        assert_eq!((acts - before.0, facts - before.1, mails - before.2), (1, 2, 1));
    }

    async fn the_same_post_raced_without_a_key_is_recorded_once(app) {
        let candidate = app.person("Demo Candidate").await;
        let replies = join_all((0..AT_ONCE).map(|_| candidate.post("/applications", application()))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
        for reply in replies.iter().filter(|reply| reply.status != 201) {
            reply.is_problem(422, "application_open");
        }
        assert_eq!(candidate.get("/me/applications").await.ok()["items"].as_array().unwrap().len(), 1);
    }
}

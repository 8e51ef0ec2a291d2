use lssc_api::record::NewFact;
use shared::competencies::CompetencySet;
use shared::facts::FactBody;

use crate::support::*;

fn report(course: impl std::fmt::Display, completed_on: &str) -> Value {
    json!({"course_id": course.to_string(), "completed_on": completed_on})
}

/// The rules of a completion's reasons.
fn rules(completion: &Value) -> Vec<&str> {
    completion["reasons"].as_array().unwrap().iter().map(|reason| reason["rule"].as_str().unwrap()).collect()
}

both! {
    async fn one_report_becomes_one_completion_per_approved_set(app) {
        let course = app.course("Basics", &[CompetencySet::Technology, CompetencySet::Foundations], "2025-01-10", None).await;
        let candidate = app.person("Demo Candidate").await;
        let before = app.counts().await;
        let reply = candidate.post("/completions", report(course, "2026-11-22")).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let (acts, facts, mails) = app.counts().await;
        assert_eq!((acts - before.0, facts - before.1, mails - before.2), (1, 2, 0));
        let items = reply.body["items"].as_array().unwrap();
        assert_eq!(items.iter().map(|item| item["set"].as_str().unwrap()).collect::<Vec<_>>(), ["foundations", "technology"]);
        let mut first = items[0].clone();
        first["id"].take();
        let expected = json!({
            "id": null, "person_id": candidate.person(), "person_name": "Demo Candidate", "course_id": course, "course_title": "Basics",
            "provider": "Demo State Library", "set": "foundations", "completed_on": "2026-11-22", "state": "reported", "decided_on": null,
            "decision_reason": null, "credit": "counts",
            "reasons": [{"rule": "credit_counts", "question": 10, "sentence": "The course was approved for this set when it was completed on 22 November 2026."}]
        });
        assert_eq!(first, expected);
    }

    async fn credit_or_why_none_is_told_at_once(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2024-01-10", Some("2026-01-10")).await;
        let candidate = app.person("Demo Candidate").await;
        for (completed_on, credit, rule, question) in [
            ("2022-01-09", "before_look_back", "credit_look_back", 16),
            ("2022-01-10", "counts", "credit_counts", 10),
            ("2026-01-10", "counts", "credit_counts", 10),
            ("2026-01-11", "after_approval_ended", "credit_approval_ended", 10),
        ] {
            let item = candidate.post("/completions", report(course, completed_on)).await.ok()["items"][0].clone();
            assert_eq!(item["credit"], credit, "{completed_on}");
            assert_eq!((&item["reasons"][0]["rule"], &item["reasons"][0]["question"]), (&json!(rule), &json!(question)));
        }
    }

    async fn a_set_already_achieved_is_said_not_refused(app) {
        let course = app.course("Basics", &[CompetencySet::Technology, CompetencySet::Youth], "2025-01-10", None).await;
        let candidate = app.person("Demo Candidate").await;
        app.admit(candidate.person(), "2026-01-10").await;
        app.achieve(candidate.person(), course, CompetencySet::Technology, "2026-03-01").await;
        let items = candidate.post("/completions", report(course, "2026-11-01")).await.ok()["items"].clone();
        assert_eq!(rules(&items[0]), ["credit_counts", "set_already_achieved"]);
        assert_eq!(rules(&items[1]), ["credit_counts"]);
        // What achieved it is not told that it is superfluous.
        let mine = candidate.get("/me/completions").await.ok();
        assert_eq!(rules(&mine["items"][0]), ["credit_counts"]);
    }

    async fn what_is_not_done_yet_or_not_there_is_refused_by_name(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let candidate = app.person("Demo Candidate").await;
        let before = app.counts().await;
        for (body, status, code, member) in [
            (report(course, "2026-11-23"), 422, "invalid", "completed_on"),
            (report("01993e5c-6f00-7cc2-8000-0242ac120002", "2026-11-01"), 422, "invalid", "course_id"),
            (report("basics", "2026-11-01"), 400, "unreadable", "course_id"),
            (report("\u{0}", "2026-11-01"), 400, "unreadable", "course_id"),
            (report(course, "2026-02-29"), 400, "unreadable", "completed_on"),
            (report(course, "1899-12-31"), 400, "unreadable", "completed_on"),
            (report(course, "22.11.2026"), 400, "unreadable", "completed_on"),
            (json!({"course_id": course}), 400, "unreadable", "completed_on"),
            (json!({"course_id": course, "completed_on": "2026-11-01", "set": "youth"}), 400, "unreadable", "set"),
        ] {
            let reply = candidate.post("/completions", body.clone()).await;
            reply.is_problem(status, code);
            assert_eq!(reply.members(), [member], "{body}");
        }
        app.anyone().post("/completions", report(course, "2026-11-01")).await.is_problem(401, "signed_out");
        assert_eq!(app.counts().await, before);
    }

    async fn a_course_that_is_not_approved_is_refused_with_reasons(app) {
        let never = app.course("Never", &[], "2025-01-10", None).await;
        let tomorrow = app.course("Tomorrow", &[CompetencySet::Youth], "2026-11-23", None).await;
        let candidate = app.person("Demo Candidate").await;
        let before = app.counts().await;
        for course in [never, tomorrow] {
            let reply = candidate.post("/completions", report(course, "2026-11-01")).await;
            let problem = reply.is_problem(422, "course_not_approved");
            assert_eq!(problem["reasons"].as_array().unwrap().iter().map(|reason| reason["question"].as_u64()).collect::<Vec<_>>(), [Some(10), Some(16)]);
        }
        assert_eq!(app.counts().await, before);
        app.set_today("2026-11-23");
        app.again(&candidate).await.post("/completions", report(tomorrow, "2026-11-01")).await.ok();
    }

    async fn the_same_course_and_date_twice_is_a_conflict(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let (candidate, other) = (app.person("Demo Candidate").await, app.person("Demo Other").await);
        let first = candidate.post("/completions", report(course, "2026-11-01")).await.ok()["items"][0]["id"].as_str().unwrap().to_owned();
        let before = app.counts().await;
        candidate.post("/completions", report(course, "2026-11-01")).await.is_problem(409, "completion_reported");
        assert_eq!(app.counts().await, before);
        candidate.post("/completions", report(course, "2026-11-02")).await.ok();
        other.post("/completions", report(course, "2026-11-01")).await.ok();
        // Once staff have struck it, it may be reported again.
        let fact = app.read(move |conn| lssc_api::record::facts_about(conn, &first).unwrap()[0].clone()).await;
        let struck = FactBody::FactCorrected { corrected: fact.id, replacement: None };
        app.record(vec![NewFact::of(candidate.person(), fact.on, struck)]).await;
        candidate.post("/completions", report(course, "2026-11-01")).await.ok();
    }

    async fn a_set_approved_since_is_taken_from_the_same_report(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        candidate.post("/completions", report(course, "2026-11-01")).await.ok();
        staff.post(&format!("/courses/{course}/approvals"), json!({"set": "youth"})).await.ok();
        let items = candidate.post("/completions", report(course, "2026-11-01")).await.ok()["items"].clone();
        assert_eq!((items.as_array().unwrap().len(), &items[0]["set"]), (1, &json!("youth")));
    }

    async fn the_same_report_under_one_key_is_recorded_once(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let candidate = app.person("Demo Candidate").await;
        let first = candidate.post_with_key("one-key", "/completions", report(course, "2026-11-01")).await;
        let before = app.counts().await;
        let second = candidate.post_with_key("one-key", "/completions", report(course, "2026-11-01")).await;
        assert_eq!((second.status, &second.text, second.header("idempotent-replayed")), (201, &first.text, "true"));
        candidate.post_with_key("one-key", "/completions", report(course, "2026-11-02")).await.is_problem(409, "idempotency_key_reused");
        assert_eq!(app.counts().await, before);
    }
}

//! One completion, reported by the provider of the course.

use shared::competencies::CompetencySet;

use super::{PROVIDER, number, partner_with_course, row};
use crate::support::*;

both! {
    async fn what_a_provider_reports_is_verified_at_once(app) {
        let (partner, course) = partner_with_course(&app).await;
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2026-01-10").await;
        let number = number(&candidate).await;
        let before = app.counts().await;
        let typed = number.to_lowercase().replace('-', " ");
        let reply = partner.post_with_key("key-1", "/partner/reports", row(&typed, "CANDIDATÉ", course, "2026-11-20")).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let (acts, facts, _) = app.counts().await;
        assert_eq!((acts - before.0, facts - before.1), (1, 4));
        let mut answer = reply.body.clone();
        answer["completions"][0]["completion_id"].take();
        answer["completions"].as_array_mut().unwrap().truncate(1);
        let expected = json!({
            "row": 1, "outcome": "recorded", "candidate_number": number, "problem": null,
            "completions": [{
                "completion_id": null, "set": "foundations", "credit": "counts",
                "reason": {"rule": "credit_counts", "question": 10, "sentence": "The course was approved for this set when it was completed on 20 November 2026."}
            }]
        });
        assert_eq!(answer, expected);
        assert_eq!(partner.post_with_key("key-1", "/partner/reports", row(&typed, "CANDIDATÉ", course, "2026-11-20")).await.ok(), reply.body);
        let mine = candidate.get("/me/completions").await.ok();
        assert_eq!((&mine["items"][0]["state"], &mine["items"][0]["decided_on"]), (&json!("verified"), &json!("2026-11-22")));
        let standing = candidate.get("/me/standing").await.ok()["standing"].clone();
        assert!(standing["sets"].as_array().unwrap().iter().any(|set| set["set"] == "technology" && set["state"] == "achieved"));
        // The act names the partner.
        let file = staff.get(&format!("/people/{}", candidate.person())).await.ok();
        assert_eq!((&file["acts"][0]["operation"], &file["acts"][0]["by"]), (&json!("report_for_candidate"), &json!(PROVIDER)));
    }

    async fn a_partner_learns_nothing_else_of_the_candidate(app) {
        let (partner, course) = partner_with_course(&app).await;
        let candidate = app.person("Demo Candidate").await;
        app.admit(candidate.person(), "2026-01-10").await;
        let own = app.course("Elsewhere", &[CompetencySet::Technology], "2025-01-10", None).await;
        app.achieve(candidate.person(), own, CompetencySet::Technology, "2026-03-01").await;
        let reply = partner.post("/partner/reports", row(&number(&candidate).await, "Candidate", course, "2026-11-20")).await;
        assert_eq!(reply.status, 201);
        // That a set is achieved already is told to the candidate alone.
        assert!(!reply.text.contains("achieved") && !reply.text.contains("Demo"), "{}", reply.text);
        for path in ["/me/standing", "/me/completions", "/me/applications", "/people/01993e5c-6f00-7cc2-8000-0242ac120002", "/standings?status=candidate"] {
            partner.get(path).await.is_problem(403, "forbidden");
        }
    }

    async fn a_wrong_number_and_a_wrong_name_are_answered_alike(app) {
        let (partner, course) = partner_with_course(&app).await;
        let candidate = app.person("Demo Candidate").await;
        let number = number(&candidate).await;
        let before = app.counts().await;
        let wrong_name = partner.post("/partner/reports", row(&number, "Reader", course, "2026-11-20")).await;
        wrong_name.is_problem(422, "candidate_unknown");
        let nobody = shared::people::CandidateNumber::from_random([3; 7]).to_string();
        let unknown = partner.post("/partner/reports", row(&nobody, "Candidate", course, "2026-11-20")).await;
        assert_eq!(wrong_name.body, unknown.body);
        assert_eq!(wrong_name.body["reasons"][0]["question"], 10);
        let other = app.course_of("Another Demo Library", "Theirs", &[CompetencySet::Youth], "2025-01-10", None).await;
        let before = (before.0 + 1, before.1 + 2, before.2);
        let mistyped = format!("{}{}", &number[..8], if number.ends_with('0') { '2' } else { '0' });
        for (body, status, member) in [
            (row(&mistyped, "Candidate", course, "2026-11-20"), 422, "candidate_number"),
            (row("", "Candidate", course, "2026-11-20"), 422, "candidate_number"),
            (row(&number, "", course, "2026-11-20"), 422, "family_name"),
            (row(&number, &"x".repeat(201), course, "2026-11-20"), 422, "family_name"),
            (row(&number, "Candidate", course, "2026-11-23"), 422, "completed_on"),
            // Another partner's course is as unknown as one that there is not.
            (row(&number, "Candidate", other, "2026-11-20"), 422, "course_id"),
            (row(&number, "Candidate", shared::ids::CourseId(lssc_api::ids::fresh()), "2026-11-20"), 422, "course_id"),
            (json!({"candidate_number": number}), 400, "family_name"),
        ] {
            let reply = partner.post("/partner/reports", body).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
    }

    async fn what_is_known_is_not_recorded_again(app) {
        let (partner, course) = partner_with_course(&app).await;
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let number = number(&candidate).await;
        // The candidate was first: the report of the provider verifies it.
        candidate.post("/completions", json!({"course_id": course, "completed_on": "2026-11-20"})).await.ok();
        let before = app.counts().await;
        let first = partner.post("/partner/reports", row(&number, "Candidate", course, "2026-11-20")).await;
        assert_eq!((first.status, app.counts().await.1 - before.1), (201, 2));
        let again = partner.post("/partner/reports", row(&number, "Candidate", course, "2026-11-20")).await;
        assert_eq!((again.status, &again.body["outcome"]), (200, &json!("already_recorded")));
        assert_eq!(again.body["completions"], first.body["completions"]);
        assert_eq!(app.counts().await.1 - before.1, 2);
        // What staff refused stays refused.
        let other = candidate.post("/completions", json!({"course_id": course, "completed_on": "2026-11-10"})).await.ok();
        staff.post(&format!("/completions/{}/refuse", other["items"][0]["id"].as_str().unwrap()), json!({"reason": "x"})).await.ok();
        partner.post("/partner/reports", row(&number, "Candidate", course, "2026-11-10")).await.is_problem(409, "completion_refused");
    }

    async fn credit_is_said_for_each_set_and_a_course_without_approval_is_refused(app) {
        let partner = app.partner(PROVIDER).await;
        let candidate = app.person("Demo Candidate").await;
        let number = number(&candidate).await;
        let ended = app.course("Ended", &[CompetencySet::Youth], "2024-01-10", Some("2026-01-10")).await;
        let reply = partner.post("/partner/reports", row(&number, "Candidate", ended, "2026-01-11")).await.ok();
        assert_eq!((&reply["completions"][0]["credit"], &reply["completions"][0]["reason"]["rule"]), (&json!("after_approval_ended"), &json!("credit_approval_ended")));
        let bare = app.course("Bare", &[], "2026-01-10", None).await;
        partner.post("/partner/reports", row(&number, "Candidate", bare, "2026-11-20")).await.is_problem(422, "course_not_approved");
    }

    async fn the_sixth_set_certifies(app) {
        let (partner, candidate) = (app.partner(PROVIDER).await, app.person("Demo Candidate").await);
        app.admit(candidate.person(), "2026-01-10").await;
        let all = app.course("Everything", &SIX, "2025-01-10", None).await;
        partner.post("/partner/reports", row(&number(&candidate).await, "Candidate", all, "2026-11-20")).await.ok();
        assert_eq!(candidate.get("/me/standing").await.ok()["standing"]["status"], "certified");
        assert!(app.mail_to(&candidate.email).await.unwrap().contains("you are certified"));
    }
}

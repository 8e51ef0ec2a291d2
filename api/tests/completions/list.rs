use lssc_api::record::NewFact;
use shared::competencies::CompetencySet;
use shared::dossier::Outcome;
use shared::facts::{FactBody, Replacement};

use crate::support::*;

/// Reports the course on these days, and gives the ids of the completions.
async fn reported(client: &Client, course: impl std::fmt::Display, days: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for day in days {
        let body = json!({"course_id": course.to_string(), "completed_on": day});
        ids.push(client.post("/completions", body).await.ok()["items"][0]["id"].as_str().unwrap().to_owned());
    }
    ids
}

async fn listed(staff: &Client, query: &str) -> Vec<String> {
    let found = staff.get(&format!("/completions?{query}")).await.ok();
    found["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn staff_see_completions_by_state_oldest_report_first(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let (candidate, other, staff) = (app.person("Demo Candidate").await, app.person("Demo Other").await, app.staff("Demo Staff").await);
        let mut ids = reported(&candidate, course, &["2026-11-04", "2026-11-03"]).await;
        ids.extend(reported(&other, course, &["2026-11-02", "2026-11-01"]).await);
        staff.post(&format!("/completions/{}/verify", ids[0]), json!({})).await.ok();
        staff.post(&format!("/completions/{}/refuse", ids[3]), json!({"reason": "No such certificate."})).await.ok();
        for (query, expected) in [
            ("", &ids[..]),
            ("state=reported", &ids[1..3]),
            ("state=verified", &ids[..1]),
            ("state=refused", &ids[3..]),
        ] {
            assert_eq!(listed(&staff, query).await, expected, "{query}");
        }
    }

    async fn corrections_move_completions_between_the_lists(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let ids = reported(&candidate, course, &["2026-11-01", "2026-11-02", "2026-11-03"]).await;
        for id in &ids[..2] {
            staff.post(&format!("/completions/{id}/verify"), json!({})).await.ok();
        }
        // The first decision is struck, the second replaced, the third report struck.
        let mut corrections = Vec::new();
        for (id, kind) in [(&ids[0], "completion_decided"), (&ids[1], "completion_decided"), (&ids[2], "completion_reported")] {
            let id = id.clone();
            let fact = app.read(move |conn| lssc_api::record::facts_about(conn, &id).unwrap().into_iter().find(|fact| fact.body.kind() == kind).unwrap()).await;
            corrections.push(fact);
        }
        let replacement = match corrections[1].body {
            FactBody::CompletionDecided { completion, .. } => {
                Replacement { on: corrections[1].on, body: Box::new(FactBody::CompletionDecided { completion, outcome: Outcome::NotAchieved }) }
            }
            _ => unreachable!(),
        };
        let replacements = [None, Some(replacement), None];
        for (fact, replacement) in corrections.iter().zip(replacements) {
            let body = FactBody::FactCorrected { corrected: fact.id, replacement };
            app.record(vec![NewFact::of(candidate.person(), fact.on, body)]).await;
        }
        assert_eq!(listed(&staff, "state=reported").await, &ids[..1]);
        assert_eq!(listed(&staff, "state=verified").await, Vec::<String>::new());
        assert_eq!(listed(&staff, "state=refused").await, &ids[1..2]);
        assert_eq!(listed(&staff, "").await, &ids[..2]);
    }

    async fn pages_follow_the_reports(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let ids = reported(&candidate, course, &["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"]).await;
        staff.post(&format!("/completions/{}/verify", ids[1]), json!({})).await.ok();
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = staff.get(&format!("/completions?state=reported&limit=2{after}")).await.ok();
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen, [&ids[..1], &ids[2..]].concat());
    }

    async fn the_lists_are_for_staff(app) {
        for client in [app.person("Demo Candidate").await, app.admin("Demo Admin").await] {
            client.get("/completions").await.is_problem(403, "forbidden");
        }
        app.anyone().get("/completions").await.is_problem(401, "signed_out");
        let staff = app.staff("Demo Staff").await;
        for (query, status, code, member) in [
            ("state=lost", 400, "unreadable", "state"),
            ("limit=0", 422, "invalid", "limit"),
            ("limit=201", 422, "invalid", "limit"),
            ("after=AA", 422, "invalid", "after"),
        ] {
            let reply = staff.get(&format!("/completions?{query}")).await;
            reply.is_problem(status, code);
            assert_eq!(reply.members(), [member], "{query}");
        }
        staff.get("/completions?limit=200").await.ok();
    }
}

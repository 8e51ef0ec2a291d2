//! The last two verifications at the same moment: one certificate, each time. `LSSC_TEST_RACES` says how often.

use diesel::prelude::*;
use futures_util::future::{join, join_all};
use lssc_api::db::schema::{certificates, facts, outbox};
use shared::competencies::CompetencySet;

use crate::support::*;

fn races() -> usize {
    std::env::var("LSSC_TEST_RACES").map_or(20, |races| races.parse().unwrap())
}

both! {
    async fn the_last_two_verifications_raced_yield_one_certificate(app) {
        let four = app.course("Four", &SIX[..4], "2025-01-10", None).await;
        let last = app.course("The last two", &SIX[4..], "2025-01-10", None).await;
        let (first, second) = (app.staff("Demo Staff").await, app.staff("Second Demo Staff").await);
        for round in 0..races() {
            let candidate = app.person("Demo Candidate").await;
            let person = candidate.person();
            app.admit(person, "2026-01-10").await;
            for set in &SIX[..4] {
                app.achieve(person, four, *set, "2026-03-01").await;
            }
            let items = candidate.post("/completions", json!({"course_id": last, "completed_on": "2026-11-01"})).await.ok()["items"].clone();
            let paths = [0, 1].map(|item: usize| format!("/completions/{}/verify", items[item]["id"].as_str().unwrap()));
            let (one, other) = join(first.post(&paths[0], json!({})), second.post(&paths[1], json!({}))).await;
            assert_eq!((one.status, other.status), (200, 200), "round {round}: {} {}", one.text, other.text);

            let email = candidate.email.clone();
            let counted = app.read(move |conn| {
                let id = person.to_string();
                let issued = facts::table.filter(facts::person_id.eq(&id)).filter(facts::kind.eq("certificate_issued"));
                let known = certificates::table.filter(certificates::person_id.eq(&id));
                let told = outbox::table.filter(outbox::recipient.eq(&email)).filter(outbox::subject.eq("You are certified"));
                [issued.count().get_result::<i64>(conn).unwrap(), known.count().get_result(conn).unwrap(), told.count().get_result(conn).unwrap()]
            });
            assert_eq!(counted.await, [1, 1, 1], "round {round}");
            let sets = candidate.get("/me/certificates").await.ok()["items"][0]["sets"].clone();
            assert_eq!(sets.as_array().unwrap().len(), 6, "round {round}");
        }
    }

    async fn the_same_completion_decided_twice_at_once_is_decided_once(app) {
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let (first, second, candidate) = (app.staff("Demo Staff").await, app.staff("Second Demo Staff").await, app.person("Demo Candidate").await);
        let items = candidate.post("/completions", json!({"course_id": course, "completed_on": "2026-11-01"})).await.ok()["items"].clone();
        let path = format!("/completions/{}", items[0]["id"].as_str().unwrap());
        let refusal = format!("{path}/refuse");
        let verification = format!("{path}/verify");
        let (one, other) = join(first.post(&verification, json!({})), second.post(&refusal, json!({"reason": "No."}))).await;
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.text, other.text);
    }

    async fn the_same_report_raced_without_a_key_is_recorded_once(app) {
        let course = app.course("Basics", &[CompetencySet::Technology, CompetencySet::Youth], "2025-01-10", None).await;
        let candidate = app.person("Demo Candidate").await;
        let body = json!({"course_id": course, "completed_on": "2026-11-01"});
        let replies = join_all((0..16).map(|_| candidate.post("/completions", body.clone()))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
        for reply in replies.iter().filter(|reply| reply.status != 201) {
            reply.is_problem(409, "completion_reported");
        }
        assert_eq!(candidate.get("/me/completions").await.ok()["items"].as_array().unwrap().len(), 2);
    }
}

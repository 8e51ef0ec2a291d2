use shared::competencies::CompetencySet;

use crate::support::*;

const UNKNOWN: &str = "01993e5c-6f00-7cc2-8000-0242ac120002";

/// Reports a course on so many days, and gives the ids of the completions.
async fn reported(app: &App, client: &Client, days: u32) -> Vec<String> {
    let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
    let mut ids = Vec::new();
    for day in 1..=days {
        let body = json!({"course_id": course, "completed_on": date("2026-01-01").days_later(day).to_string()});
        ids.push(client.post("/completions", body).await.ok()["items"][0]["id"].as_str().unwrap().to_owned());
    }
    ids
}

both! {
    async fn each_has_its_own_act_and_its_own_fate(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(candidate.person(), "2026-01-10").await;
        let ids = reported(&app, &candidate, 3).await;
        let own = reported(&app, &staff, 1).await;
        staff.post(&format!("/completions/{}/verify", ids[1]), json!({})).await.ok();
        let before = app.counts().await;
        let body = json!({"outcome": "achieved", "ids": [ids[0], ids[1], own[0], UNKNOWN, ids[2]]});
        let decided = staff.post("/completions/decisions", body).await.ok();
        let items = decided["items"].as_array().unwrap();
        let fates: Vec<_> = items.iter().map(|item| (item["state"].as_str(), item["problem"]["code"].as_str())).collect();
        assert_eq!(
            fates,
            [(Some("verified"), None), (None, Some("completion_decided")), (None, Some("own_matter")), (None, Some("not_found")), (Some("verified"), None)]
        );
        assert_eq!(items[3]["id"], UNKNOWN);
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1), (2, 2));
        assert_eq!(staff.get(&format!("/completions/{}", ids[2])).await.ok()["state"], "verified");
        assert_eq!(candidate.get("/me/standing").await.ok()["standing"]["sets"][2]["state"], "achieved");
    }

    async fn the_same_key_decides_once(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let ids = reported(&app, &candidate, 2).await;
        let body = json!({"outcome": "not_achieved", "reason": "No such certificate.", "ids": ids});
        let first = staff.post_with_key("bulk-1", "/completions/decisions", body.clone()).await;
        let before = app.counts().await;
        let again = staff.post_with_key("bulk-1", "/completions/decisions", body).await;
        assert_eq!((again.header("idempotent-replayed"), &again.body), ("true", &first.body));
        assert_eq!(app.counts().await, before);
        let refused = staff.get(&format!("/completions/{}", ids[1])).await.ok();
        assert_eq!((&refused["state"], &refused["decision_reason"]), (&json!("refused"), &json!("No such certificate.")));
    }

    async fn a_hundred_are_taken_and_one_more_is_not(app) {
        let (candidate, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let ids = reported(&app, &candidate, 2).await;
        let unknown = |count: usize| (0..count).map(|number| format!("01993e5c-6f00-7cc2-8000-{number:012}")).collect::<Vec<_>>();
        let before = app.counts().await;
        for (body, status, member) in [
            (json!({"outcome": "achieved", "ids": []}), 422, "ids"),
            (json!({"outcome": "achieved", "ids": unknown(101)}), 422, "ids"),
            (json!({"outcome": "achieved", "ids": [ids[0], ids[1], ids[0]]}), 422, "ids[2]"),
            (json!({"outcome": "not_achieved", "ids": ids}), 422, "reason"),
            (json!({"outcome": "not_achieved", "ids": ids, "reason": " "}), 422, "reason"),
            (json!({"outcome": "not_achieved", "ids": ids, "reason": "a".repeat(2_001)}), 422, "reason"),
            (json!({"outcome": "perhaps", "ids": ids}), 400, "outcome"),
            (json!({"outcome": "achieved"}), 400, "ids"),
        ] {
            let reply = staff.post("/completions/decisions", body).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        let decided = staff.post("/completions/decisions", json!({"outcome": "achieved", "ids": unknown(100)})).await.ok();
        assert_eq!(decided["items"].as_array().unwrap().len(), 100);
    }

    async fn only_staff_decide(app) {
        let body = json!({"outcome": "achieved", "ids": [UNKNOWN]});
        for client in [app.person("Demo Candidate").await, app.admin("Demo Admin").await] {
            client.post("/completions/decisions", body.clone()).await.is_problem(403, "forbidden");
        }
        app.anyone().post("/completions/decisions", body).await.is_problem(401, "signed_out");
    }
}

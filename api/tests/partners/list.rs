//! What a partner reported, by its last change.

use shared::competencies::CompetencySet;

use super::report_many::{lines, send};
use super::{PROVIDER, number, row};
use crate::support::*;

/// The ids of the completions on a page.
fn ids(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["completion_id"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn reports_come_by_their_last_change_and_nothing_is_missed(app) {
        let (partner, staff) = (app.partner(PROVIDER).await, app.staff("Demo Staff").await);
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let candidate = app.person("Demo Candidate").await;
        let one = number(&candidate).await;
        let empty = partner.get("/partner/reports").await.ok();
        assert_eq!(empty, json!({"items": [], "next": null, "seen": null}));
        let body: Vec<String> = (10..15).map(|day| row(&one, "Candidate", course, &format!("2026-11-{day}")).to_string()).collect();
        let sent = lines(&send(&partner, "application/x-ndjson", None, body.join("\n")).await);
        let expected: Vec<String> = sent.iter().map(|line| line["completions"][0]["completion_id"].as_str().unwrap().to_owned()).collect();

        let first = partner.get("/partner/reports?limit=2").await.ok();
        assert_eq!((ids(&first), &first["next"]), (expected[..2].to_vec(), &first["seen"]));
        let item = &first["items"][0];
        assert_eq!(
            (&item["candidate_number"], &item["name"], &item["state"], &item["completed_on"], &item["decided_on"], &item["credit"], &item["course_title"]),
            (&json!(one), &json!("Demo Candidate"), &json!("verified"), &json!("2026-11-10"), &json!("2026-11-22"), &json!("counts"), &json!("Basics"))
        );
        // Meanwhile staff strike the first decision, and then the report itself.
        let completion = expected[0].clone();
        let facts = app.read(move |conn| lssc_api::record::facts_about(conn, completion.as_str()).unwrap()).await;
        for fact in [&facts[1], &facts[0]] {
            staff.post(&format!("/facts/{}/correct", fact.id), json!({"reason": "Another person."})).await.ok();
        }
        // Who goes on from where it was sees the rest, and the changed one at the end.
        let rest = partner.get(&format!("/partner/reports?after={}", first["next"].as_str().unwrap())).await.ok();
        assert_eq!(ids(&rest), [&expected[2..], &expected[..1]].concat());
        assert_eq!((&rest["items"][3]["state"], &rest["items"][3]["name"], &rest["next"]), (&json!("struck"), &json!("Demo Candidate"), &json!(null)));
        let since = |seen: &Value| format!("/partner/reports?after={}", seen["seen"].as_str().unwrap());
        let nothing = partner.get(&since(&rest)).await.ok();
        assert_eq!((ids(&nothing), &nothing["seen"]), (vec![], &rest["seen"]));
        // A decision of staff is a change too.
        let completion = expected[1].clone();
        let facts = app.read(move |conn| lssc_api::record::facts_about(conn, completion.as_str()).unwrap()).await;
        staff.post(&format!("/facts/{}/correct", facts[1].id), json!({"reason": "To be looked at again."})).await.ok();
        staff.post(&format!("/completions/{}/refuse", expected[1]), json!({"reason": "Not attended."})).await.ok();
        let changed = partner.get(&since(&nothing)).await;
        assert_eq!((ids(&changed.body), &changed.body["items"][0]["state"]), (vec![expected[1].clone()], &json!("refused")));
        // What staff write of a person is not the partner's.
        assert!(!changed.text.contains("Not attended"));
    }

    async fn who_was_erased_is_named_no_more(app) {
        let partner = app.partner(PROVIDER).await;
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let candidate = app.person("Žofie Quillfeather").await;
        let one = number(&candidate).await;
        // Typed in another way than it is kept.
        let typed = one.to_lowercase().replace('-', "");
        let body = [row(&typed, "Quillfeather", course, "2026-11-20").to_string(), row(&typed, "Reader", course, "2026-11-20").to_string()].join("\n");
        send(&partner, "application/x-ndjson", Some("key-1"), body).await;
        partner.post_with_key("key-2", "/partner/reports", row(&typed, "Quillfeather", course, "2026-11-19")).await.ok();
        let names_them = |cells: Vec<(String, String, String)>| {
            let names = |cell: &str| [one.as_str(), &typed].iter().any(|number| cell.to_lowercase().contains(&number.to_lowercase()));
            cells.into_iter().filter(|(_, _, cell)| names(cell)).map(|(table, ..)| table).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(names_them(app.read(cells).await).len(), 3);
        let leave = json!({"current_password": PASSWORD, "confirmation": shared::accounts::DELETE_CONFIRMATION});
        assert_eq!(candidate.post("/me/delete", leave).await.status, 204);
        assert!(names_them(app.read(cells).await).is_empty());
        let reports = partner.get("/partner/reports").await.ok();
        assert_eq!(ids(&reports).len(), 2);
        for item in reports["items"].as_array().unwrap() {
            assert_eq!((&item["candidate_number"], &item["name"], &item["state"]), (&json!(null), &json!(null), &json!("verified")));
        }
    }

    async fn other_partners_reports_are_not_there(app) {
        let (partner, other) = (app.partner(PROVIDER).await, app.partner("Another Demo Library").await);
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let candidate = app.person("Demo Candidate").await;
        partner.post("/partner/reports", row(&number(&candidate).await, "Candidate", course, "2026-11-20")).await.ok();
        assert_eq!(other.get("/partner/reports").await.ok()["items"], json!([]));
        assert_eq!(other.get("/partner/courses").await.ok()["items"], json!([]));
        assert_eq!(partner.get("/partner/courses").await.ok()["items"].as_array().unwrap().len(), 1);
        for (query, status) in [("limit=1", 200), ("limit=200", 200), ("limit=0", 422), ("limit=201", 422), ("after=eA", 422), ("after=%3F", 422)] {
            assert_eq!(partner.get(&format!("/partner/reports?{query}")).await.status, status, "{query}");
        }
    }
}

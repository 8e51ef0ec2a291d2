//! Taking one's data along: complete, and nobody else's.

use std::io::Read;

use lssc_api::people::{NO_TRACES, TRACES};
use shared::competencies::CompetencySet;

use crate::applications::{paid, path, submitted};
use crate::evidence;
use crate::support::*;

fn file(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

async fn export(client: &Client) -> Reply {
    client.post("/me/export", json!({"current_password": PASSWORD})).await
}

/// Every table, with the names of its columns and the rows that name this person or their account.
fn rows_that_name(cells: &[(String, String, String)], ids: &[String]) -> Vec<(String, String)> {
    cells
        .iter()
        .filter(|(_, _, text)| ids.iter().any(|id| text.contains(id.as_str())))
        .map(|(table, _, text)| (table.clone(), text.clone()))
        .collect()
}

both! {
    async fn a_code_is_read_strictly_also_where_none_is_asked_for(app) {
        let person = app.person("Demo Reader").await;
        let refused = person.post("/me/export", json!({"current_password": PASSWORD, "code": "0".repeat(41)})).await;
        assert_eq!(refused.is_problem(422, "invalid")["errors"][0]["member"], "code");
        person.post("/me/export", json!({"current_password": PASSWORD, "code": "0".repeat(40)})).await.ok();
    }

    async fn every_table_says_whose_its_rows_are(app) {
        let mut known: Vec<&str> = TRACES.iter().map(|trace| trace.table).chain(NO_TRACES.iter().copied()).collect();
        known.sort_unstable();
        let mut tables = app.read(tables).await;
        tables.sort_unstable();
        assert_eq!(tables, known, "say in `people/traces.rs` how a person's rows are found in a new table, and what becomes of them");
    }

    async fn all_that_names_a_person_stands_in_their_archive_and_nobody_else(app) {
        let (holder, other, staff) = (app.person("Demo <Holder>").await, app.person("Someone Else").await, app.staff("Demo Staff").await);
        for person in [&holder, &other] {
            let application = submitted(person).await;
            paid(&staff, &application).await;
            staff.post(&path(&application, "/accept"), json!({})).await.ok();
        }
        let course = app.course("Cataloging", &[CompetencySet::Cataloging], "2026-01-01", None).await;
        holder.post_with_key("a-key", "/completions", json!({"course_id": course, "completed_on": "2026-11-01"})).await.ok();
        app.anyone().post("/accounts/reset-password", json!({"email": holder.email})).await.ok();
        let (mine, theirs) = (evidence::sent(&holder, "Diploma.pdf", "mine").await, evidence::sent(&other, "Diploma.pdf", "theirs").await);
        let reply = export(&holder).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "application/zip"), "{}", reply.text);
        let in_archive = |sent: &Value| format!("evidence/{} Diploma.pdf", sent["id"].as_str().unwrap());
        assert_eq!(file(&reply.bytes, &in_archive(&mine)).into_bytes(), evidence::pdf("mine"));
        let in_it: Vec<String> = zip::ZipArchive::new(std::io::Cursor::new(&reply.bytes)).unwrap().file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!((in_it.len(), in_it.contains(&in_archive(&theirs))), (3, false));
        assert_eq!(reply.header("content-disposition"), "attachment; filename=\"lssc-my-data-2026-11-22.zip\"");
        let (data, page) = (file(&reply.bytes, "data.json"), file(&reply.bytes, "index.html"));
        let parsed: Value = serde_json::from_str(&data).unwrap();

        let requester = holder.requester.clone().unwrap();
        let ids = [holder.person().to_string(), requester.account.to_string()];
        // Each cell that names the person: its table is there, and what it says stands in it.
        let stored = app.read(cells).await;
        let named = rows_that_name(&stored, &ids);
        assert!(named.len() > 20, "{}", named.len());
        for (table, text) in named {
            // What a request was answered tells of others too, and stands elsewhere.
            if table == "idempotency_keys" && text.starts_with('{') {
                continue;
            }
            let section = parsed["tables"][&table]["rows"].to_string();
            let text = serde_json::from_str::<Value>(&text).map_or_else(|_| text.clone(), |value| value.to_string());
            assert!(section.contains(&text), "{table}: {text} is not in {section}");
        }
        for text in ["Demo <Holder>", &holder.email, "completion_reported", "payment_received"] {
            assert!(data.contains(text), "{text}");
        }
        assert!(page.contains("Demo &lt;Holder&gt;") && !page.contains("<Holder>"));
        assert!(page.contains("<title>What is kept of you</title>") && !page.contains("http"));
        for text in ["Someone Else", &other.email, &other.person().to_string(), "Demo Staff", &staff.email, "argon2", "#token="] {
            assert!(!data.contains(text) && !page.contains(text), "{text}");
        }
    }

    async fn it_takes_the_password(app) {
        let holder = app.person("Demo Holder").await;
        let wrong = holder.post("/me/export", json!({"current_password": "kelp-Orbit7-wrong"})).await;
        assert_eq!((wrong.status, wrong.members()), (422, vec!["current_password"]));
        app.anyone().post("/me/export", json!({})).await.is_problem(401, "signed_out");
        holder.post("/me/export", json!({})).await.is_problem(400, "unreadable");
    }
}

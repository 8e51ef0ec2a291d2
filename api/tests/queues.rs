//! What waits for staff, and the cache behind it, held against the facts.

use diesel::prelude::*;
use lssc_api::db::StoreError;
use lssc_api::db::schema::{candidate_numbers, matters, programme};
use lssc_api::record::{Difference, NewFact, check, facts_of, number_of, rebuild_where_old, refile};
use shared::competencies::CompetencySet;
use shared::facts::FactBody;

use crate::applications::{paid, path, submitted};
use crate::support::*;

/// The queue of this name.
async fn queue(staff: &Client, name: &str) -> Value {
    let queues = staff.get("/queues").await.ok();
    queues["items"].as_array().unwrap().iter().find(|queue| queue["name"] == name).unwrap().clone()
}

/// Count, oldest day, and the counts by age.
pub(crate) async fn told(staff: &Client, name: &str) -> (u64, Value, Vec<u64>) {
    let queue = queue(staff, name).await;
    let ages = queue["ages"].as_array().unwrap().iter().map(|age| age["count"].as_u64().unwrap()).collect();
    (queue["count"].as_u64().unwrap(), queue["oldest_on"].clone(), ages)
}

/// Everything that the cache holds.
async fn kept(app: &App) -> Vec<(String, String, String, String, String)> {
    app.read(|conn| {
        let columns = (matters::fact_id, matters::kind, matters::subject, matters::state, matters::since_on);
        matters::table.order(matters::fact_id).select(columns).load(conn).unwrap()
    })
    .await
}

async fn differences(app: &App) -> Vec<Difference> {
    let today = app.today();
    app.read(move |conn| check(conn, today).unwrap()).await
}

both! {
    async fn what_waits_is_counted_by_age(app) {
        let staff = app.staff("Demo Staff").await;
        assert_eq!(told(&staff, "applications").await, (0, Value::Null, vec![0, 0, 0, 0]));
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let (first, second) = (app.person("Demo First").await, app.person("Demo Second").await);
        let application = submitted(&first).await;
        // It waits since it was reported, not since the course was completed.
        first.post("/completions", json!({"course_id": course, "completed_on": "2025-11-01"})).await.ok();
        app.set_today("2026-11-30");
        let (staff, second) = (app.again(&staff).await, app.again(&second).await);
        submitted(&second).await;
        assert_eq!(told(&staff, "applications").await, (2, json!("2026-11-22"), vec![1, 1, 0, 0]));
        assert_eq!(told(&staff, "completions").await, (1, json!("2026-11-22"), vec![0, 1, 0, 0]));
        assert_eq!(told(&staff, "unpaid_invoices").await, (2, json!("2026-11-22"), vec![1, 1, 0, 0]));
        app.set_today("2027-02-21");
        let staff = app.again(&staff).await;
        assert_eq!(told(&staff, "applications").await.2, [0, 0, 1, 1]);
        paid(&staff, &application).await;
        assert_eq!(told(&staff, "unpaid_invoices").await.0, 1);
        staff.post(&path(&application, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        assert_eq!(told(&staff, "applications").await.0, 1);
        assert_eq!(told(&staff, "refunds").await, (1, json!("2026-11-22"), vec![0, 0, 0, 1]));
        assert_eq!(differences(&app).await, []);
    }

    async fn the_cache_follows_every_correction_and_is_rebuilt_alike(app) {
        let staff = app.staff("Demo Staff").await;
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        let applicant = app.person("Demo Candidate").await;
        let application = submitted(&applicant).await;
        paid(&staff, &application).await;
        applicant.post("/completions", json!({"course_id": course, "completed_on": "2026-11-01"})).await.ok();
        app.set_today("2026-11-25");
        let staff = app.again(&staff).await;
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        let person = applicant.person();
        // Each fact is struck in turn: whatever it was, the cache says what the facts say.
        for fact in app.read(move |conn| facts_of(conn, person).unwrap()).await {
            if matches!(fact.body, FactBody::PersonRegistered) {
                continue;
            }
            let struck = FactBody::FactCorrected { corrected: fact.id, replacement: None };
            app.record(vec![NewFact::of(person, fact.on, struck)]).await;
            assert_eq!(differences(&app).await, [], "{:?}", fact.body);
        }
        assert_eq!(kept(&app).await, []);
        let again = submitted(&app.again(&applicant).await).await;
        let before = kept(&app).await;
        assert_eq!(before.len(), 2, "{again}");
        app.db.write(refile).await.unwrap();
        assert_eq!(kept(&app).await, before);
    }

    async fn a_cache_that_says_something_else_is_found_and_rebuilt(app) {
        let applicant = app.person("Demo Candidate").await;
        submitted(&applicant).await;
        let rebuild = async || app.db.write(rebuild_where_old).await.unwrap();
        // A new database says nothing of who wrote its caches: the first start does.
        assert_eq!(rebuild().await, Some(1));
        assert_eq!(rebuild().await, None);
        let before = kept(&app).await;
        let spoil = |tx: &mut lssc_api::db::DbConnection| {
            diesel::update(matters::table).set(matters::state.eq("admitted")).execute(tx).map_err(StoreError::from)?;
            diesel::delete(programme::table.find("caches")).execute(tx).map_err(StoreError::from)?;
            // And nobody had a candidate number.
            diesel::delete(candidate_numbers::table).execute(tx).map_err(StoreError::from)?;
            Ok(())
        };
        let person = applicant.person();
        app.db.write(spoil).await.unwrap();
        assert_eq!(differences(&app).await, [Difference::Matters(person)]);
        assert_eq!(rebuild().await, Some(1));
        assert_eq!(kept(&app).await, before);
        assert!(app.db.read(move |conn| Ok(number_of(conn, person)?)).await.unwrap().is_some());
        assert_eq!(rebuild().await, None);
        assert_eq!(differences(&app).await, []);
    }

    async fn lists_can_be_of_one_person(app) {
        let staff = app.staff("Demo Staff").await;
        let (first, second) = (app.person("Demo First").await, app.person("Demo Second").await);
        let application = submitted(&first).await;
        submitted(&second).await;
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        first.post("/completions", json!({"course_id": course, "completed_on": "2026-11-01"})).await.ok();
        for (list, count) in [("applications", 1), ("invoices", 1), ("completions", 1)] {
            let found = staff.get(&format!("/{list}?person={}", first.person())).await.ok();
            assert_eq!(found["items"].as_array().unwrap().len(), count, "{list}");
            assert_eq!(found["items"][0]["person_id"], json!(first.person()), "{list}");
        }
        let found = staff.get(&format!("/applications?state=submitted&person={}", first.person())).await.ok();
        assert_eq!(found["items"][0]["id"], application["id"]);
        assert_eq!(staff.get(&format!("/completions?person={}", second.person())).await.ok()["items"], json!([]));
        let reply = staff.get("/applications?person=nobody").await;
        reply.is_problem(400, "unreadable");
        assert_eq!(reply.members(), ["person"]);
    }

    async fn the_queues_are_for_staff(app) {
        for client in [app.person("Demo Candidate").await, app.admin("Demo Admin").await] {
            client.get("/queues").await.is_problem(403, "forbidden");
        }
        app.anyone().get("/queues").await.is_problem(401, "signed_out");
    }
}

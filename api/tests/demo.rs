//! The demonstration: what `lssc demo` makes, and that it makes it once.

use std::collections::BTreeSet;

use actix_web::test::TestRequest;
use lssc_api::demo::{ACCOUNTS, PASSWORD, SeedError, Seeded, seed};
use shared::competencies::CompetencySet;

use crate::support::*;

/// Signs in by password, as people do.
async fn sign_in(app: &App, name: &str) -> Signed {
    let session = app.anyone().post("/sessions", json!({"email": format!("{name}@demo.example"), "password": PASSWORD})).await.ok();
    Signed { app: app.clone(), token: session["access_token"].as_str().unwrap().to_owned() }
}

struct Signed {
    app: App,
    token: String,
}

impl Signed {
    async fn get(&self, path: &str) -> Value {
        let request = TestRequest::with_uri(&format!("/api/v1{path}")).insert_header(("Authorization", format!("Bearer {}", self.token)));
        self.app.anyone().send(request).await.ok()
    }
}

both! {
    async fn it_holds_a_catalog_over_all_sets(app) {
        assert_eq!(seed(&app.db, &app.clock).unwrap(), Seeded::Now);
        let catalog = app.anyone().get("/courses").await.ok();
        let courses = catalog["items"].as_array().unwrap();
        assert_eq!(courses.len(), 12);
        let kinds: BTreeSet<&str> = courses.iter().map(|course| course["provider_kind"].as_str().unwrap()).collect();
        assert_eq!(kinds.len(), 3);
        assert_eq!(courses.iter().filter(|course| course["approvals"].as_array().unwrap().len() == 3).count(), 2);
        for set in CompetencySet::ALL {
            let alone = courses.iter().filter(|course| course["approvals"].as_array().unwrap().len() == 1 && course["approvals"][0]["set"] == set.code());
            assert_eq!(alone.count(), 1, "{set}");
        }
    }

    async fn its_people_stand_at_different_places(app) {
        seed(&app.db, &app.clock).unwrap();
        let holder = sign_in(&app, "holder").await;
        assert_eq!(holder.get("/me/standing").await["standing"]["status"], "certified");
        let number = holder.get("/me/certificates").await["items"][0]["number"].as_str().unwrap().to_owned();
        let verification = app.anyone().get(&format!("/verify/{number}")).await.ok();
        assert_eq!((&verification["state"], &verification["name"]), (&json!("valid"), &json!("Demo Holder")));

        let candidate = sign_in(&app, "candidate").await;
        assert_eq!(candidate.get("/me/standing").await["standing"]["status"], "candidate");
        let staff = sign_in(&app, "staff").await;
        let waiting = staff.get("/completions?state=reported").await;
        assert_eq!(waiting["items"].as_array().unwrap().len(), 1);
        assert_eq!(waiting["items"][0]["person_name"], "Demo Candidate");

        let applicant = sign_in(&app, "applicant").await;
        let application = applicant.get("/me/applications").await["items"][0].clone();
        assert_eq!((&application["state"], &application["eligibility"]["eligible"]), (&json!("submitted"), &json!(true)));
        assert_eq!(applicant.get("/me/invoices").await["items"][0]["state"], "open");
        let today = app.today();
        assert!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap().is_empty());
    }

    async fn it_is_made_once_and_only_in_an_empty_database(app) {
        seed(&app.db, &app.clock).unwrap();
        let before = app.counts().await;
        assert_eq!(seed(&app.db, &app.clock).unwrap(), Seeded::Before);
        assert_eq!(app.counts().await, before);
        assert_eq!(ACCOUNTS.len(), 6);
    }

    async fn a_database_in_use_is_left_alone(app) {
        app.person("Demo Candidate").await;
        let before = app.counts().await;
        assert!(matches!(seed(&app.db, &app.clock), Err(SeedError::InUse)));
        assert_eq!(app.counts().await, before);
    }

    async fn it_is_made_on_any_day_of_the_calendar(app) {
        // The last day of February and of a year: months earlier are shorter or longer.
        app.set_today("2028-02-29");
        seed(&app.db, &app.clock).unwrap();
        assert_eq!(sign_in(&app, "holder").await.get("/me/standing").await["standing"]["status"], "certified");
    }
}

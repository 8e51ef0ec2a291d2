//! The demonstration: what `lssc demo` makes, and that it makes it once.

use std::collections::BTreeSet;

use actix_web::test::TestRequest;
use diesel::prelude::*;
use lssc_api::db::DbConnection;
use lssc_api::db::schema::{
    accounts, acts, application_details, buyers, candidate_numbers, certificates, course_listing_sets, course_listings, facts, matters, notes,
    order_lines, orders, people, standings,
};
use lssc_api::demo::{ACCOUNTS, PARTNER_SECRET, PASSWORD, SeedError, Seeded, grow, seed, seed_with};
use shared::competencies::CompetencySet;
use shared::standings::Status;

use crate::support::*;

/// Signs in by password, as people do.
async fn sign_in(app: &App, name: &str) -> Signed {
    let session = app.anyone().post("/sessions", json!({"email": format!("{name}@demo.example"), "password": PASSWORD})).await.ok();
    Signed { app: app.clone(), token: session["access_token"].as_str().unwrap().to_owned() }
}

/// All that was recorded and what follows from it, but for the hash of the password.
fn contents(conn: &mut DbConnection) -> Vec<Vec<String>> {
    type Text = Option<String>;
    macro_rules! all {
        ($table:ident: $($column:ident),+) => {{
            let mut rows: Vec<String> = $table::table
                .select(($($table::$column.nullable(),)+))
                .load::<($(all!(@text $column),)+)>(conn)
                .unwrap()
                .into_iter()
                .map(|row| format!("{row:?}"))
                .collect();
            rows.sort_unstable();
            rows
        }};
        (@text $column:ident) => { Text };
    }
    vec![
        all!(people: id, name, name_folded, created_at),
        all!(accounts: id, person_id, email, email_key, email_folded, created_at),
        all!(notes: id, person_id, body),
        all!(application_details: application_id, person_id, position_title, ala_member_number, jobs),
        all!(acts: id, account_id, operation, recorded_at, on_date, note_id, idempotency_key),
        all!(facts: id, act_id, person_id, kind, subject, refers_to, on_date, recorded_at, body, unique_key),
        all!(standings: person_id, from_on, until_on, status, policy, engine),
        all!(matters: fact_id, kind, subject, person_id, state, since_on),
        all!(certificates: number_compact, certificate_id, person_id, application_id, fact_id, timeline),
        all!(buyers: id, name, address, created_at),
        all!(orders: id, buyer_id, reference, apply_by, state, created_on, changed_at, issued_at),
        all!(order_lines: id, order_id, name, email, email_key, ala_member_number, state),
        all!(course_listings: course_id, title, provider, city, state),
        all!(course_listing_sets: approval_id, course_id, set_code, from_on, until_on),
    ]
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

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = TestRequest::post().uri(&format!("/api/v1{path}")).insert_header(("Authorization", format!("Bearer {}", self.token)));
        self.app.anyone().send(request.set_json(body)).await.ok()
    }
}

both! {
    async fn it_holds_a_catalog_over_all_sets(app) {
        assert_eq!(seed(&app.db, &app.clock).unwrap(), Seeded::Now);
        let courses = app.read(|conn| {
            let added = facts::table.filter(facts::kind.eq("course_added")).select(facts::body).load::<String>(conn).unwrap();
            added.iter().map(|body| serde_json::from_str::<Value>(body).unwrap()).collect::<Vec<_>>()
        });
        let courses = courses.await;
        assert_eq!(courses.len(), 40);
        for member in ["provider", "provider_kind"] {
            let different: BTreeSet<&str> = courses.iter().map(|course| course[member].as_str().unwrap()).collect();
            assert_eq!(different.len(), 6, "{member}");
        }
        let listed = app.anyone().get("/courses?limit=200").await.ok();
        let listed = listed["items"].as_array().unwrap();
        // Four have ended and one was withdrawn.
        assert_eq!(listed.len(), 35);
        for set in CompetencySet::ALL {
            let holding = listed.iter().filter(|course| course["approvals"].as_array().unwrap().iter().any(|approval| approval["set"] == set.code()));
            assert!(holding.count() >= 3, "{set}");
        }
    }

    async fn every_status_and_every_turn_has_its_people(app) {
        seed(&app.db, &app.clock).unwrap();
        let staff = sign_in(&app, "staff").await;
        // Who never applied is in no list by status, and found by name.
        let found = staff.post("/people/search", json!({"text": "demo", "limit": 200})).await;
        let never_applied = found["items"].as_array().unwrap().iter().filter(|person| person["status"] == "not_applied").count();
        assert!(never_applied >= 3, "not applied: {never_applied}");
        let mut people = 0;
        for status in Status::ALL.into_iter().filter(|&status| status != Status::NotApplied) {
            let there = staff.get(&format!("/standings?limit=200&status={}", status.name())).await["items"].as_array().unwrap().len();
            assert!(there >= 3, "{status:?}: {there}");
            people += there;
        }
        let (everyone, kinds, first, refusals) = app.read(|conn| {
            let everyone: i64 = lssc_api::db::schema::people::table.count().get_result(conn).unwrap();
            let kinds: Vec<String> = facts::table.select(facts::kind).distinct().load(conn).unwrap();
            // Of people: courses are approved before anyone comes.
            let of_people = facts::table.filter(facts::person_id.is_not_null());
            let first: Option<String> = of_people.select(diesel::dsl::min(facts::on_date)).first(conn).unwrap();
            let decided = facts::table.inner_join(acts::table.on(acts::id.eq(facts::act_id)));
            let decided: Vec<(String, String, Option<String>)> = decided.select((facts::kind, facts::body, acts::note_id)).load(conn).unwrap();
            let refusals = decided.into_iter().filter(|(kind, body, _)| kind == "application_refused" || body.contains("\"not_achieved\""));
            let refusals: Vec<Option<String>> = refusals.map(|(_, _, note)| note).collect();
            (usize::try_from(everyone).unwrap(), kinds, first.unwrap(), refusals)
        }).await;
        assert!(everyone >= people + 3 && everyone >= 60, "{everyone}");
        assert!(first.as_str() < "2019", "{first}");
        assert!(refusals.len() >= 3 && refusals.iter().all(Option::is_some), "{refusals:?}");
        // Someone's candidacy expired and came back.
        let mut revived = 0;
        for candidate in staff.get("/standings?limit=200&status=candidate").await["items"].as_array().unwrap() {
            let standing = staff.get(&format!("/people/{}/standing", candidate["person_id"].as_str().unwrap())).await;
            let statuses: Vec<&str> = standing["standing"]["timeline"].as_array().unwrap().iter().map(|entry| entry["status"].as_str().unwrap()).collect();
            revived += usize::from(statuses.windows(2).any(|pair| pair == ["candidacy_expired", "candidate"]));
        }
        assert!(revived >= 1);
        for kind in ["payment_reversed", "fact_corrected", "certification_revoked", "extension_granted", "application_refused", "approval_withdrawn", "renewal_submitted", "readmission_allowed"] {
            assert!(kinds.contains(&kind.to_owned()), "{kind}: {kinds:?}");
        }
        for (queue, least) in [("/applications?state=submitted", 6), ("/completions?state=reported", 5), ("/invoices?state=open", 8), ("/completions?state=refused", 1), ("/applications?state=refused", 2)] {
            let waiting = staff.get(queue).await["items"].as_array().unwrap().len();
            assert!(waiting >= least, "{queue}: {waiting}");
        }
        let today = app.today();
        assert_eq!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap(), []);
        // Every cent is accounted for, and no number is missing.
        let books = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
        assert_eq!(books.report.found, []);
        assert!(books.entries > 100, "{}", books.entries);
    }

    async fn the_same_seed_on_the_same_day_makes_the_same_rows(app) {
        seed_with(&app.db, &app.clock, 7).unwrap();
        grow(&app.db, &app.clock, 7, 300, &mut |_| {}).unwrap();
        let rows = app.read(contents).await;
        let again = App::on_sqlite().await;
        seed_with(&again.db, &again.clock, 7).unwrap();
        // What was interrupted goes on where it stopped.
        grow(&again.db, &again.clock, 7, 120, &mut |_| {}).unwrap();
        grow(&again.db, &again.clock, 7, 300, &mut |_| {}).unwrap();
        assert_eq!(again.read(contents).await, rows);
        let other = App::on_sqlite().await;
        seed_with(&other.db, &other.clock, 8).unwrap();
        grow(&other.db, &other.clock, 8, 300, &mut |_| {}).unwrap();
        assert_ne!(other.read(contents).await, rows);
    }

    async fn a_large_one_stands_as_the_rules_say(app) {
        seed(&app.db, &app.clock).unwrap();
        let mut told = Vec::new();
        grow(&app.db, &app.clock, 1, 400, &mut |there| told.push(there)).unwrap();
        assert_eq!(told.last(), Some(&400));
        let there: i64 = app.read(|conn| lssc_api::db::schema::people::table.count().get_result(conn).unwrap()).await;
        assert_eq!(there, 400);
        let today = app.today();
        assert_eq!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap(), []);
        // Enough is enough.
        grow(&app.db, &app.clock, 1, 400, &mut |_| panic!("nobody is missing")).unwrap();
        // Everyone can be named to a partner.
        let [people, numbers] = app.read(|conn| {
            [people::table.filter(people::erased_at.is_null()).count().get_result(conn).unwrap(), candidate_numbers::table.count().get_result::<i64>(conn).unwrap()]
        }).await;
        assert_eq!(numbers, people);
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
        assert!(waiting["items"].as_array().unwrap().iter().any(|completion| completion["person_name"] == "Demo Candidate"));

        let applicant = sign_in(&app, "applicant").await;
        let application = applicant.get("/me/applications").await["items"][0].clone();
        assert_eq!((&application["state"], &application["eligibility"]["eligible"]), (&json!("submitted"), &json!(true)));
        assert_eq!(applicant.get("/me/invoices").await["items"][0]["state"], "open");
        let today = app.today();
        assert!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap().is_empty());
    }

    async fn a_college_reports_and_proposes_by_itself(app) {
        seed(&app.db, &app.clock).unwrap();
        let partner = app.read(|conn| lssc_api::demo::partner(conn).unwrap().unwrap()).await;
        let form = format!("grant_type=client_credentials&client_id={partner}&client_secret={PARTNER_SECRET}");
        let asked = TestRequest::post().uri("/oauth/token").insert_header(("Content-Type", "application/x-www-form-urlencoded")).set_payload(form);
        let token = app.anyone().send(asked).await.ok()["access_token"].as_str().unwrap().to_owned();
        let college = Signed { app: app.clone(), token };
        let reports = college.get("/partner/reports").await;
        assert_eq!((&reports["items"][0]["name"], &reports["items"][0]["state"]), (&json!("Demo Candidate"), &json!("verified")));
        let staff = sign_in(&app, "staff").await;
        let proposals = staff.get("/proposals?state=waiting").await;
        assert_eq!(proposals["items"].as_array().unwrap().len(), 1, "{proposals}");
    }

    async fn a_district_orders_for_its_people(app) {
        seed(&app.db, &app.clock).unwrap();
        let buyer = sign_in(&app, "buyer").await;
        assert_eq!(buyer.get("/me").await["buyer"]["name"], "Demo Valley Library District");
        let orders = buyer.get("/orders").await;
        let states: Vec<_> = orders["items"].as_array().unwrap().iter().map(|order| (order["state"].as_str().unwrap(), order["lines"].as_u64().unwrap())).collect();
        assert_eq!(states, [("draft", 2), ("open", 3)]);
        assert!(orders["items"][1]["number"].is_string() && orders["items"][1]["issued_on"].as_str().unwrap() < app.today().to_string().as_str());
        let draft = buyer.get(&format!("/orders/{}", orders["items"][0]["id"].as_str().unwrap())).await;
        assert_eq!(draft["held_up_by"], 1);
    }

    async fn it_is_made_once_and_only_in_an_empty_database(app) {
        seed(&app.db, &app.clock).unwrap();
        let before = app.counts().await;
        assert_eq!(seed(&app.db, &app.clock).unwrap(), Seeded::Before);
        assert_eq!(app.counts().await, before);
        assert_eq!(ACCOUNTS.len(), 7);
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

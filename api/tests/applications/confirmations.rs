use diesel::prelude::*;
use lssc_api::db::schema::hour_confirmations;
use lssc_api::record::{NewFact, facts_of};
use lssc_api::retention::tidy;
use shared::facts::FactBody;

use super::*;

const SUPERVISOR: &str = "supervisor@demo.example";

fn asking(job: u32) -> Value {
    json!({"job": job, "supervisor_name": " Demo Supervisor ", "supervisor_email": SUPERVISOR})
}

fn asked_at(application: &Value) -> String {
    path(application, "/confirmations")
}

async fn token(app: &App, address: &str) -> String {
    let mail = app.mail_to(address).await.unwrap();
    mail.split("#token=").nth(1).unwrap().lines().next().unwrap().to_owned()
}

/// Asks about the first job; the application, and the token that was mailed.
async fn asked(app: &App, applicant: &Client) -> (Value, String) {
    let application = submitted(applicant).await;
    let reply = applicant.post(&asked_at(&application), asking(0)).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    (reply.body, token(app, SUPERVISOR).await)
}

async fn look(app: &App, token: &str) -> Reply {
    app.anyone().post("/confirmations/look", json!({"token": token})).await
}

async fn answer(app: &App, token: &str, answer: &str, comment: Value) -> Reply {
    app.anyone().post("/confirmations/answer", json!({"token": token, "answer": answer, "comment": comment})).await
}

/// The kinds of the facts by which supervisors answered.
async fn said(app: &App, applicant: &Client) -> Vec<FactBody> {
    let person = applicant.person();
    let facts = app.read(move |conn| facts_of(conn, person).unwrap()).await;
    facts.into_iter().map(|fact| fact.body).filter(|body| body.kind().starts_with("hours_")).collect()
}

both! {
    async fn a_supervisor_is_asked_by_mail_and_answers_without_an_account(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let before = app.counts().await;
        let (application, token) = asked(&app, &applicant).await;
        // The application and its invoice, its mail and the supervisor's; asking is no fact.
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 2, 2));
        assert_eq!(application["confirmations"], json!([{"job": 0, "state": "asked", "supervisor_name": "Demo Supervisor", "asked_on": "2026-11-22",
            "answer_by": "2026-12-22", "answered_on": null, "comment": null}]));
        let mail = app.mail_to(SUPERVISOR).await.unwrap();
        assert!(mail.contains("Demo Supervisor,") && mail.contains("Demo Candidate applies") && mail.contains("22 December 2026"), "{mail}");
        // Of the token the hash alone is kept.
        assert!(!app.read(cells).await.iter().any(|(table, _, cell)| table == "hour_confirmations" && cell.contains(&token)));

        let shown = look(&app, &token).await.ok();
        assert_eq!(shown, json!({"applicant_name": "Demo Candidate", "supervisor_name": "Demo Supervisor", "from": "2022-01-01", "until": null,
            "minutes_per_week": 2100, "answer_by": "2026-12-22", "employer": null, "position": null}));
        // Looking does nothing.
        assert_eq!(look(&app, &token).await.ok(), shown);
        assert_eq!(app.counts().await, after);

        app.set_today("2026-11-24");
        let reply = answer(&app, &token, "confirmed", Value::Null).await;
        assert_eq!(reply.status, 204, "{}", reply.text);
        let found = app.again(&staff).await.get(&path(&application, "")).await.ok();
        assert_eq!((&found["confirmations"][0]["state"], &found["confirmations"][0]["answered_on"]), (&json!("confirmed"), &json!("2026-11-24")));
        assert!(matches!(said(&app, &applicant).await[..], [FactBody::HoursConfirmed { job: 0, .. }]));
        // Once, and never again.
        look(&app, &token).await.is_problem(404, "not_found");
        answer(&app, &token, "disputed", Value::Null).await.is_problem(404, "not_found");
        app.again(&applicant).await.post(&asked_at(&application), asking(0)).await.is_problem(409, "hours_confirmed");
        assert_eq!(said(&app, &applicant).await.len(), 1);
    }

    async fn a_comment_on_disputed_hours_is_for_staff_alone(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let (application, token) = asked(&app, &applicant).await;
        for (said, comment, member) in [
            ("confirmed", json!("fine"), "comment"),
            ("disputed", json!("x".repeat(501)), "comment"),
            ("disputed", json!(" "), "comment"),
        ] {
            let reply = answer(&app, &token, said, comment).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member]);
        }
        answer(&app, &token, "perhaps", Value::Null).await.is_problem(400, "unreadable");
        let comment = "ж".repeat(500);
        assert_eq!(answer(&app, &token, "disputed", json!(comment)).await.status, 204);
        let seen_by = async |client: &Client| client.get(&path(&application, "")).await.ok()["confirmations"][0].clone();
        assert_eq!((&seen_by(&staff).await["state"], &seen_by(&staff).await["comment"]), (&json!("disputed"), &json!(comment)));
        assert_eq!((&seen_by(&applicant).await["state"], &seen_by(&applicant).await["comment"]), (&json!("disputed"), &Value::Null));
        assert_eq!(staff.get("/applications").await.ok()["items"][0]["confirmations"][0]["comment"], Value::Null);
        // Of one's own application one is an applicant like others.
        let (own, token) = asked(&app, &staff).await;
        answer(&app, &token, "disputed", json!("not so")).await;
        assert_eq!(staff.get(&path(&own, "")).await.ok()["confirmations"][0]["comment"], Value::Null);
        // Nor does it stand in the facts, or in the copy of all their data.
        assert!(!app.read(cells).await.iter().any(|(table, _, cell)| table == "facts" && cell.contains("жжж")));
        // Somebody else may be asked then.
        assert_eq!(applicant.post(&asked_at(&application), asking(0)).await.status, 201);
    }

    async fn asking_again_ends_the_earlier_link_and_each_job_has_its_own(app) {
        let applicant = app.person("Demo Candidate").await;
        let mut body = eligible();
        body["library_work"] = json!([body["library_work"][0], body["library_work"][0]]);
        let application = applicant.post("/applications", body).await.ok();
        applicant.post(&asked_at(&application), asking(0)).await.ok();
        let first = token(&app, SUPERVISOR).await;
        app.wait(1);
        applicant.post(&asked_at(&application), asking(1)).await.ok();
        let other = token(&app, SUPERVISOR).await;
        app.wait(1);
        let found = applicant.post(&asked_at(&application), asking(0)).await.ok();
        assert_eq!(found["confirmations"].as_array().unwrap().len(), 2);
        look(&app, &first).await.is_problem(404, "not_found");
        for open in [other, token(&app, SUPERVISOR).await] {
            assert_eq!(look(&app, &open).await.status, 200);
        }
    }

    async fn a_link_ends_after_thirty_days_and_with_the_decision(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let (application, token) = asked(&app, &applicant).await;
        app.set_today("2026-12-22");
        assert_eq!(look(&app, &token).await.status, 200);
        app.set_today("2026-12-23");
        look(&app, &token).await.is_problem(404, "not_found");
        answer(&app, &token, "confirmed", Value::Null).await.is_problem(404, "not_found");
        let applicant = app.again(&applicant).await;
        assert_eq!(applicant.get(&path(&application, "")).await.ok()["confirmations"][0]["state"], "expired");
        applicant.post(&asked_at(&application), asking(0)).await.ok();
        let token = self::token(&app, SUPERVISOR).await;
        app.again(&staff).await.post(&path(&application, "/refuse"), json!({"reason": "no"})).await.ok();
        look(&app, &token).await.is_problem(404, "not_found");
        answer(&app, &token, "confirmed", Value::Null).await.is_problem(404, "not_found");
        applicant.post(&asked_at(&application), asking(0)).await.is_problem(409, "application_decided");
        assert!(said(&app, &applicant).await.is_empty());
    }

    async fn what_cannot_be_asked_is_named(app) {
        let (applicant, other, staff) = (app.person("Demo Candidate").await, app.person("Demo Other").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        let at = asked_at(&application);
        let with = |member: &str, value: Value| {
            let mut body = asking(0);
            body[member] = value;
            body
        };
        let before = app.counts().await;
        for (body, member) in [
            (asking(1), "job"),
            (with("supervisor_name", json!("x".repeat(201))), "supervisor_name"),
            (with("supervisor_name", json!("")), "supervisor_name"),
            (with("supervisor_email", json!("nobody")), "supervisor_email"),
            (with("supervisor_email", json!(applicant.email.to_uppercase())), "supervisor_email"),
        ] {
            let reply = applicant.post(&at, body).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), [member], "{}", reply.text);
        }
        applicant.post(&at, json!({})).await.is_problem(400, "unreadable");
        other.post(&at, asking(0)).await.is_problem(404, "not_found");
        staff.post(&at, asking(0)).await.is_problem(404, "not_found");
        app.anyone().post(&at, asking(0)).await.is_problem(401, "signed_out");
        applicant.post("/applications/01993e5c-6f00-7cc2-8000-0242ac120002/confirmations", asking(0)).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
        // Under a key, one mail.
        let first = applicant.post_with_key("a", &at, asking(0)).await;
        let again = applicant.post_with_key("a", &at, asking(0)).await;
        assert_eq!((first.status, again.status, again.header("idempotent-replayed")), (201, 201, "true"));
        assert_eq!(app.counts().await.2, before.2 + 1);
    }

    async fn five_mails_a_day_and_a_hundred_wrong_tokens_and_no_more(app) {
        let applicant = app.person("Demo Candidate").await;
        let application = submitted(&applicant).await;
        // To one mailbox each, which takes as many an hour.
        for number in 0..6 {
            let mut body = asking(0);
            body["supervisor_email"] = json!(format!("supervisor-{number}@demo.example"));
            let reply = applicant.post(&asked_at(&application), body).await;
            if number < 5 {
                assert_eq!(reply.status, 201, "{}", reply.text);
            } else {
                reply.is_problem(429, "too_many");
            }
        }
        let token = token(&app, "supervisor-4@demo.example").await;
        for _ in 0..100 {
            look(&app, "nonsense").await.is_problem(404, "not_found");
        }
        look(&app, &token).await.is_problem(429, "too_many");
        answer(&app, &token, "confirmed", Value::Null).await.is_problem(429, "too_many");
        app.wait(15 * 60 + 1);
        assert_eq!(look(&app, &token).await.status, 200);
    }

    async fn the_address_goes_after_ninety_days_and_the_rest_with_the_applicant(app) {
        let applicant = app.person("Demo Candidate").await;
        let (application, token) = asked(&app, &applicant).await;
        answer(&app, &token, "disputed", json!("Quillfeather was ill")).await;
        let addresses = async || app.read(|conn| hour_confirmations::table.select(hour_confirmations::supervisor_email).load::<Option<String>>(conn).unwrap()).await;
        let tidied = async |days: i64, seconds: i64| {
            let now = app.clock.now() + chrono::TimeDelta::days(days) + chrono::TimeDelta::seconds(seconds);
            app.db.write(move |tx| Ok(tidy(tx, now)?)).await.unwrap();
        };
        tidied(90, 0).await;
        assert_eq!(addresses().await, [Some(SUPERVISOR.to_owned())]);
        tidied(90, 1).await;
        assert_eq!(addresses().await, [None]);
        let applicant = app.again(&applicant).await;
        assert_eq!(applicant.get(&path(&application, "")).await.ok()["confirmations"][0]["supervisor_name"], "Demo Supervisor");
        let leaving = json!({"current_password": PASSWORD, "confirmation": shared::accounts::DELETE_CONFIRMATION});
        assert_eq!(applicant.post("/me/delete", leaving).await.status, 204);
        let left: Vec<_> = app.read(cells).await.into_iter().filter(|(_, _, cell)| {
            ["quillfeather", "demo supervisor", SUPERVISOR].iter().any(|text| cell.to_lowercase().contains(text))
        }).collect();
        assert_eq!(left, []);
        assert_eq!(said(&app, &applicant).await.len(), 1);
    }

    async fn an_answer_is_to_the_hours_that_were_asked(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let mut sent = eligible();
        let other = json!({"from": "2023-01-01", "until": "2023-06-30", "minutes_per_week": 300});
        sent["library_work"].as_array_mut().unwrap().push(other.clone());
        let application = applicant.post("/applications", sent).await.ok();
        for job in [0, 1] {
            applicant.post(&asked_at(&application), asking(job)).await;
        }
        let link = token(&app, SUPERVISOR).await;
        let acts = staff.get(&format!("/people/{}", applicant.person())).await.ok()["acts"].clone();
        let facts = acts.as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap().clone());
        let mut fact = facts.into_iter().find(|fact| fact["body"]["fact"] == "application_submitted").unwrap();
        let correct = format!("/facts/{}/correct", fact["id"].as_str().unwrap());
        // The first job is left out: what was asked of the second goes with it to its new place.
        fact["body"]["library_work"] = json!([other]);
        let replacement = |fact: &Value| json!({"reason": "As the library says.", "replacement": {"on": fact["on"], "body": fact["body"]}});
        staff.post(&correct, replacement(&fact)).await.ok();
        let states = |found: &Value| -> Vec<(Value, Value)> {
            found["confirmations"].as_array().unwrap().iter().map(|one| (one["job"].clone(), one["state"].clone())).collect()
        };
        let found = staff.get(&path(&application, "")).await.ok();
        assert_eq!(states(&found), [(json!(0), json!("outdated")), (json!(0), json!("asked"))]);
        assert_eq!(look(&app, &link).await.ok()["minutes_per_week"], 300);
        assert_eq!(answer(&app, &link, "confirmed", Value::Null).await.status, 204);
        // Other hours are nobody's answer, and may be asked about.
        fact["body"]["library_work"][0]["minutes_per_week"] = json!(240);
        staff.post(&correct, replacement(&fact)).await.ok();
        assert_eq!(states(&staff.get(&path(&application, "")).await.ok())[1].1, "outdated");
        assert_eq!(applicant.post(&asked_at(&application), asking(0)).await.status, 201);
    }

    async fn asking_again_ends_the_link_of_the_same_hours_wherever_they_stand_now(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let mut sent = eligible();
        let other = json!({"from": "2023-01-01", "until": "2023-06-30", "minutes_per_week": 300});
        sent["library_work"].as_array_mut().unwrap().push(other.clone());
        let application = applicant.post("/applications", sent.clone()).await.ok();
        let mut links = Vec::new();
        for job in [0, 1] {
            assert_eq!(applicant.post(&asked_at(&application), asking(job)).await.status, 201);
            links.push(token(&app, SUPERVISOR).await);
            app.wait(1);
        }
        let acts = staff.get(&format!("/people/{}", applicant.person())).await.ok()["acts"].clone();
        let facts = acts.as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap().clone());
        let mut fact = facts.into_iter().find(|fact| fact["body"]["fact"] == "application_submitted").unwrap();
        // The two jobs change places.
        fact["body"]["library_work"].as_array_mut().unwrap().reverse();
        let replacement = json!({"on": fact["on"], "body": fact["body"]});
        let correct = format!("/facts/{}/correct", fact["id"].as_str().unwrap());
        staff.post(&correct, json!({"reason": "In their order.", "replacement": replacement})).await.ok();
        assert_eq!(applicant.post(&asked_at(&application), asking(0)).await.status, 201);
        let again = token(&app, SUPERVISOR).await;
        assert_eq!(look(&app, &again).await.ok()["minutes_per_week"], 300);
        look(&app, &links[1]).await.is_problem(404, "not_found");
        assert_eq!(look(&app, &links[0]).await.ok()["minutes_per_week"], 2100, "the other job's link is open");
    }

    async fn an_answer_that_staff_strike_is_none(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let (application, token) = asked(&app, &applicant).await;
        answer(&app, &token, "confirmed", Value::Null).await;
        let person = applicant.person();
        let facts = app.read(move |conn| facts_of(conn, person).unwrap()).await;
        let fact = facts.iter().find(|fact| fact.body.kind() == "hours_confirmed").unwrap().id;
        app.record(vec![NewFact::of(person, app.today(), FactBody::FactCorrected { corrected: fact, replacement: None })]).await;
        assert_eq!(staff.get(&path(&application, "")).await.ok()["confirmations"][0]["state"], "expired");
        assert_eq!(applicant.post(&asked_at(&application), asking(0)).await.status, 201);
    }
}

use lssc_api::record::{NewFact, facts_about, facts_of};
use shared::competencies::CompetencySet;
use shared::facts::{Fact, FactBody};
use shared::ids::{FactId, PersonId};

use super::*;
use crate::applications::{path, submitted};

fn correct(fact: FactId) -> String {
    format!("/facts/{fact}/correct")
}

fn strike() -> Value {
    json!({"reason": "It was another person's."})
}

fn replace(on: &str, body: &FactBody) -> Value {
    json!({"replacement": {"on": on, "body": body}, "reason": "The day was mistyped."})
}

/// The first fact of this kind about a person.
async fn fact_of(app: &App, person: PersonId, kind: &'static str) -> Fact {
    let facts = app.read(move |conn| facts_of(conn, person).unwrap()).await;
    facts.into_iter().find(|fact| fact.body.kind() == kind).unwrap()
}

/// Where someone stands today, by the list that staff see.
async fn status(staff: &Client, name: &str) -> String {
    let found = staff.post("/people/search", json!({"text": name})).await.ok();
    found["items"][0]["status"].as_str().unwrap().to_owned()
}

both! {
    async fn a_corrected_report_is_held_against_the_others(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let course = app.course("Basics", &[CompetencySet::Technology], "2025-01-10", None).await;
        for day in ["2026-11-01", "2026-11-02"] {
            person.post("/completions", json!({"course_id": course, "completed_on": day})).await.ok();
        }
        let first = fact_of(&app, person.person(), "completion_reported").await;
        let before = app.counts().await;
        staff.post(&correct(first.id), replace("2026-11-02", &first.body)).await.is_problem(409, "completion_reported");
        assert_eq!(app.counts().await, before);
        staff.post(&correct(first.id), replace("2026-11-03", &first.body)).await.ok();
    }

    async fn a_struck_fact_is_no_more_and_stays_in_the_file(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(person.person(), "2024-02-01").await;
        assert_eq!(status(&staff, "candidate").await, "candidate");
        let wrong = fact_of(&app, person.person(), "application_accepted").await;
        let reply = staff.post(&correct(wrong.id), strike()).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let entry = &reply.body["facts"][0];
        // It takes effect where what it corrects did.
        assert_eq!((&entry["on"], &entry["body"]), (&json!("2024-02-01"), &json!({"fact": "fact_corrected", "corrected": wrong.id, "replacement": null})));
        assert_eq!((&reply.body["by"], &reply.body["reason"]), (&json!("Demo Staff"), &json!("It was another person's.")));
        assert_eq!(status(&staff, "candidate").await, "applicant");
        let page = staff.get(&file(&person, "")).await.ok();
        let facts: Vec<_> = page["acts"].as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap()).collect();
        let corrected: Vec<_> = facts.iter().filter(|fact| fact["corrected"] == true).map(|fact| &fact["id"]).collect();
        assert_eq!(corrected, [&json!(wrong.id)]);
    }

    async fn a_replaced_fact_is_what_was_put_in_its_place(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(person.person(), "2020-02-01").await;
        assert_eq!(status(&staff, "candidate").await, "candidacy_expired");
        let wrong = fact_of(&app, person.person(), "payment_received").await;
        staff.post(&correct(wrong.id), replace("2026-02-01", &wrong.body)).await.ok();
        assert_eq!(status(&staff, "candidate").await, "candidate");
        // Corrected again, it is as of none of the days what it was before.
        let earlier = staff.post(&correct(wrong.id), replace("2019-02-01", &wrong.body)).await.ok();
        assert_eq!(earlier["facts"][0]["on"], "2019-02-01");
        let again = staff.post(&correct(wrong.id), replace("2026-03-01", &wrong.body)).await.ok();
        assert_eq!(again["facts"][0]["on"], "2019-02-01");
        assert_eq!(status(&staff, "candidate").await, "candidate");
    }

    async fn a_corrected_approval_touches_everyone_who_completed_the_course(app) {
        let staff = app.staff("Demo Staff").await;
        let course = app.course("Everything", &SIX, "2025-01-01", None).await;
        let (first, second) = (app.person("Demo First").await, app.person("Demo Second").await);
        for person in [&first, &second] {
            app.admit(person.person(), "2025-01-01").await;
            for set in SIX.into_iter().filter(|set| *set != CompetencySet::Youth) {
                app.achieve(person.person(), course, set, "2025-02-01").await;
            }
        }
        // Too early for the approval of its course.
        let late = app.course("Youth Services", &[CompetencySet::Youth], "2026-11-01", None).await;
        for person in [&first, &second] {
            app.achieve(person.person(), late, CompetencySet::Youth, "2023-01-01").await;
        }
        assert_eq!((status(&staff, "first").await, status(&staff, "second").await), ("candidate".to_owned(), "candidate".to_owned()));
        let approval = app.read(move |conn| facts_about(conn, late).unwrap()).await.into_iter().find(|fact| fact.body.kind() == "course_approved").unwrap();
        let reply = staff.post(&correct(approval.id), replace("2024-11-01", &approval.body)).await;
        assert_eq!((reply.status, &reply.body["facts"][0]["on"]), (201, &json!("2024-11-01")), "{}", reply.text);
        assert_eq!((status(&staff, "first").await, status(&staff, "second").await), ("certified".to_owned(), "certified".to_owned()));
        assert!(app.mail_to(&second.email).await.unwrap().contains("you are certified"));
    }

    async fn a_replacement_is_of_the_same_kind_about_the_same_thing(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(person.person(), "2024-02-01").await;
        let other = app.person("Demo Other").await;
        app.admit(other.person(), "2024-02-01").await;
        let course = app.course("Technology", &[CompetencySet::Technology], "2024-01-01", None).await;
        app.achieve(person.person(), course, CompetencySet::Technology, "2024-03-01").await;
        let paid = fact_of(&app, person.person(), "payment_received").await;
        let paid_by_other = fact_of(&app, other.person(), "payment_received").await;
        let completed = fact_of(&app, person.person(), "completion_reported").await;
        let mut nothing = serde_json::to_value(&paid.body).unwrap();
        nothing["amount_cents"] = json!(0);
        nothing["reference"] = json!("1\u{0}");
        let mut unknown_course = serde_json::to_value(&completed.body).unwrap();
        unknown_course["course"] = json!("01993e5c-6f00-7cc2-8000-0242ac120002");
        let mut more = serde_json::to_value(&paid.body).unwrap();
        more["note"] = json!("thanks");
        let body = |on: &str, body: Value| json!({"replacement": {"on": on, "body": body}, "reason": "It was mistyped."});
        let before = app.counts().await;
        for (fact, sent, status, members) in [
            (&paid, replace("2026-11-23", &paid.body), 422, vec!["replacement.on"]),
            (&paid, replace("2026-01-01", &paid_by_other.body), 422, vec!["replacement.body"]),
            (&paid, replace("2026-01-01", &FactBody::CertificationRevoked), 422, vec!["replacement.body.fact"]),
            (&paid, body("2026-01-01", nothing), 422, vec!["replacement.body.reference"]),
            (&completed, body("2024-02-15", unknown_course), 422, vec!["replacement.body.course"]),
            (&paid, body("2026-02-29", serde_json::to_value(&paid.body).unwrap()), 400, vec!["replacement.on"]),
            (&paid, body("2026-01-01", json!({"fact": "forgiven"})), 400, vec!["replacement.body.fact"]),
            (&paid, body("2026-01-01", more), 400, vec!["replacement.body"]),
        ] {
            let reply = staff.post(&correct(fact.id), sent).await;
            assert_eq!((reply.status, reply.members()), (status, members), "{}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        reasons_are_checked(&app, &staff, &correct(paid.id), &replace("2026-01-01", &paid.body)).await;
    }

    async fn no_decision_comes_before_its_act(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.admit(person.person(), "2024-02-01").await;
        let course = app.course("Technology", &[CompetencySet::Technology], "2024-01-01", None).await;
        app.achieve(person.person(), course, CompetencySet::Technology, "2024-03-01").await;
        let decided = fact_of(&app, person.person(), "completion_decided").await;
        let reported = fact_of(&app, person.person(), "completion_reported").await;
        let before = app.counts().await;
        for (fact, on) in [(&decided, "2024-02-29"), (&decided, "2024-03-02"), (&reported, "2024-03-02")] {
            let reply = staff.post(&correct(fact.id), replace(on, &fact.body)).await;
            assert_eq!((reply.status, reply.members()), (422, vec!["replacement.on"]), "{on}: {}", reply.text);
        }
        assert_eq!(app.counts().await, before);
        staff.post(&correct(reported.id), replace("2024-02-29", &reported.body)).await.ok();
    }

    async fn a_struck_refusal_opens_the_application_again_unless_another_followed(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let first = submitted(&person).await;
        staff.post(&path(&first, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        let second = submitted(&person).await;
        let refusal = fact_of(&app, person.person(), "application_refused").await;
        let before = app.counts().await;
        staff.post(&correct(refusal.id), strike()).await.is_problem(409, "application_open");
        assert_eq!(app.counts().await, before);
        person.post(&path(&second, "/withdraw"), json!({})).await.ok();
        staff.post(&correct(refusal.id), strike()).await.ok();
        let opened = person.get(&path(&first, "")).await.ok();
        assert_eq!((&opened["state"], &opened["decision_reason"]), (&json!("submitted"), &Value::Null));
        person.post("/applications", crate::applications::eligible()).await.is_problem(422, "application_open");
    }

    async fn some_facts_are_not_corrected(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        app.certify(person.person(), "2026-01-01").await;
        let colleague = app.staff("Demo Colleague").await;
        let paid = fact_of(&app, person.person(), "payment_received").await;
        staff.post(&correct(paid.id), replace("2026-01-01", &paid.body)).await.ok();
        let mut facts = vec![fact_of(&app, colleague.person(), "role_appointed").await];
        for kind in ["person_registered", "certificate_issued", "fact_corrected", "invoice_issued"] {
            facts.push(fact_of(&app, person.person(), kind).await);
        }
        let before = app.counts().await;
        for fact in facts {
            staff.post(&correct(fact.id), strike()).await.is_problem(422, "not_correctable");
        }
        assert_eq!(app.counts().await, before);
    }

    async fn staff_correct_and_never_what_is_their_own(app) {
        let (person, staff, admin) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await, app.admin("Demo Admin").await);
        app.admit(person.person(), "2024-02-01").await;
        app.admit(staff.person(), "2024-02-01").await;
        let (theirs, own) = (fact_of(&app, person.person(), "application_accepted").await.id, fact_of(&app, staff.person(), "application_accepted").await.id);
        let before = app.counts().await;
        staff.post(&correct(own), strike()).await.is_problem(403, "own_matter");
        person.post(&correct(theirs), strike()).await.is_problem(403, "forbidden");
        admin.post(&correct(theirs), strike()).await.is_problem(403, "forbidden");
        app.anyone().post(&correct(theirs), strike()).await.is_problem(401, "signed_out");
        staff.post("/facts/01993e5c-6f00-7cc2-8000-0242ac120002/correct", strike()).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }

    async fn a_revocation_of_the_wrong_person_is_struck(app) {
        let (person, staff) = (app.person("Demo Holder").await, app.staff("Demo Staff").await);
        app.certify(person.person(), "2026-01-01").await;
        let recorded = app.record(vec![NewFact::of(person.person(), app.today(), FactBody::CertificationRevoked)]).await;
        assert_eq!(status(&staff, "holder").await, "revoked");
        staff.post(&correct(recorded[0].id), strike()).await.ok();
        assert_eq!(status(&staff, "holder").await, "certified");
    }
}

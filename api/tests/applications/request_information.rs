use futures_util::future::join;

use super::*;

pub(super) fn asking(question: &str) -> Value {
    json!({"question": question})
}

/// What staff ask in these cases.
pub(super) async fn asked(staff: &Client, application: &Value) -> Value {
    staff.post(&path(application, "/request-information"), asking("Which library was that?")).await.ok()
}

both! {
    async fn the_applicant_is_told_what_is_asked(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        let before = app.counts().await;
        let answer = staff.post(&path(&application, "/request-information"), asking(" Which library\r\nwas {that}? ")).await.ok();
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 1, 1));
        assert_eq!(answer["state"], "information_requested");
        let question = json!({"asked_on": "2026-11-22", "question": "Which library\nwas {that}?", "answered_on": null, "answer": null});
        assert_eq!(answer["questions"], json!([question]));
        assert_eq!(answer["missing"], json!(["answer", "job_details", "payment"]));
        let mail = app.mail_to(&applicant.email).await.unwrap();
        assert!(mail.contains("Which library") && mail.contains("was {that}?"), "{mail}");
        assert_eq!(applicant.get(&path(&application, "")).await.ok()["questions"], json!([question]));
        // It waits for the applicant, not for staff.
        let queue = |state: &str| format!("/applications?state={state}");
        assert_eq!(staff.get(&queue("submitted")).await.ok()["items"], json!([]));
        assert_eq!(staff.get(&queue("information_requested")).await.ok()["items"][0]["id"], application["id"]);
        let queues = staff.get("/queues").await.ok();
        let waiting = queues["items"].as_array().unwrap().iter().find(|queue| queue["name"] == "applications").unwrap().clone();
        assert_eq!(waiting["count"], 0);
        let awaited = queues["items"].as_array().unwrap().iter().find(|queue| queue["name"] == "awaited_answers").unwrap().clone();
        assert_eq!((&awaited["count"], &awaited["oldest_on"]), (&json!(1), &json!("2026-11-22")));
    }

    async fn it_may_be_decided_or_withdrawn_all_the_same(app) {
        let staff = app.staff("Demo Staff").await;
        for (verb, state) in [("/accept", "accepted"), ("/refuse", "refused"), ("/withdraw", "withdrawn")] {
            let applicant = app.person("Demo Candidate").await;
            let application = submitted(&applicant).await;
            asked(&staff, &application).await;
            let who = if verb == "/withdraw" { &applicant } else { &staff };
            let body = if verb == "/refuse" { json!({"reason": "Too few hours."}) } else { json!({}) };
            assert_eq!(who.post(&path(&application, verb), body).await.ok()["state"], state);
            staff.post(&path(&application, "/request-information"), asking("Why?")).await.is_problem(409, "application_decided");
        }
    }

    async fn one_question_is_open_at_a_time(app) {
        let (applicant, staff, other) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await, app.staff("Other Staff").await);
        let application = submitted(&applicant).await;
        let ask = path(&application, "/request-information");
        let (one, another) = join(staff.post(&ask, asking("Where?")), other.post(&ask, asking("When?"))).await;
        let (won, lost) = if one.status == 200 { (one, another) } else { (another, one) };
        assert_eq!(won.status, 200, "{}", won.text);
        lost.is_problem(409, "information_requested");
        // Struck, it is not asked any more, and another may be.
        let asked = staff.get(&format!("/people/{}", applicant.person())).await.ok()["acts"][0]["facts"][0].clone();
        assert_eq!(asked["body"]["fact"], "information_requested");
        let correct = format!("/facts/{}/correct", asked["id"].as_str().unwrap());
        staff.post(&correct, json!({"reason": "It was meant for somebody else."})).await.ok();
        let found = staff.get(&path(&application, "")).await.ok();
        assert_eq!((&found["state"], &found["questions"]), (&json!("submitted"), &json!([])));
        staff.post(&ask, asking("When?")).await.ok();
    }

    async fn who_asks_while_another_accepts_asks_or_is_told(app) {
        let (applicant, staff, other) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await, app.staff("Other Staff").await);
        let application = submitted(&applicant).await;
        let (accepted, asked) =
            join(staff.post(&path(&application, "/accept"), json!({})), other.post(&path(&application, "/request-information"), asking("Where?"))).await;
        // Whoever came first: it is accepted, and a question that came later was refused.
        assert_eq!(accepted.status, 200, "{}", accepted.text);
        let found = staff.get(&path(&application, "")).await.ok();
        assert_eq!(found["state"], "accepted");
        let questions = found["questions"].as_array().unwrap().len();
        assert_eq!((asked.status, questions), if questions == 1 { (200, 1) } else { (409, 0) }, "{}", asked.text);
    }

    async fn a_question_that_was_answered_stays(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        asked(&staff, &application).await;
        applicant.post(&path(&application, "/give-information"), json!({"answer": "The branch."})).await.ok();
        let acts = staff.get(&format!("/people/{}", applicant.person())).await.ok()["acts"].clone();
        let facts = acts.as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap().clone());
        let question = facts.into_iter().find(|fact| fact["body"]["fact"] == "information_requested").unwrap();
        let correct = format!("/facts/{}/correct", question["id"].as_str().unwrap());
        let before = app.counts().await;
        staff.post(&correct, json!({"reason": "x"})).await.is_problem(422, "not_correctable");
        assert_eq!(app.counts().await, before);
    }

    async fn hours_that_turn_out_to_be_others_are_a_correction(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let mut sent = eligible();
        sent["library_work"][0]["minutes_per_week"] = json!(60);
        sent["library_work"][0]["employer"] = json!("Demo Valley");
        let application = applicant.post("/applications", sent).await.ok();
        assert_eq!(application["missing"], json!(["hours", "job_details", "payment"]));
        staff.post(&path(&application, "/accept"), json!({})).await.is_problem(422, "not_eligible");
        let acts = staff.get(&format!("/people/{}", applicant.person())).await.ok()["acts"].clone();
        let facts = acts.as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap().clone());
        let mut fact = facts.into_iter().find(|fact| fact["body"]["fact"] == "application_submitted").unwrap();
        let correct = format!("/facts/{}/correct", fact["id"].as_str().unwrap());
        fact["body"]["library_work"] = json!([
            {"from": "2021-01-01", "until": "2021-12-31", "minutes_per_week": 300},
            {"from": "2022-01-01", "until": null, "minutes_per_week": 2100},
        ]);
        let replacement = json!({"on": fact["on"], "body": fact["body"]});
        staff.post(&correct, json!({"reason": "The branch confirms them.", "replacement": replacement})).await.ok();
        let accepted = staff.post(&path(&application, "/accept"), json!({})).await.ok();
        let employers: Vec<&Value> = accepted["library_work"].as_array().unwrap().iter().map(|job| &job["employer"]).collect();
        assert_eq!(employers, [&Value::Null, &json!("Demo Valley")], "what is known of a job stays with it");
    }

    async fn a_question_has_1_to_4000_characters(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        let before = app.counts().await;
        for question in ["", " \n ", "a\u{0}"].map(str::to_owned).into_iter().chain(["字".repeat(4001)]) {
            let reply = staff.post(&path(&application, "/request-information"), asking(&question)).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["question"]);
        }
        staff.post(&path(&application, "/request-information"), json!({"reason": "x"})).await.is_problem(400, "unreadable");
        assert_eq!(app.counts().await, before);
        staff.post(&path(&application, "/request-information"), asking(&"字".repeat(4000))).await.ok();
    }

    async fn staff_ask_and_never_about_their_own(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let (application, own) = (submitted(&applicant).await, submitted(&staff).await);
        let before = app.counts().await;
        staff.post(&path(&own, "/request-information"), asking("Why?")).await.is_problem(403, "own_matter");
        applicant.post(&path(&application, "/request-information"), asking("Why?")).await.is_problem(403, "forbidden");
        app.anyone().post(&path(&application, "/request-information"), asking("Why?")).await.is_problem(401, "signed_out");
        let nowhere = "/applications/01993e5c-6f00-7cc2-8000-0242ac120002/request-information";
        staff.post(nowhere, asking("Why?")).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
    }
}
